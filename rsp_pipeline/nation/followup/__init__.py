"""What people read of the nation: a page above all regions, and for each year a follow-up in the same documents.

Nothing is counted here: every figure is one of the national file. How a document is written is said in
`rsp_pipeline.followup.documents`, how a chart looks in `rsp_pipeline.followup.charts`.
"""

"""What writers of documents share: workbooks whose cells do nothing by themselves, settled archives, and templates.

What stands in a workbook or a document belongs to whoever writes it; how delivered workbooks are read in `reading`.
"""

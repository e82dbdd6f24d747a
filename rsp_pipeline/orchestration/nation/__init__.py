"""How many regions run in one deployment: each is a partition of one asset, and its night one run of one op.

What a region's night is belongs in `night`, and how Dagster tells of one in `orchestration.nightly`; which regions
there are in `rsp_pipeline.nation`.
"""

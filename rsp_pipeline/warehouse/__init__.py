"""Where it is kept: the workshop of Parquet tables, and the published DuckDB file built from it.

`tables` stores what assets make; `publish` builds the file analysts open beside the old one and swaps it in.
"""

"""Where it is kept: the workshop of Parquet tables, and the published DuckDB file built from it.

`tables` stores what assets make. `publish` builds the file analysts open beside the old one, has it judged by the
gates of `conditions`, and swaps it in. `lock` lets one process work here at a time.
"""

"""The shop window: the DuckDB file that analysts open, built beside the old one, judged, and swapped in.

`publish` builds and swaps, `gate` and `conditions` decide, `generations` keeps the files before, `changes` and
`difference` tell what differs. What a year was approved as belongs in `approval`, how tables are kept before they are
published in `store`.
"""

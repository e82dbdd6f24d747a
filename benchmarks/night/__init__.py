"""The whole night measured end to end, against DuckDB alone and the usual way: `make bench`.

`cases` says over what; `installation` lays it out in a temporary folder; `measuring` runs it, each way in a process of
its own; `results` sums up, `page` tells it and `agreed` holds it against what was measured before. Single parts of the
night are measured by the modules beside this package.
"""

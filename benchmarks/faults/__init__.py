"""What happens to a follow-up when something is wrong in one cell, row or file of a register: as docs/reading.md tells.

`python -m benchmarks.faults 500` makes five hundred faults in each register of the sample, one at a time.
"""

"""Yearly follow-up of a Swedish regional service programme (RSP).

From a folder of exported registers to indicators, charts and a DuckDB file. The rooms, in the order of the data:
`programme`, `registers`, `reading`, `derived`, `indicators`, `followup`, `warehouse`, `orchestration`.
"""

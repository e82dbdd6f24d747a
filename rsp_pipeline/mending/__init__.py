"""Mending what is in quarantine: what the steward typed in the workbook, tried, and put into corrections.csv.

What a correction is belongs in `registers.corrections`, how it is applied in `reading.corrections`, and how the
workbook is laid out in `reading.quarantine_workbook`.
"""

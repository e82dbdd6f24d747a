"""The follow-up's documents: writers of the letter and the report as page, docx, PDF and workbook.

Here belongs how a document looks in a format. What is said belongs in `letter` and `full_report`, a
chart's looks in `charts`.
"""

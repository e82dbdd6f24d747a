"""The follow-up's documents: writers of one and the same memo as page, docx, PDF and workbook.

Here belongs how a document looks in a format. What is said belongs in `memo`; a chart's looks in `charts`.
"""

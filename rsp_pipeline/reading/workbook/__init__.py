"""From the bytes of a workbook to sheets of text, and what else its cells say: errors, formulas, formats, strikes.

A module or some for each format. What is text to begin with belongs in `text`, what a row means in `layout`.
"""

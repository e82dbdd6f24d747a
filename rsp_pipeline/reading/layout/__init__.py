"""What the lines of a sheet are: title, header, row, total or note, and which column stands where.

What the cells of a row mean belongs in `cells`.
"""

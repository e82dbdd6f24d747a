"""What is left for whom: de minimis aid, recipient by recipient, for the region's own officers.

Names, numbers and amounts of single recipients stand here, so nothing of it is published: it goes into two workbooks
that only those may read who handle aid. Whether a ceiling was exceeded belongs in `rules`, how much of them is used in
`indicators`.
"""

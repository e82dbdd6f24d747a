"""The municipalities' fact sheets: one A4 page for each municipality and year, its figures beside the county's.

What is said stands in `compose`; `write` keeps a year's folder of them. No recipient is named.
"""

"""The page above all years: what there is to do, the documents, the key figures over the years, and what has changed.

It is made of the published file, which tells what the board has approved and what differs from the file before, and of
what lies in the years' folders.
"""

"""What writers of office documents share: workbooks whose cells do nothing by themselves, and settled archives.

What stands in a workbook or a document belongs to whoever writes it; how delivered workbooks are read in `reading`.
"""

"""The workshop: what is kept on disk between steps and between nights, whole or not at all.

`schema` says what a table is, `tables` keeps each as Parquet, `atomic` replaces files and folders whole, and `lock`
lets one process work in the warehouse at a time. What the tables mean belongs in the rooms that declare them; the file
that analysts open belongs in `publishing`.
"""

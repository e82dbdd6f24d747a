"""The page in which anyone searches the grant list: one file that needs no server and asks for nothing.

Here belong what the page is told and how it looks; which grants it is told of belongs in `open_data.grant_list`.
"""

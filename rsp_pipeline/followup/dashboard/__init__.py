"""The dashboard: every published figure in one page that answers to choices, without a server and without a network.

Here belong what the page is told (`content`), the page itself, its style and its script. `library` holds the one thing
in this repository that others wrote, as they published it. Which figures are hidden is said in `open_data`.
"""

"""Many regions in one deployment: which they are, where each has its folders, and what they come to together.

Here belong the regions of a folder of programme files and the national file that is built from what they published. A
region's own night knows nothing of others and belongs in `night`.
"""

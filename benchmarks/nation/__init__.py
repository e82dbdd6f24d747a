"""Every region's night, on this machine alone and on workers, and what is made of all regions: what each way costs.

`cases` says over what; `regions` lays it out in a temporary folder; `ways` runs it, each way in a process of its own;
`page` tells it.
"""

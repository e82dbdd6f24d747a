"""A region on object storage, or the nation: whose turn it is there, and a working copy in a folder of this machine.

Everything else works with that folder, as with any. What is here brackets it: `turn` lets one in at a time and is where
others come in; `copy` brings down what differs and sends up what was made; `generation` is the pointer that says which
objects belong together; `lease` keeps two machines apart; `bucket` alone speaks with the storage.
A region on disk passes through `turn` and imports no more than that.
"""

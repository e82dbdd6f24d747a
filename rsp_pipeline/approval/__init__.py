"""What is decided: a year frozen as the board approved it, and what differs from it since.

`approve` closes a year, `archive` keeps every version of it, `figures` lets approved figures stand when they are
computed anew, `revisions` and `compare` tell what the registers give today instead. When a file may be published
belongs in `publishing`.
"""

"""From file to rows: a delivered file becomes typed rows, or is told in Swedish what to mend.

files → sheets (`text` and `workbook`) → rows (`layout`) → values (`cells`) → validation → read, and what `read` gives
stored (`readings`) and written out to be worked off (`quarantine_workbook`); `mending` takes what is typed there.
Nothing here knows what the rows are used for, and nothing here drops a row silently: each is accepted, quarantined with
its reason, or named as title, total or note.
"""

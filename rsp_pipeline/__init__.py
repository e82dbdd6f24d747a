"""Yearly follow-up of a Swedish regional service programme (RSP).

From a folder of exported registers to indicators, charts, documents and a DuckDB file. The rooms, each of which builds
on those after it, as `make check` sees to:

- `shell`: what one types, and what is told in return
- `orchestration`: the night as Dagster runs and shows it
- `night`: the steps of a night, in order
- `open_data`: the figures as open data; `sample`: an invented region's registers
- `publishing`: the file that analysts open, and the gate before it
- `approval`: closing a year, and the archive of closed ones
- `followup`: the figures' page, charts, and the two documents
- `lineage`: from a figure to file and row; `report`: the tables of the national form
- `indicators`, `rules`: what is counted, and what breaks a rule
- `derived`: what follows from the registers
- `settings`: where things are, what day it is, and what a file may ask of the machine
- `mending`: from what the steward typed about refused rows to corrections
- `messages`: how people are told when a night goes wrong
- `reading`: from file to rows
- `registers`: what is delivered
- `programme`: a region's programme
- `office`: what several writers of office files share; `store`: what is kept on disk; `swedish`: the language
"""

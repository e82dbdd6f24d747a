"""Storing what came of reading a register: its rows, and what became of every file, row and correction."""

from rsp_pipeline.reading.problems import remark_rows
from rsp_pipeline.reading.read import Reading
from rsp_pipeline.reading.tables import CORRECTION, QUARANTINE, REMARK, SOURCE_FILE, refused_table
from rsp_pipeline.registers import Register
from rsp_pipeline.store.tables import Tables


def store(tables: Tables, register: Register, reading: Reading) -> None:
    """Put the tables of a register in the workshop, each in place of the one before."""
    tables.write(register.table, reading.accepted)
    tables.write(QUARANTINE, reading.quarantine, part=register.name)
    tables.write(SOURCE_FILE, reading.source_files, part=register.name)
    tables.write(REMARK, remark_rows(register, reading.remarks), part=register.name)
    tables.write(refused_table(register), reading.refused)
    tables.write(CORRECTION, reading.corrections, part=register.name)

"""Where every record stands, whichever register it is of; a whole file is a record, too, and goes by its name."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from rsp_pipeline.reading.tables import SOURCE_FILE
from rsp_pipeline.registers import REGISTERS
from rsp_pipeline.registers.register import PROVENANCE, Register
from rsp_pipeline.store.schema import Field, Table, View

COLUMNS = ", ".join(field.name for field in PROVENANCE)
TABLE = Table(
    "meta",
    "record",
    "Var varje rad som räknas med står: register, fil, blad och rad; en fil står för sig själv, utan rad",
    (
        Field("register", "VARCHAR", "Registret som raden hör till"),
        *(replace(field, required=False, at_least=None) for field in PROVENANCE),
    ),
)


def records_sql(registers: Iterable[Register]) -> str:
    """The SELECT of where every record of some registers stands."""
    return " UNION ALL ".join(
        f"SELECT '{each.name}' AS register, {COLUMNS} FROM {each.table.full_name}" for each in registers
    )


RECORD = View(
    TABLE,
    f"""
        {records_sql(REGISTERS)}
        UNION ALL
        SELECT register, source_file AS record_id, source_file, '', NULL, NULL
        FROM {SOURCE_FILE.full_name}
    """,
)


def record_of(registers: Collection[str]) -> View:
    """The same of the registers so named, without the files; of everything where none is named."""
    named = [register for register in REGISTERS if register.name in registers]
    return View(TABLE, records_sql(named)) if named else RECORD

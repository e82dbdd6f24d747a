"""Values that stand several in a cell, such as an outlet's agent services: a view for each column, a row per value.

A register's own column keeps them as one text. Free text, which may have any commas, is not parted.
"""

from __future__ import annotations

from dataclasses import replace

from rsp_pipeline.registers import REGISTERS
from rsp_pipeline.registers.kinds import Choices
from rsp_pipeline.registers.register import RECORD_ID, Column, Register
from rsp_pipeline.store.schema import Field, Table, View


def _values(register: Register, column: Column) -> View:
    table = f"{register.name}_{column.name}"
    return View(
        Table(
            "core",
            table,
            f"{column.header}, en rad för varje: kolumnen {column.name} i core.{register.name} delad vid kommatecknen",
            (
                replace(RECORD_ID, comment=f"Raden i core.{register.name}"),
                Field("value", "VARCHAR", f"Ett av värdena i core.{register.name}.{column.name}"),
            ),
        ),
        f"""
            SELECT record_id, unnest(string_split({column.name}, ', ')) AS value
            FROM {register.table.full_name}
            WHERE {column.name} IS NOT NULL
        """,
    )


LISTS: tuple[View, ...] = tuple(
    _values(register, column) for register in REGISTERS for column in register.columns if type(column.kind) is Choices
)

"""Rättelser: cells of the other registers that the data steward corrects until the source system is corrected.

A correction holds only while the file still says what it expects. How it is applied belongs in `reading.corrections`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rsp_pipeline.registers.kinds import Choice, Day, Text, Verbatim
from rsp_pipeline.registers.register import Column, Register, RowCheck

if TYPE_CHECKING:
    import pandas as pd


def corrections_of(registers: tuple[Register, ...]) -> Register:
    """The register of corrections to `registers`."""
    known = [f"{register.name}:{text}" for register in registers for text in register.spellings]

    def of_unknown_column(rows: pd.DataFrame) -> pd.Series:
        named = rows["register"] + ":" + rows["column_name"].str.lower()
        return named.notna() & ~named.isin(known)

    return Register(
        name="corrections",
        title="Rättelser",
        comment="Rättelser: celler som dataförvaltaren rättar tills källsystemet är rättat",
        key=("register", "row_key", "column_name"),
        reference=True,
        optional=True,
        columns=(
            Column(
                "register",
                Choice({register.name: (register.title,) for register in registers}),
                ("Register",),
                "Registret som rättas",
                required=True,
            ),
            Column(
                "row_key",
                Verbatim(),
                ("Nyckel",),
                "Radens nyckel, delarna med kolon emellan: för ett stödbeslut ärendets och beslutets, 2025-0012:1",
                required=True,
            ),
            Column(
                "column_name", Verbatim(), ("Kolumn",), "Kolumnens rubrik, eller dess namn i databasen", required=True
            ),
            Column(
                "expected_value",
                Verbatim(),
                ("Förväntat värde", "Står"),
                "Cellens text i filen; tomt om cellen är tom",
                restricted=True,
            ),
            Column(
                "corrected_value",
                Verbatim(),
                ("Rättat värde", "Ska stå"),
                "Texten som ska gälla i stället; tomt om cellen ska vara tom",
                restricted=True,
            ),
            Column("reason", Text(), ("Skäl",), "Varför cellen rättas", required=True),
            Column("corrected_by", Text(), ("Vem", "Signatur"), "Vem som beslutade rättelsen", required=True),
            Column("corrected_on", Day(), ("När", "Datum"), "Dag för rättelsen", required=True, not_in_future=True),
        ),
        checks=(
            RowCheck(
                "unknown_correction_column",
                "column_name",
                "registret har ingen kolumn som heter ”{value}”",
                of_unknown_column,
            ),
        ),
    )

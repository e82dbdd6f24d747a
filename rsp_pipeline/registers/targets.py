"""Målvärden: what an indicator should come to in a year, for the county or for a part of it.

Goals that an effort of the action plan sets for itself belong there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rsp_pipeline.registers.grants import GRANT_FORM
from rsp_pipeline.registers.kinds import Amount, Choice, Identifier, MunicipalityCode, Text, Whole, one_of
from rsp_pipeline.registers.register import Column, Register, RowCheck

if TYPE_CHECKING:
    import pandas as pd

AT_LEAST, AT_MOST = "Minst", "Högst"
GROUP = ["indicator_id", "year", "municipality_code", "grant_form"]


def _contradicted(rows: pd.DataFrame) -> pd.Series:
    """The key cannot tell: a target for the whole county leaves parts of it empty."""
    return rows.duplicated(GROUP, keep=False) & ~rows.duplicated(keep=False)


TARGETS = Register(
    name="targets",
    title="Målvärden",
    comment="Målvärden: vad ett nyckeltal ska komma upp eller ner till ett år",
    key=tuple(GROUP),
    dated_by="year",
    reference=True,
    columns=(
        Column(
            "indicator_id",
            Identifier(),
            ("Nyckeltal",),
            "Nyckeltalets beteckning, till exempel S18",
            required=True,
            refers_to="indicator.indicator.indicator_id",
        ),
        Column("year", Whole(), ("År",), "År som målvärdet gäller", required=True, at_least=2000),
        Column("municipality_code", MunicipalityCode(), ("Kommun", "Kommunkod"), "Kommunens kod; tomt för hela länet"),
        Column("grant_form", Choice(GRANT_FORM.values), ("Stödform",), "Stödform; tomt för alla"),
        Column("target_value", Amount(), ("Målvärde",), "Värdet som ska nås", required=True),
        Column(
            "direction",
            Choice(one_of(AT_LEAST, AT_MOST)),
            ("Riktning",),
            "Minst: utfallet ska vara målvärdet eller mer. Högst: målvärdet eller mindre",
            default=AT_LEAST,
        ),
        Column("source", Text(), ("Källa",), "Var målvärdet är beslutat", required=True),
    ),
    checks=(
        RowCheck(
            "contradicted_target",
            "target_value",
            "en annan rad har ett annat målvärde för samma nyckeltal, år, kommun och stödform",
            _contradicted,
        ),
    ),
)

"""Folkmängd: the population of each municipality on 31 December (Statistics Sweden, BE0101)."""

from rsp_pipeline.registers.kinds import Day, MunicipalityCode, Text, Whole
from rsp_pipeline.registers.register import Column, Register

POPULATION = Register(
    name="population",
    title="Folkmängd",
    comment="Folkmängd per kommun den 31 december",
    key=("municipality_code", "counted_on"),
    dated_by="counted_on",
    reference=True,
    columns=(
        Column(
            "municipality_code",
            MunicipalityCode(),
            ("Kommun", "Kommunkod"),
            "Kommunens kod (SCB)",
            required=True,
        ),
        Column("counted_on", Day(), ("Datum",), "Dag som folkmängden gäller", required=True, not_in_future=True),
        Column("population", Whole(), ("Folkmängd",), "Antal invånare", required=True, at_least=1),
        Column("source", Text(), ("Källa",), "Var uppgiften är hämtad"),
    ),
)

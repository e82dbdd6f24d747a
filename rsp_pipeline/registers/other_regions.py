"""Andra regioner: figures of other regions, to see the region's own beside; kept by the steward, if at all."""

from rsp_pipeline.programme.counties import counties
from rsp_pipeline.registers.kinds import Choice, Identifier, Number, Text, Whole
from rsp_pipeline.registers.register import Column, Register

COUNTIES = {code: (each.region, each.county, code.lstrip("0")) for code, each in counties().items()}
"""The counties' codes, by which regions are stored; a spreadsheet takes the zero from 01."""

OTHER_REGIONS = Register(
    name="other_regions",
    title="Andra regioner",
    comment="Andra regioner: nyckeltalens värden i andra regioner, att jämföra med",
    key=("county_code", "year", "indicator_id"),
    dated_by="year",
    reference=True,
    optional=True,
    columns=(
        Column("county_code", Choice(COUNTIES), ("Region", "Län", "Länskod"), "Länets kod (SCB)", required=True),
        Column("year", Whole(), ("År",), "År som värdet gäller", required=True, at_least=2000),
        Column(
            "indicator_id",
            Identifier(),
            ("Nyckeltal",),
            "Nyckeltalets beteckning, till exempel M01",
            required=True,
            refers_to="indicator.indicator.indicator_id",
        ),
        Column("value", Number(), ("Värde",), "Nyckeltalets värde för hela länet", required=True),
        Column("source", Text(), ("Källa",), "Var värdet är hämtat", required=True),
    ),
)

"""Publicerade siffror: figures of a follow-up as they were published, to reconcile the computed ones with."""

from rsp_pipeline.registers.grants import GRANT_FORM
from rsp_pipeline.registers.kinds import Amount, Identifier, MunicipalityCode, Text, Verbatim, Whole
from rsp_pipeline.registers.register import Column, Register

PUBLISHED_FIGURES = Register(
    name="published_figures",
    title="Publicerade siffror",
    comment="Publicerade siffror: nyckeltalens värden som de har publicerats, att stämma av mot",
    key=("indicator_id", "year", "breakdown", "municipality_code", "grant_form"),
    dated_by="year",
    reference=True,
    columns=(
        Column(
            "indicator_id",
            Identifier(),
            ("Nyckeltal",),
            "Nyckeltalets beteckning, till exempel S02",
            required=True,
            refers_to="indicator.indicator.indicator_id",
        ),
        Column("year", Whole(), ("År",), "År som värdet gäller", required=True, at_least=2000),
        Column(
            "breakdown",
            Verbatim(),
            ("Uppdelning",),
            "Vad värdet är uppdelat på, som i indicator.value; total är hela länet",
            default="total",
        ),
        Column("municipality_code", MunicipalityCode(), ("Kommun", "Kommunkod"), "Kommunens kod (SCB), om uppdelat så"),
        Column("grant_form", GRANT_FORM, ("Stödform",), "Stödform, om uppdelat så"),
        Column("value", Amount(), ("Värde",), "Det publicerade värdet", required=True),
        Column("where_published", Text(), ("Publicerat i",), "Var värdet är publicerat", required=True),
    ),
)

"""How far the data of each programme year reach: the date that stands under every chart and table of that year."""

from rsp_pipeline.derived.derived import Derived
from rsp_pipeline.registers import REGISTERS
from rsp_pipeline.registers.kinds import Day
from rsp_pipeline.store.schema import Field, Table

DAYS = " UNION ALL ".join(
    f"SELECT {register.dated_by} AS day FROM {register.table.full_name}"
    for register in REGISTERS
    if register.dated_by and isinstance(register.column(register.dated_by).kind, Day)
)

DATA_DATES = Derived(
    Table(
        "core",
        "data_dates",
        "Hur långt uppgifterna för varje påbörjat programår räcker",
        (
            Field("year", "INTEGER", "Kalenderår"),
            Field(
                "reaches_to",
                "DATE",
                "Den 31 december för ett år som är slut; för det pågående året den sista dag som står i registren, "
                "tomt när ingen gör det",
            ),
        ),
        ("year",),
    ),
    select=f"""
        SELECT
            year,
            CASE
                WHEN has_ended THEN make_date(year, 12, 31)
                ELSE (SELECT max(day) FROM ({DAYS}) AS days WHERE year(day) = years.year)
            END AS reaches_to
        FROM core.programme_years AS years
        WHERE has_begun
        ORDER BY year
    """,
)

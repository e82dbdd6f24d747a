"""How well the delivered registers could be read."""

from rsp_pipeline.indicators.dimension import REGISTER, ROW_OUTCOME, ROWS_ACCEPTED, ROWS_ALIKE, ROWS_QUARANTINED
from rsp_pipeline.indicators.indicator import Indicator, Unit

Q01 = Indicator(
    "Q01",
    title="Datakvalitet",
    unit=Unit.COUNT,
    description="Antal lästa rader, och hur många som godtogs, hamnade i karantän eller bara upprepade en annan.",
    processing=(
        "Rader i levererade filer, utan rubriker, summor och anteckningar. En fil räknas i det år som de flesta av "
        "dess godtagna rader är daterade i (vid lika många det senare); en fil utan daterade rader räknas i varje år "
        "som har börjat. Lästa rader är summan av godtagna rader, rader i karantän och likadana rader som räknas en "
        "gång (med varning). Här är raden som räknas en fil, en gång för varje bedömning."
    ),
    registers=(),
    by=(REGISTER, ROW_OUTCOME),
    evidence=" UNION ALL ".join(
        f"SELECT source_file AS record_id, year, register, '{outcome}' AS row_outcome, {rows} AS value "
        "FROM core.file_years"
        for outcome, rows in (
            (ROWS_ACCEPTED, "rows_accepted"),
            (ROWS_QUARANTINED, "rows_quarantined"),
            (ROWS_ALIKE, "rows_alike"),
        )
    ),
)

"""The table of how well the registers could be read."""

from __future__ import annotations

from rsp_pipeline.reading.tables import REJECTED
from rsp_pipeline.registers import REGISTERS
from rsp_pipeline.store.schema import Field, Table, View

TITLES = ", ".join(f"({place}, '{register.name}', '{register.title}')" for place, register in enumerate(REGISTERS))

DATAKVALITET = View(
    Table(
        "report",
        "datakvalitet",
        "Datakvalitet per register: levererade filer, och rader som räknas med eller inte kan tolkas",
        (
            Field("register", "VARCHAR", "Registrets namn"),
            Field("title", "VARCHAR", "Registrets namn på svenska"),
            Field("n_files", "INTEGER", "Levererade filer; 0 när registret inte har levererats", "filer"),
            Field("n_files_rejected", "INTEGER", "Filer som inte kunde läsas och därför avvisades", "filer"),
            Field("rows_read", "INTEGER", "Lästa rader", "rader"),
            Field("rows_accepted", "INTEGER", "Rader som räknas med", "rader"),
            Field("rows_quarantined", "INTEGER", "Rader som inte kan tolkas och därför inte räknas med", "rader"),
            Field("quarantined_percent", "DECIMAL(18,4)", "Rader i karantän som andel av lästa rader", "%"),
            Field("latest_year", "INTEGER", "Senaste år som registret täcker"),
        ),
    ),
    f"""
        WITH counted AS (
            SELECT
                register,
                count(*) AS n_files,
                count(*) FILTER (verdict = '{REJECTED}') AS n_files_rejected,
                sum(rows_read) AS rows_read,
                sum(rows_accepted) AS rows_accepted,
                sum(rows_quarantined) AS rows_quarantined
            FROM quality.source_file
            GROUP BY register
        ),
        covered AS (SELECT register, max(year) AS latest_year FROM core.delivered_years GROUP BY register)
        SELECT
            register,
            title,
            coalesce(n_files, 0) AS n_files,
            coalesce(n_files_rejected, 0) AS n_files_rejected,
            coalesce(rows_read, 0) AS rows_read,
            coalesce(rows_accepted, 0) AS rows_accepted,
            coalesce(rows_quarantined, 0) AS rows_quarantined,
            100 * rows_quarantined / nullif(rows_read, 0) AS quarantined_percent,
            latest_year
        FROM (VALUES {TITLES}) AS registers (place, register, title)
        LEFT JOIN counted USING (register)
        LEFT JOIN covered USING (register)
        ORDER BY place
    """,
)

"""Filer per år: in which year the rows of each delivered file are counted, and what became of them.

A file counts in the year that most of its accepted rows are dated in, the later of two equal. One without dated rows
(its register describes a state, or nothing in it was accepted) counts in every year that has begun.
"""

from rsp_pipeline.derived.derived import Derived
from rsp_pipeline.registers import REGISTERS
from rsp_pipeline.store.schema import Field, Table

DATED = " UNION ALL ".join(
    f"""
            SELECT '{register.name}' AS register, source_file, {register.year_sql} AS year, count(*) AS row_count
            FROM {register.table.full_name}
            GROUP BY ALL"""
    for register in REGISTERS
    if register.dated_by
)

FILE_YEARS = Derived(
    Table(
        "core",
        "file_years",
        "Levererade filer per år: hur många rader som lästes, godtogs och hamnade i karantän",
        (
            Field("register", "VARCHAR", "Registrets namn"),
            Field("source_file", "VARCHAR", "Filens namn, räknat från data/raw"),
            Field("year", "INTEGER", "År som de flesta av filens rader är daterade i; odaterade filer räknas varje år"),
            Field("rows_accepted", "INTEGER", "Antal rader som räknas med", "rader"),
            Field("rows_quarantined", "INTEGER", "Antal rader i karantän", "rader"),
            Field("rows_alike", "INTEGER", "Antal rader som är likadana som en annan och räknas en gång", "rader"),
        ),
        ("register", "source_file", "year"),
    ),
    select=f"""
        WITH dated AS ({DATED}),
        main_years AS (
            SELECT register, source_file, arg_max(year, (row_count, year)) AS year
            FROM dated
            GROUP BY register, source_file
        )
        SELECT
            file.register,
            file.source_file,
            coalesce(main_years.year, begun.year) AS year,
            rows_accepted,
            rows_quarantined,
            rows_read - rows_accepted - rows_quarantined AS rows_alike
        FROM quality.source_file AS file
        LEFT JOIN main_years USING (register, source_file)
        LEFT JOIN core.programme_years AS begun ON main_years.year IS NULL AND begun.has_begun
        WHERE coalesce(main_years.year, begun.year) IS NOT NULL
        ORDER BY register, source_file, year
    """,
)

"""The floor: DuckDB alone reads, types, checks, stores and sums up one csv file of grants.

Hardly less can be done with them. `python -m benchmarks.night.floor DATABASE FILE`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

IS_BAD = "granted_sek IS NULL OR decided_on IS NULL OR received_on > decided_on"


def floor(database: Path, file: Path) -> None:
    """Make the tables `grants`, `refused` (those of them that are bad) and `figures` (of those that are not)."""
    with duckdb.connect(str(database)) as connection:
        connection.execute(
            """
            CREATE TABLE grants AS
            SELECT
                "Ärende-ID" AS case_id,
                "Diarienummer" AS diary_no,
                "Stödform" AS grant_form,
                "Utfall" AS outcome,
                "Sökande" AS recipient_name,
                "Organisationsnummer" AS recipient_org_no,
                "Kommun" AS municipality,
                "Ort" AS locality,
                try_cast("Inkom" AS DATE) AS received_on,
                try_cast("Beslutsdatum" AS DATE) AS decided_on,
                try_cast(replace(replace("Sökt belopp", ' ', ''), ',', '.') AS DECIMAL(14, 2)) AS applied_sek,
                try_cast(replace(replace("Beviljat belopp", ' ', ''), ',', '.') AS DECIMAL(14, 2)) AS granted_sek
            FROM read_csv(?, delim = ';', header = true, all_varchar = true)
            """,
            [str(file)],
        )
        connection.execute(f"CREATE TABLE refused AS FROM grants WHERE {IS_BAD}")
        connection.execute(
            f"""
            CREATE TABLE figures AS
            SELECT
                year(decided_on) AS year,
                grant_form,
                municipality,
                count(*) AS decisions,
                sum(granted_sek) AS granted_sek,
                median(granted_sek) AS median_sek,
                count(DISTINCT recipient_org_no) AS recipients
            FROM grants
            WHERE NOT ({IS_BAD})
            GROUP BY ALL
            """
        )


if __name__ == "__main__":
    floor(*map(Path, sys.argv[1:]))

"""The usual way: pandas reads and types files of grants, pandera checks them, DuckDB keeps what came of it.

It does what the floor does, as one would write it in an afternoon. `python -m benchmarks.night.usual DATABASE FILE …`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb
import pandas as pd
import pandera.pandas as pa

NAMES = {
    "Ärende-ID": "case_id",
    "Diarienummer": "diary_no",
    "Stödform": "grant_form",
    "Utfall": "outcome",
    "Sökande": "recipient_name",
    "Organisationsnummer": "recipient_org_no",
    "Kommun": "municipality",
    "Ort": "locality",
    "Inkom": "received_on",
    "Beslutsdatum": "decided_on",
    "Sökt belopp": "applied_sek",
    "Beviljat belopp": "granted_sek",
}
SCHEMA = pa.DataFrameSchema(
    {
        "case_id": pa.Column(str, pa.Check.str_matches(r"^\d{4}-M\d{7}$"), unique=True),
        "recipient_org_no": pa.Column(str, pa.Check.str_matches(r"^\d{6}-\d{4}$")),
        "grant_form": pa.Column(str, pa.Check.isin(["Servicebidrag", "Investeringsbidrag", "Särskilt driftstöd"])),
        "granted_sek": pa.Column(float, pa.Check.ge(0)),
    },
    checks=pa.Check(lambda rows: rows["decided_on"] >= rows["received_on"]),
)


def usual(database: Path, *files: Path) -> None:
    """Make the tables `grants`, `refused` and `figures`."""
    rows = pd.concat(map(_read, files), ignore_index=True).rename(columns=NAMES)
    for day in ("received_on", "decided_on"):
        rows[day] = pd.to_datetime(rows[day], errors="coerce")
    for amount in ("applied_sek", "granted_sek"):
        plain = rows[amount].str.replace(" ", "").str.replace(",", ".")
        rows[amount] = pd.to_numeric(plain, errors="coerce")
    bad = _refused(rows)
    grants, refused = rows.drop(index=bad), rows.loc[bad]
    figures = (
        grants.groupby([grants["decided_on"].dt.year.rename("year"), "grant_form", "municipality"])
        .agg(
            decisions=("case_id", "count"),
            granted_sek=("granted_sek", "sum"),
            median_sek=("granted_sek", "median"),
            recipients=("recipient_org_no", "nunique"),
        )
        .reset_index()
    )
    with duckdb.connect(str(database)) as connection:
        for name, frame in {"grants": grants, "refused": refused, "figures": figures}.items():
            connection.from_df(frame).create(name)


def _read(file: Path) -> pd.DataFrame:
    if file.suffix == ".xlsx":
        return pd.read_excel(file, engine="calamine", dtype=str)
    return pd.read_csv(file, sep=";", encoding="utf-8-sig", dtype=str)


def _refused(rows: pd.DataFrame) -> list[int]:
    try:
        SCHEMA.validate(rows, lazy=True)
    except pa.errors.SchemaErrors as found:
        return sorted(found.failure_cases["index"].dropna().astype(int).unique())
    return []


if __name__ == "__main__":
    usual(*map(Path, sys.argv[1:]))

"""The grant list as files of the 360Giving Data Standard: flat csv and Parquet, and a package of nested JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rsp_pipeline.open_data.grant_list import FIELDS, ORGANISATIONS
from rsp_pipeline.open_data.harmless import harmless
from rsp_pipeline.programme.open_data import OpenData
from rsp_pipeline.store.sql import quoted

if TYPE_CHECKING:
    from datetime import datetime

    import pyarrow as pa

FOLDER, CSV, JSON, PARQUET = "360giving", "grants.csv", "grants.json", "grants.parquet"
FILES = tuple(f"{FOLDER}/{name}" for name in (CSV, JSON, PARQUET))
VERSION = "1.4"
STANDARD = "https://standard.threesixtygiving.org/"
TITLE = "Beviljade stöd till kommersiell service"
LEFT_OUT = (
    "Här står stöd till myndigheter, aktiebolag, föreningar och stiftelser. Stöd till enskilda firmor, handelsbolag, "
    "dödsbon och utländska ägare står inte här: deras namn och nummer är personuppgifter eller leder till sådana."
)


def package(publisher: str, open_data: OpenData, built_at: datetime) -> dict[str, Any]:
    """What the JSON says of the list before its `grants`; `built_at` with its time zone."""
    return {
        "version": VERSION,
        "title": f"{TITLE}, {publisher}",
        "description": LEFT_OUT,
        "modified": built_at.isoformat(),
        "publisher": {
            "identifier": f"{ORGANISATIONS}-{open_data.organisation_no}",
            "name": publisher,
            "website": open_data.homepage,
        },
        "license": open_data.license_uri,
    }


def grants(rows: pa.Table) -> Iterator[dict[str, Any]]:
    """Every grant as JSON has it: nested, and without the fields that are empty."""
    for row in rows.to_pylist():
        yield nested({path: as_json(value) for path, value in row.items() if value is not None})


def nested(flat: Mapping[str, Any]) -> dict[str, Any]:
    """What stands at a path as `recipientOrganization/0/name` put in its place: the first of a list."""
    whole: dict[str, Any] = {}
    for path, value in flat.items():
        name, *within = path.split("/")
        if within:
            whole.setdefault(name, [{}])[0][within[1]] = value
        else:
            whole[name] = value
    return whole


def as_json(value: object) -> object:
    """A value as JSON has it: a day as text, and whole kronor without decimals."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def write_list(rows: pa.Table, told: Mapping[str, Any], folder: Path) -> None:
    """Write the list to a folder, in the three formats; `told` is its `package`."""
    import duckdb
    import pyarrow.parquet as pq

    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(":memory:") as session:
        session.register("listed", rows)
        columns = ", ".join(f'{harmless(field.path, field.type)} AS "{field.heading}"' for field in FIELDS)
        session.execute(f"COPY (SELECT {columns} FROM listed) TO {quoted(str(folder / CSV))} (FORMAT csv, HEADER)")
    content = {**told, "grants": list(grants(rows))}
    (folder / JSON).write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    pq.write_table(rows, folder / PARQUET)

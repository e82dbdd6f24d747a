"""The export told as a Data Package: `datapackage.json`, with the schema of every table.

Standard: Data Package v2 (datapackage.org). The schemas are the declared tables; `unit` is an addition of our own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from rsp_pipeline.open_data import giving
from rsp_pipeline.open_data.datasets import HIDDEN, title
from rsp_pipeline.open_data.grant_list import FIELDS
from rsp_pipeline.programme import Programme
from rsp_pipeline.programme.open_data import LICENSES, OpenData
from rsp_pipeline.registers import REGISTERS
from rsp_pipeline.store.schema import Field, SqlType, Table

PROFILES = "https://datapackage.org/profiles/2.0"
TYPES: Mapping[SqlType, str] = {
    "VARCHAR": "string",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "datetime",
    "DECIMAL(14,2)": "number",
    "DECIMAL(18,4)": "number",
}


@dataclass(frozen=True)
class TableFile:
    """A table as it lies in the export: its paths from the folder, and the size and checksum of the csv file."""

    table: Table
    csv: str
    parquet: str
    size: int
    sha256: str


def descriptor(
    programme: Programme, built_at: datetime, files: Iterable[TableFile], listed: Path | None
) -> dict[str, Any]:
    """The content of `datapackage.json`; `built_at` with its time zone.

    `listed` is the folder of the export where it has a grant list.
    """
    package = {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": f"regionalt-serviceprogram-{programme.id.replace('_', '-').lower()}",
        "title": f"{programme.title}: uppföljning, {programme.region}",
        "description": _description(programme.fewest_recipients, listed is not None),
        "created": built_at.isoformat(),
        "keywords": ["regionalt serviceprogram", "kommersiell service", "landsbygd", "uppföljning"],
        "contributors": [_contributor(programme)],
        "sources": _sources(programme),
    }
    if programme.open_data:
        package |= {"homepage": programme.open_data.homepage, "licenses": [license_of(programme.open_data)]}
    return package | {"resources": [*map(resource, files), *([grant_list(listed)] if listed else [])]}


def _description(fewest: int, is_listed: bool) -> str:
    form = (
        "Tabellerna är csv-filer i UTF-8 med komma mellan kolumnerna, decimalpunkt och datum som 2025-12-31. "
        "Samma tabeller finns som Parquet i mappen parquet. En tom cell betyder att värdet saknas eller inte gäller."
    )
    others = ", och inte heller den som står i listan över beviljade stöd" if is_listed else ""
    protection = (
        f"Siffror som vilar på färre än {fewest} mottagare av stöd är dolda, liksom siffror som annars skulle röja "
        f"dem: cellen är tom och status är ”{HIDDEN}”. En kommun som själv tar emot stöd räknas inte som "
        f"mottagare{others}. "
        "Skyddet hindrar inte slutsatser om en siffra där en av flera mottagare dominerar, eller ur skillnaden "
        "mellan nyckeltal eller exporter som delvis räknar samma rader."
    )
    return f"{form}\n\n{protection}" if fewest > 1 else form


def _contributor(programme: Programme) -> dict[str, Any]:
    contributor: dict[str, Any] = {"title": programme.region, "roles": ["publisher"]}
    if programme.open_data:
        contributor |= {"path": programme.open_data.homepage, "email": programme.open_data.contact_email}
    return contributor


def license_of(open_data: OpenData) -> dict[str, str]:
    """The licence as a package tells it."""
    title_, uri = LICENSES[open_data.license]
    return {"name": open_data.license, "title": title_, "path": uri}


def _sources(programme: Programme) -> list[dict[str, str]]:
    own = [{"title": f"{programme.region}: {each.title.lower()}"} for each in REGISTERS if not each.reference]
    return [*own, {"title": "Statistiska centralbyrån: folkmängd (BE0101)", "path": "https://www.scb.se/BE0101"}]


def resource(file: TableFile) -> dict[str, Any]:
    """A table as a resource, by its csv file."""
    return {
        "$schema": f"{PROFILES}/dataresource.json",
        "name": file.table.full_name,
        "type": "table",
        "title": title(file.table),
        "description": file.table.comment,
        "path": file.csv,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
        "schema": _schema(file.table),
    }


def grant_list(export: Path) -> dict[str, Any]:
    """The grant list as a resource: its csv file, with the headings of the 360Giving Data Standard."""
    content = (export / giving.FOLDER / giving.CSV).read_bytes()
    fields = [
        {
            "name": field.heading,
            "type": TYPES[field.type],
            "description": field.comment,
            **({"constraints": {"required": True}} if field.required else {}),
        }
        for field in FIELDS
    ]
    return {
        "$schema": f"{PROFILES}/dataresource.json",
        "name": "beviljade-stod",
        "type": "table",
        "title": giving.TITLE,
        "description": giving.LEFT_OUT,
        "path": f"{giving.FOLDER}/{giving.CSV}",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {
            "$schema": f"{PROFILES}/tableschema.json",
            "fields": fields,
            "missingValues": [""],
            "primaryKey": [FIELDS[0].heading],
        },
    }


def _schema(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "$schema": f"{PROFILES}/tableschema.json",
        "fields": [_field(field, field.name in table.key) for field in table.fields],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.references:
        schema["foreignKeys"] = [
            {"fields": list(each.columns), "reference": {"resource": each.table, "fields": list(each.columns)}}
            for each in table.references
        ]
    return schema


def _field(field: Field, in_key: bool) -> dict[str, Any]:
    properties: dict[str, Any] = {"name": field.name, "type": TYPES[field.type], "description": field.comment}
    if field.unit:
        properties["unit"] = field.unit
    constraints: dict[str, Any] = {}
    if field.required or in_key:
        constraints["required"] = True
    if field.at_least is not None:
        constraints["minimum"] = field.at_least
    if field.choices:
        constraints["enum"] = list(field.choices)
    return properties | ({"constraints": constraints} if constraints else {})

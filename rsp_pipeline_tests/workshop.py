"""A small workshop for tests of what is published: every table, made from a raw folder of a few rows."""

from datetime import datetime
from pathlib import Path

import duckdb

from rsp_pipeline.night.night import CORE, COUNTING, run
from rsp_pipeline.night.step import Night
from rsp_pipeline.publishing.about import Occasion
from rsp_pipeline.store.tables import Tables
from rsp_pipeline_tests.builders import PROGRAMME, TODAY, Row, grant, installed, write_csv

BUILT_AT = datetime(2026, 3, 1, 2, 0)  # noqa: DTZ001
OCCASION = Occasion(BUILT_AT, TODAY, PROGRAMME)
YEARS = range(2023, TODAY.year + 1)


def fill(tables: Tables, raw: Path) -> None:
    """Make every table anew from the raw folder, as a night does."""
    with installed(raw, tables.root.parent) as installation:
        run(Night(installation, tuple(YEARS)), (*CORE, *COUNTING))


def workshop_of(folder: Path, grants: list[Row]) -> Tables:
    """A workshop in `folder` made from some grants alone."""
    write_csv(folder / "raw", "grants/a.csv", grants)
    tables = Tables(folder / "tables")
    fill(tables, folder / "raw")
    return tables


def grants_of(count: int, **changed: object) -> list[Row]:
    """As many grants, each a case of its own."""
    return [grant(Ärendenr=f"2025-{number}", **changed) for number in range(count)]


def ask(path: Path, sql: str) -> list[tuple[object, ...]]:
    """The rows of a SELECT in a published file."""
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(sql).fetchall()

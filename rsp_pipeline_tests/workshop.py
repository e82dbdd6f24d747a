"""A small workshop for tests of what is published: every table, made from a raw folder of a few rows."""

import shutil
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import duckdb

from rsp_pipeline.night.night import CORE, COUNTING, run
from rsp_pipeline.night.publishing import PUBLISHED
from rsp_pipeline.night.step import Night
from rsp_pipeline.night.todo import TODO_LIST
from rsp_pipeline.publishing.about import Occasion
from rsp_pipeline.store.tables import Tables
from rsp_pipeline_tests.builders import MADE, PROGRAMME, TODAY, Row, csv_text, grant, installed_over

BUILT_AT = datetime(2026, 3, 1, 2, 0)  # noqa: DTZ001
OCCASION = Occasion(BUILT_AT, TODAY, PROGRAMME)
YEARS = range(2023, TODAY.year + 1)
COUNTED = (*CORE, *COUNTING, TODO_LIST)
FIGURES_ALONE = (*COUNTED, PUBLISHED)  # the steps of a night of which the figures are looked at, and nothing to read


def fill(tables: Tables, raw: Path) -> None:
    """Make every table from the raw folder, as a night does: what stands from an earlier one is left."""
    with installed_over(raw, tables.root.parent) as installation:
        run(Night.of(installation).about(YEARS), COUNTED)


def workshop_of(folder: Path, grants: list[Row]) -> Tables:
    """A workshop in `folder` made from some grants alone; what is made of the same grants again is copied."""
    shutil.copytree(_made_of(csv_text(grants)), folder, dirs_exist_ok=True)
    return Tables(folder / "tables")


@cache
def _made_of(grants: str) -> Path:
    folder = Path(mkdtemp(dir=MADE.name))
    delivered = folder / "raw" / "grants" / "a.csv"
    delivered.parent.mkdir(parents=True)
    delivered.write_text(grants, encoding="utf-8", newline="")
    fill(Tables(folder / "tables"), folder / "raw")
    return folder


def grants_of(count: int, year: int = 2025, **changed: object) -> list[Row]:
    """As many grants, each a case of its own."""
    return [grant(Ärendenr=f"{year}-{number}", **changed) for number in range(count)]


def reading(path: Path) -> duckdb.DuckDBPyConnection:
    """A published file, opened as analysts open it."""
    return duckdb.connect(str(path), read_only=True)


def ask(path: Path, sql: str) -> list[tuple[object, ...]]:
    """The rows of a SELECT in a published file."""
    with reading(path) as connection:
        return connection.execute(sql).fetchall()

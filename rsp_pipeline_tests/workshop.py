"""A small workshop for tests of what is published: every table, made from a raw folder of a few rows."""

from datetime import datetime
from pathlib import Path

import duckdb

from rsp_pipeline.approval.archive import Archive
from rsp_pipeline.approval.figures import store_figures
from rsp_pipeline.derived import DERIVED, MUNICIPALITIES, PROGRAMME_YEARS, municipalities, programme_years
from rsp_pipeline.indicators import INDICATORS
from rsp_pipeline.indicators.catalogue import INDICATOR, definitions
from rsp_pipeline.indicators.engine import evaluate
from rsp_pipeline.publishing.about import Occasion
from rsp_pipeline.reading.readings import store
from rsp_pipeline.registers import REGISTERS
from rsp_pipeline.rules.tables import FINDING, RULE
from rsp_pipeline.store.tables import Tables
from rsp_pipeline_tests.builders import PROGRAMME, TODAY, Row, core_session, grant, read, write_csv

BUILT_AT = datetime(2026, 3, 1, 2, 0)  # noqa: DTZ001
OCCASION = Occasion(BUILT_AT, TODAY, PROGRAMME)
YEARS = range(2023, TODAY.year + 1)


def fill(tables: Tables, raw: Path) -> None:
    """Make every table anew from the raw folder."""
    for register in REGISTERS:
        store(tables, register, read(register, raw))
    tables.write(MUNICIPALITIES, municipalities(PROGRAMME))
    tables.write(PROGRAMME_YEARS, programme_years(PROGRAMME, TODAY))
    tables.write(INDICATOR, definitions(INDICATORS))
    for made_of_rules in (RULE, FINDING):
        tables.write(made_of_rules, made_of_rules.arrow_schema.empty_table())
    with core_session(raw) as session:
        for derived in DERIVED:
            tables.write(derived.table, session.sql(f"FROM {derived.table.full_name}").to_arrow_table())
        store_figures(tables, Archive(tables.root.parent / "approved"), evaluate(session, INDICATORS, YEARS), YEARS)


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

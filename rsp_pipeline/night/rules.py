"""The step that tries the rules: what breaks them, and how each went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rsp_pipeline.indicators.catalogue import INDICATOR
from rsp_pipeline.indicators.engine import VALUE
from rsp_pipeline.night.derived import CORE_TABLES
from rsp_pipeline.night.step import (
    Night,
    Step,
    by_tables_read,
    every_day,
    make_unless_kept,
    name_of,
    names_of,
    states,
    the_approved,
)
from rsp_pipeline.reading.tables import CORRECTION, REMARK, SOURCE_FILE, refused_table
from rsp_pipeline.registers import REGISTERS
from rsp_pipeline.rules import RULES, Rule
from rsp_pipeline.rules.engine import Tried, selects, selects_of_places, told, try_each
from rsp_pipeline.rules.ground import DAYS, days
from rsp_pipeline.rules.tables import BROKEN, FINDING, RULE, TRIED
from rsp_pipeline.store.kept import Days
from rsp_pipeline.store.schema import Table
from rsp_pipeline.store.sql import read_by
from rsp_pipeline.store.tables import Seeing

if TYPE_CHECKING:
    import pyarrow as pa

READ = [*selects(RULES), *selects_of_places()]
TABLES = [*CORE_TABLES, INDICATOR, VALUE, SOURCE_FILE, REMARK, CORRECTION, *map(refused_table, REGISTERS)]
MADE_BY_STEPS = read_by(READ, [*CORE_TABLES, INDICATOR, VALUE])
SOURCES = read_by(READ, TABLES)


def try_rules(night: Night) -> Tried:
    """Try every rule and store its findings and how it went: anew only where a table that it reads differs."""
    import pyarrow as pa

    pieces = by_tables_read(RULES, lambda rule: selects([rule]), TABLES)
    with night.tables.session_of_pieces() as seeing:
        tried = [_try(tables, rules, seeing, night) for tables, rules in pieces.items()]
    broken, counts = (pa.concat_tables(some) for some in zip(*tried, strict=True))
    with night.tables.session(read_by(selects_of_places(), TABLES)) as session:
        outcome = told(session, RULES, broken, counts, night.archive.findings_seen())
    night.tables.write(FINDING, outcome.findings)
    night.tables.write(RULE, outcome.rules)
    return outcome


def _try(tables: tuple[Table, ...], rules: list[Rule], seeing: Seeing, night: Night) -> tuple[pa.Table, pa.Table]:
    """What `try_each` gives of some rules, by the tables that they read: kept as a part named by the first of them."""
    part = rules[0].id

    def store() -> None:
        broken, counts = try_each(seeing(tables), rules, night.settings.today)
        night.tables.write(BROKEN, broken, part)
        night.tables.write(TRIED, counts, part)

    days = _days if any(rule.reads_today for rule in rules) else every_day
    make_unless_kept(f"{name_of(BROKEN)}/{part}", lambda: states(night, tables), store, night, days)
    return night.tables.read(BROKEN, part), night.tables.read(TRIED, part)


def _days(night: Night) -> Days:
    """The rules come out the same from the last to the next of the days that today is compared with."""
    with night.tables.session(read_by([DAYS], CORE_TABLES)) as session:
        return days(session, night.settings.today)


FINDINGS = Step(
    names_of([FINDING, RULE]),
    names_of(MADE_BY_STEPS),
    try_rules,
    reads=tuple(SOURCES),
    rests_on=the_approved,
    days=_days,
)

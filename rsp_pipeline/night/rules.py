"""The step that tries the rules: what breaks them, and how each went."""

from __future__ import annotations

from rsp_pipeline.indicators.catalogue import INDICATOR
from rsp_pipeline.indicators.engine import VALUE
from rsp_pipeline.night.derived import CORE_TABLES
from rsp_pipeline.night.step import Night, Step, names_of, the_approved
from rsp_pipeline.reading.tables import CORRECTION, REMARK, SOURCE_FILE, refused_table
from rsp_pipeline.registers import REGISTERS
from rsp_pipeline.rules import RULES
from rsp_pipeline.rules.engine import Tried, evaluate, selects
from rsp_pipeline.rules.ground import DAYS, days
from rsp_pipeline.rules.tables import FINDING, RULE
from rsp_pipeline.store.kept import Days
from rsp_pipeline.store.sql import read_by

READ = selects(RULES)
MADE_BY_STEPS = read_by(READ, [*CORE_TABLES, INDICATOR, VALUE])
MADE_WITH_REGISTERS = (SOURCE_FILE, REMARK, CORRECTION, *map(refused_table, REGISTERS))
SOURCES = [*MADE_BY_STEPS, *read_by(READ, MADE_WITH_REGISTERS)]


def try_rules(night: Night) -> Tried:
    """Try every rule and store its findings and how it went."""
    with night.tables.session(SOURCES) as session:
        tried = evaluate(session, RULES, night.settings.today, night.archive.findings_seen())
    night.tables.write(FINDING, tried.findings)
    night.tables.write(RULE, tried.rules)
    return tried


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

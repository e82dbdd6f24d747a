"""The engine: from each rule's SELECT to its findings, and to how many records were tried, broken and not tried."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from rsp_pipeline.derived.records import RECORD
from rsp_pipeline.rules import ground, lost, sentences, standing
from rsp_pipeline.rules.rule import Rule
from rsp_pipeline.rules.tables import BROKEN, FINDING, RULE, TRIED

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa


@dataclass(frozen=True)
class Tried:
    """What came of the rules: `findings` with the columns of `FINDING`, `rules` with those of `RULE`."""

    findings: pa.Table
    rules: pa.Table


def evaluate(
    session: duckdb.DuckDBPyConnection, rules: Sequence[Rule], today: date, seen: pa.Table | None = None
) -> Tried:
    """Try the rules as of a day, in a session that sees the tables that `selects` and `selects_of_places` read.

    `seen` are the findings of the last approval, with the columns of `FINDING`, if there was any.
    """
    return told(session, rules, *try_each(session, rules, today), seen)


def try_each(session: duckdb.DuckDBPyConnection, rules: Sequence[Rule], today: date) -> tuple[pa.Table, pa.Table]:
    """What breaks the rules as of a day, and how each went: columns of `BROKEN` and of `TRIED`.

    `session` sees the tables that `selects` of these rules read.
    """
    import pyarrow as pa

    ground.lay_day(session, today)
    if any(rule.reads_decisions for rule in rules):
        ground.lay_decisions(session, {name for rule in rules for name in rule.parameters})
    lost.lay(session, {name for rule in rules for name in rule.references})
    for macro in sentences.MACROS:
        session.execute(macro)
    columns = ", ".join(f"{field.name} {field.type}" for field in BROKEN.fields)
    session.execute(f"CREATE OR REPLACE TEMP TABLE broken ({columns})")
    counts = [(rule.id, *_try(session, rule)) for rule in rules]
    broken = session.sql("FROM broken ORDER BY ALL").to_arrow_table()
    session.execute("DROP TABLE broken")
    return broken, pa.Table.from_pylist(
        [dict(zip(TRIED.columns, row, strict=True)) for row in counts], TRIED.arrow_schema
    )


def told(
    session: duckdb.DuckDBPyConnection, rules: Sequence[Rule], broken: pa.Table, tried: pa.Table, seen: pa.Table | None
) -> Tried:
    """What `try_each` gave of all `rules`, with where each record stands and whether anyone has seen the finding.

    `session` sees the tables that `selects_of_places` reads.
    """
    import pyarrow as pa

    session.register("broken", broken)
    session.register("seen", FINDING.arrow_schema.empty_table() if seen is None else seen)
    findings = session.sql(
        f"""
        SELECT {", ".join(FINDING.columns)}
        FROM (SELECT *, {standing.state("seen")} AS state FROM broken) AS broken
        LEFT JOIN ({RECORD.select}) AS place USING (record_id)
        ORDER BY rule_id, source_file, source_sheet, source_row, record_id, message
        """
    ).to_arrow_table()
    session.unregister("broken")
    session.unregister("seen")
    counts = {row["rule_id"]: row for row in tried.to_pylist()}
    outcome = [
        {
            **counts[rule.id],
            "title": rule.title,
            "rule_group": rule.group.title,
            "description": rule.description,
            "rests_on": rule.rests_on,
            "severity": rule.severity.value,
        }
        for rule in rules
    ]
    return Tried(findings.cast(FINDING.arrow_schema), pa.Table.from_pylist(outcome, RULE.arrow_schema))


def selects(rules: Sequence[Rule]) -> list[str]:
    """Every SELECT that `try_each` runs over tables made before it."""
    named = {name for rule in rules for name in rule.references}
    of_references = (select for each in lost.REFERENCES if each.name in named for select in each.selects)
    of_decisions = ground.SELECTS if any(rule.reads_decisions for rule in rules) else ()
    return [*of_decisions, *of_references, *(rule.tries for rule in rules)]


def selects_of_places() -> list[str]:
    """Every SELECT that `told` runs over tables made before it."""
    return [RECORD.select, standing.ACCEPTANCE]


def _try(session: duckdb.DuckDBPyConnection, rule: Rule) -> tuple[int, int, int]:
    """Add the rule's findings to `broken`, and return how many records were tried, broken and not tried."""
    ((tried, broken, not_tried),) = session.execute(
        f"SELECT count(breaks), count(*) FILTER (breaks), count(*) FILTER (breaks IS NULL) FROM ({rule.tries})"
    ).fetchall()
    if broken:
        _note_broken(session, rule)
    return tried, broken, not_tried


def _note_broken(session: duckdb.DuckDBPyConnection, rule: Rule) -> None:
    types = {name: sql_type for name, sql_type, *_ in session.execute(f"DESCRIBE {rule.tries}").fetchall()}
    rests_on = "rests_on" if "rests_on" in types else f"'{rule.rests_on}'"
    severity = "severity" if "severity" in types else f"'{rule.severity.value}'"
    actual, allowed = rule.compares or ("NULL", "NULL")
    session.execute(
        f"""
        INSERT INTO broken
        SELECT
            '{rule.id}',
            record_id,
            {severity},
            {rests_on},
            {sentences.worded(rule.sentence, types)} || ' (' || replace({rests_on}, '(EU)', 'EU') || ')',
            {actual},
            {allowed},
            '{sentences.unit(actual)}'
        FROM ({rule.tries})
        WHERE breaks
        """
    )

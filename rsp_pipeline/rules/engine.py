"""The engine: from each rule's SELECT to its findings, and to how many records were tried, broken and not tried."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from rsp_pipeline.derived.records import RECORD
from rsp_pipeline.rules import ground, lost, sentences, standing
from rsp_pipeline.rules.rule import Rule
from rsp_pipeline.rules.tables import FINDING, RULE

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
    """Try the rules as of a day, in a session that sees the tables named in `selects`.

    `seen` are the findings of the last approval, with the columns of `FINDING`, if there was any.
    """
    import pyarrow as pa

    ground.lay(session, {name for rule in rules for name in rule.parameters}, today)
    lost.lay(session, {name for rule in rules for name in rule.references})
    for macro in sentences.MACROS:
        session.execute(macro)
    session.execute(
        """
        CREATE OR REPLACE TEMP TABLE broken (
            rule_id VARCHAR, record_id VARCHAR, severity VARCHAR, rests_on VARCHAR, message VARCHAR,
            actual_value DECIMAL(18,4), allowed_value DECIMAL(18,4), unit VARCHAR
        )
        """
    )
    counts = [_try(session, rule) for rule in rules]
    session.register("seen", FINDING.arrow_schema.empty_table() if seen is None else seen)
    findings = session.sql(
        f"""
        SELECT {", ".join(FINDING.columns)}
        FROM (SELECT *, {standing.state("seen")} AS state FROM broken) AS broken
        LEFT JOIN ({RECORD.select}) AS place USING (record_id)
        ORDER BY rule_id, source_file, source_sheet, source_row, record_id, message
        """
    ).to_arrow_table()
    session.unregister("seen")
    rows = [
        (r.id, r.title, r.group.title, r.description, r.rests_on, r.severity.value, *count)
        for r, count in zip(rules, counts, strict=True)
    ]
    columns = zip(*rows, strict=True) if rows else [[]] * len(RULE.columns)
    outcome = pa.table(dict(zip(RULE.columns, columns, strict=True)), schema=RULE.arrow_schema)
    return Tried(findings.cast(FINDING.arrow_schema), outcome)


def selects(rules: Sequence[Rule]) -> list[str]:
    """Every SELECT that `evaluate` runs over tables made before it."""
    return [RECORD.select, standing.ACCEPTANCE, *ground.SELECTS, *lost.SELECTS, *(rule.tries for rule in rules)]


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

"""Looking up the rows behind the findings of a rule in the published file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rsp_pipeline.indicators import BY_ID
from rsp_pipeline.lineage.figures import NotTraceable
from rsp_pipeline.lineage.suggesting import did_you_mean

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class Finding:
    """A finding: where its row stands, which record it is, and the sentence."""

    source_file: str | None
    source_sheet: str | None
    source_row: int | None
    record_id: str
    message: str


@dataclass(frozen=True)
class FindingsTrace:
    """A rule, what it rests on, and its findings."""

    rule_id: str
    title: str
    rests_on: str
    findings: tuple[Finding, ...]


def trace_findings(connection: duckdb.DuckDBPyConnection, rule_id: str, record_id: str = "") -> FindingsTrace:
    """The findings of a rule, or the ones about one record.

    Raises:
        NotTraceable: there is no such rule, or none of its findings is about that record.
    """
    found = connection.sql("SELECT rule_id, title, rests_on FROM quality.rule ORDER BY rule_id").fetchall()
    rules = {rule: (title, rests_on) for rule, title, rests_on in found}
    if rule_id not in rules:
        titles = {each.id: f"{each.title}, {each.unit.label}" for each in BY_ID.values()}
        near = did_you_mean(rule_id, titles | {rule: title for rule, (title, _) in rules.items()})
        listed = f" Nyckeltalen är {', '.join(BY_ID)}. Reglerna är {', '.join(rules)}."
        raise NotTraceable(f"”{rule_id}” är varken ett nyckeltal eller en regel.{near or listed}")
    title, rests_on = rules[rule_id]
    findings = connection.execute(
        """
        SELECT source_file, source_sheet, source_row, record_id, message
        FROM quality.finding
        WHERE rule_id = ? AND record_id = coalesce(nullif(?, ''), record_id)
        ORDER BY ALL
        """,
        [rule_id, record_id],
    ).fetchall()
    if record_id and not findings:
        raise NotTraceable(f"{rule_id} har inget fynd om {record_id}.")
    return FindingsTrace(rule_id, title, rests_on, tuple(Finding(*row) for row in findings))


@dataclass(frozen=True)
class Standing:
    """A finding: whether it is new, accepted or seen, its rule, where its row stands and which it is, the sentence."""

    state: str
    rule_id: str
    title: str
    place: str
    record_id: str
    message: str


def standing_findings(connection: duckdb.DuckDBPyConnection, rule_id: str = "") -> list[Standing]:
    """Every finding, or those of a rule, by rule.

    Raises:
        NotTraceable: there is no such rule.
    """
    if rule_id:
        trace_findings(connection, rule_id)
    found = connection.execute(
        """
        SELECT
            state,
            rule_id,
            title,
            concat_ws(
                ', ', source_file, 'blad ”' || nullif(source_sheet, '') || '”', 'rad ' || source_row
            ),
            CASE WHEN record_id <> source_file THEN record_id ELSE '' END,
            message
        FROM quality.finding
        JOIN quality.rule USING (rule_id)
        WHERE rule_id = coalesce(nullif(?, ''), rule_id)
        ORDER BY rule_id, source_file, source_sheet, source_row, record_id, message
        """,
        [rule_id],
    ).fetchall()
    return [Standing(*row) for row in found]

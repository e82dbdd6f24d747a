"""What a night came to, as its tables tell it: how the rules went, and which deliveries count."""

from __future__ import annotations

from dataclasses import dataclass

from rsp_pipeline.reading.delivered import delivery_of
from rsp_pipeline.reading.tables import REJECTED, SOURCE_FILE
from rsp_pipeline.rules.tables import RULE
from rsp_pipeline.store.tables import Tables


@dataclass(frozen=True)
class RuleCounts:
    """How many findings there are and of how many rules, how many rules there are, and how many could not be tried."""

    findings: int
    broken: int
    rules: int
    not_tried: int


def rule_counts(tables: Tables) -> RuleCounts:
    """How the rules went."""
    with tables.session([RULE]) as session:
        (counts,) = session.sql(
            f"""
            SELECT
                coalesce(sum(n_broken), 0)::INTEGER,
                count(*) FILTER (n_broken > 0),
                count(*),
                count(*) FILTER (n_tried = 0)
            FROM {RULE.full_name}
            """
        ).fetchall()
    return RuleCounts(*counts)


def counted_deliveries(tables: Tables) -> list[tuple[str, str]]:
    """The complete delivery that counts in each register that has any: (register, day), by register."""
    with tables.session([SOURCE_FILE]) as session:
        files = session.execute(
            f"SELECT register, source_file FROM {SOURCE_FILE.full_name} WHERE verdict <> ?", [REJECTED]
        ).fetchall()
    return sorted({(register, day) for register, name in files if (day := delivery_of(name))})

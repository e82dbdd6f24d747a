"""What a night came to, as its tables tell it: how the rules went, and what was rejected, outdated or quarantined."""

from __future__ import annotations

from dataclasses import dataclass

from rsp_pipeline.reading.delivered import delivery_of
from rsp_pipeline.reading.tables import CORRECTION, NOT_READ, OBSOLETE, QUARANTINE, REJECTED, REMARK, SOURCE_FILE
from rsp_pipeline.rules.tables import RULE
from rsp_pipeline.store.tables import Tables


@dataclass(frozen=True)
class RuleCounts:
    """How many findings there are and of how many rules, how many rules there are, and how many could not be tried."""

    findings: int
    broken: int
    rules: int
    not_tried: int


@dataclass(frozen=True)
class Refusals:
    """What does not count: what is not read, rejected files, corrections out of date, and reasons of quarantined cells.

    Each is a Swedish sentence, but for its beginning. There are the first reasons; `reason_count` is how many in all.
    """

    unread: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, str], ...]
    corrections: tuple[tuple[str, str, str], ...]
    reasons: tuple[str, ...]
    reason_count: int

    @property
    def count(self) -> int:
        """How many things do not count."""
        return len(self.unread) + len(self.files) + len(self.corrections) + self.reason_count


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


def refusals(tables: Tables, reasons: int) -> Refusals:
    """What does not count, each kind in a settled order: by file and message, by register and key, as quarantined.

    Of the reasons of quarantined cells there are the first `reasons`.
    """
    with tables.session([SOURCE_FILE, QUARANTINE, CORRECTION, REMARK]) as session:
        unread = session.execute(
            f"SELECT source_file, message FROM {REMARK.full_name} WHERE code = ? ORDER BY ALL", [NOT_READ]
        ).fetchall()
        files = session.execute(
            f"SELECT source_file, message FROM {SOURCE_FILE.full_name} WHERE verdict = ? ORDER BY ALL", [REJECTED]
        ).fetchall()
        corrections = session.execute(
            f"SELECT register, row_key, message FROM {CORRECTION.full_name} WHERE status = ? ORDER BY ALL", [OBSOLETE]
        ).fetchall()
        ((count,),) = session.sql(f"SELECT count(*) FROM {QUARANTINE.full_name}").fetchall()
        first = session.execute(f"SELECT message FROM {QUARANTINE.full_name} LIMIT {reasons}").fetchall()
    return Refusals(tuple(unread), tuple(files), tuple(corrections), tuple(message for (message,) in first), count)

"""How many recipients each figure rests on, and so which figures the export hides.

A municipality that receives aid is a public body and needs no protection, and of a case that the grant list tells there
is nothing left to protect: it is the others, whose sum anyone can work out by taking away what is listed, that must be
enough. Figures of registers other than grants and payments are not about recipients.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rsp_pipeline.indicators import Indicator
from rsp_pipeline.indicators.dimension import Dimension
from rsp_pipeline.indicators.engine import DIMENSION_COLUMNS
from rsp_pipeline.indicators.indicator import breakdown_name
from rsp_pipeline.open_data.disclosure import Cell, hidden

if TYPE_CHECKING:
    import duckdb

ABOUT_RECIPIENTS = {"grants", "payments"}
Key = tuple[str | int | None, ...]

# Per record of grants and payments: whom it is about. Empty for a municipality and for a case of the grant list; the
# record itself where nobody is told.
RECIPIENTS = """
    WITH grants AS (
        SELECT
            record_id,
            case_id,
            CASE
                WHEN recipient_kind IS DISTINCT FROM 'Kommun' AND listed.case_id IS NULL
                THEN coalesce(recipient_id, record_id)
            END AS recipient
        FROM core.grants
        LEFT JOIN listed USING (case_id)
    ),
    cases AS (SELECT case_id, count(*) AS n_decisions, max(recipient) AS recipient FROM grants GROUP BY case_id)
    SELECT record_id, recipient FROM grants
    UNION ALL
    SELECT
        payments.record_id,
        CASE WHEN n_decisions IS NULL THEN payments.record_id ELSE recipient END AS recipient
    FROM core.payments AS payments
    LEFT JOIN cases USING (case_id)
"""


@dataclass(frozen=True)
class Counted:
    """What an indicator counts: a fingerprint of its rows, and how many recipients each of its groups rests on."""

    rows: object
    recipients: Mapping[Cell, int]


def hidden_figures(
    session: duckdb.DuckDBPyConnection, indicators: Iterable[Indicator], fewest: int, listed: Iterable[str] = ()
) -> list[Key]:
    """The keys of the figures in `indicator.value` to hide: indicator, year, breakdown, and a member per dimension.

    `session` sees the schemas of the published file, and `listed` are the cases that the grant list tells.
    """
    gone = hidden_groups(counted_of(session, indicators, listed), fewest)
    return sorted((key_of(indicator, cell) for indicator, cells in gone.items() for cell in cells), key=str)


def counted_of(
    session: duckdb.DuckDBPyConnection, indicators: Iterable[Indicator], listed: Iterable[str] = ()
) -> dict[Indicator, Counted]:
    """What those of the indicators count that are about recipients; `session` sees the published file's schemas."""
    session.execute("CREATE OR REPLACE TEMP TABLE listed AS SELECT unnest($1::VARCHAR[]) AS case_id", [[*listed]])
    session.execute(f"CREATE OR REPLACE TEMP TABLE recipients AS {RECIPIENTS}")
    found = {}
    for indicator in indicators:
        if ABOUT_RECIPIENTS.intersection(indicator.registers):
            _list_rows(session, indicator)
            found[indicator] = Counted(_rows_counted(session), _cells(session, indicator))
    return found


def hidden_groups(counted: Mapping[Indicator, Counted], fewest: int) -> dict[Indicator, list[Cell]]:
    """The groups to hide of each indicator.

    Indicators that count the same rows are hidden in the same groups: one would tell the other.
    """
    families: dict[object, dict[Cell, int]] = {}
    for each in counted.values():
        families.setdefault(each.rows, {}).update(each.recipients)
    gone = {rows: hidden(cells, fewest) for rows, cells in families.items()}
    return {
        indicator: [cell for cell in each.recipients if cell in gone[each.rows]] for indicator, each in counted.items()
    }


def _list_rows(session: duckdb.DuckDBPyConnection, indicator: Indicator) -> None:
    """The table `counted`: the rows that count for an indicator, each with whom it is about."""
    session.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE counted AS
        SELECT
            rows.* EXCLUDE (value),
            CASE WHEN recipients.record_id IS NULL THEN rows.record_id ELSE recipient END AS recipient
        FROM {indicator.evidence_table.full_name} AS rows
        LEFT JOIN recipients USING (record_id)
        """
    )


def _rows_counted(session: duckdb.DuckDBPyConnection) -> object:
    """A fingerprint of the rows that count: the same for indicators that count the same rows in the same years."""
    (found,) = session.execute(
        """
        SELECT count(*), bit_xor(mark), sum(mark::HUGEINT)
        FROM (SELECT hash(year, record_id) AS mark FROM (SELECT DISTINCT year, record_id FROM counted))
        """
    ).fetchall()
    return found


def _cells(session: duckdb.DuckDBPyConnection, indicator: Indicator) -> dict[Cell, int]:
    """The recipients of each group of an indicator in which any row counts."""
    columns = ["year", *(dimension.column for dimension in indicator.by)]
    session.execute(
        f"CREATE OR REPLACE TEMP TABLE told AS SELECT DISTINCT {', '.join(columns)}, recipient FROM counted"
    )
    return {
        Cell(year, frozenset(zip((d.column for d in some), members, strict=True))): count
        for some in indicator.breakdowns
        for year, *members, count in session.execute(_counted_sql(some)).fetchall()
    }


def _counted_sql(some: tuple[Dimension, ...]) -> str:
    groups = ", ".join(["year", *(dimension.column for dimension in some)])
    return f"SELECT {groups}, count(DISTINCT recipient) FROM told GROUP BY {groups}"


def key_of(indicator: Indicator, cell: Cell) -> Key:
    """The key of the figure of a group."""
    members = dict(cell.members)
    some = next(some for some in indicator.breakdowns if {d.column for d in some} == members.keys())
    return indicator.id, cell.year, breakdown_name(some), *map(members.get, DIMENSION_COLUMNS.split(", "))

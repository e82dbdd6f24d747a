"""How many recipients each figure rests on, and so which figures the export hides.

A municipality that receives aid is a public body and needs no protection, and of a case that the grant list tells there
is nothing left to protect: it is the others, whose sum anyone can work out by taking away what is listed, that must be
enough. Figures of registers other than grants and payments are not about recipients.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rsp_pipeline.indicators import PUBLISHED, Indicator
from rsp_pipeline.indicators.dimension import DIMENSIONS
from rsp_pipeline.indicators.engine import DIMENSION_COLUMNS, KEYS, VALUE, grouping_columns, grouping_sets
from rsp_pipeline.indicators.indicator import breakdown_name
from rsp_pipeline.open_data.disclosure import Cell, hidden
from rsp_pipeline.store.schema import Field, Table

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

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


RESTING = Table(
    "indicator",
    "resting",
    "Hur många mottagare varje siffra om stöd och utbetalningar vilar på",
    (
        *(field for field in VALUE.fields if field.name in KEYS.split(", ")),
        Field("n_recipients", "INTEGER", "Mottagare som behöver skydd", "mottagare"),
        Field("rows_counted", "VARCHAR", "Fingeravtryck av raderna som räknas: samma där samma rader räknas"),
    ),
)


@dataclass(frozen=True)
class Counted:
    """What an indicator counts: a fingerprint of its rows, and how many recipients each of its groups rests on."""

    rows: object
    recipients: Mapping[Cell, int]


def are_about_recipients(indicators: Iterable[Indicator]) -> list[Indicator]:
    """Those of the indicators whose figures are."""
    return [indicator for indicator in indicators if ABOUT_RECIPIENTS.intersection(indicator.registers)]


def list_recipients(session: duckdb.DuckDBPyConnection, listed: Iterable[str] = ()) -> None:
    """Make the table `recipients`: whom each record of grants and payments is about, as a number.

    Two recipients that were taken for one would hide more, and none less. `session` sees the schemas of the published
    file, and `listed` are the cases that the grant list tells.
    """
    session.execute("CREATE OR REPLACE TEMP TABLE listed AS SELECT unnest($1::VARCHAR[]) AS case_id", [[*listed]])
    session.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE recipients AS
        SELECT record_id, CASE WHEN recipient IS NOT NULL THEN hash(recipient) END AS recipient
        FROM ({RECIPIENTS})
        """
    )


def count_recipients(session: duckdb.DuckDBPyConnection, indicators: Iterable[Indicator]) -> pa.Table:
    """On how many recipients those of the indicators rest that are about any: columns of `RESTING`.

    `session` sees their evidence, the figures, whose years are those that count, and the table `recipients`.
    """
    session.execute(f"CREATE OR REPLACE TEMP TABLE resting AS {RESTING.nothing}")
    for indicator in are_about_recipients(indicators):
        session.execute(f"CREATE OR REPLACE TEMP TABLE counted AS {_rows_counted(indicator)}")
        session.execute(f"INSERT INTO resting BY NAME {_groups(indicator)}")
    return session.sql("FROM resting ORDER BY ALL").to_arrow_table()


def counted_in(resting: pa.Table) -> dict[Indicator, Counted]:
    """What each published indicator counts that is about recipients, of rows of `RESTING`."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for group in resting.to_pylist():
        groups.setdefault(group["indicator_id"], []).append(group)
    return {indicator: _counted(groups.get(indicator.id, [])) for indicator in are_about_recipients(PUBLISHED)}


def _counted(groups: list[dict[str, Any]]) -> Counted:
    return Counted(
        next((group["rows_counted"] for group in groups), ""), {_cell(group): group["n_recipients"] for group in groups}
    )


def _cell(group: Mapping[str, Any]) -> Cell:
    members = ((d.column, group[d.column]) for d in DIMENSIONS if group[d.column] is not None)
    return Cell(group["year"], frozenset(members))


def hidden_figures(counted: Mapping[Indicator, Counted], fewest: int) -> list[Key]:
    """The keys of the figures in `indicator.value` to hide: indicator, year, breakdown, and a member per dimension."""
    gone = hidden_groups(counted, fewest)
    return sorted((key_of(indicator, cell) for indicator, cells in gone.items() for cell in cells), key=str)


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


def _rows_counted(indicator: Indicator) -> str:
    """The rows that count for an indicator: what each is told apart by, and whom it is about."""
    columns = ", ".join(["year", *(dimension.column for dimension in indicator.by)])
    return f"""
        SELECT
            {columns},
            hash(year, record_id) AS mark,
            CASE WHEN recipients.record_id IS NULL THEN hash(rows.record_id) ELSE recipient END AS recipient
        FROM {indicator.evidence_table.full_name} AS rows
        LEFT JOIN recipients USING (record_id)
        WHERE year IN (SELECT year FROM {VALUE.full_name})
    """


def _groups(indicator: Indicator) -> str:
    """The recipients of each group of an indicator in which any row counts, and the fingerprint of all its rows."""
    columns = ", ".join(["year", *(dimension.column for dimension in indicator.by), "recipient"])
    return f"""
        SELECT
            '{indicator.id}' AS indicator_id,
            {grouping_columns(indicator)},
            count(DISTINCT recipient)::INTEGER AS n_recipients,
            (
                SELECT concat_ws(' ', count(*), bit_xor(mark), sum(mark::HUGEINT))
                FROM (SELECT DISTINCT mark FROM counted)
            ) AS rows_counted
        FROM (SELECT DISTINCT {columns} FROM counted)
        GROUP BY {grouping_sets(indicator)}
    """


def key_of(indicator: Indicator, cell: Cell) -> Key:
    """The key of the figure of a group."""
    members = dict(cell.members)
    some = next(some for some in indicator.breakdowns if {d.column for d in some} == members.keys())
    return indicator.id, cell.year, breakdown_name(some), *map(members.get, DIMENSION_COLUMNS.split(", "))

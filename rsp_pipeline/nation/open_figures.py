"""Which of the national file's figures anyone may have, so that no region's hidden figure is told by the nation's.

Each region publishes its open data by itself: what it hides is hidden here, and what it shows is shown, whatever the
others do. So where one region's hidden figure could be worked out as the nation's less the others', it is the nation's
figure that is hidden; a figure of the nation that all regions show their part of is told already, and never hidden.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rsp_pipeline.indicators import PUBLISHED, Indicator
from rsp_pipeline.indicators.engine import KEYS
from rsp_pipeline.indicators.engine import VALUE as REGIONAL_VALUE
from rsp_pipeline.nation.tables import COUNTY, VALUE, national
from rsp_pipeline.open_data.datasets import HIDDEN
from rsp_pipeline.open_data.disclosure import Cell, hidden
from rsp_pipeline.open_data.grant_list import listed_cases, note_recipients
from rsp_pipeline.open_data.recipients import (
    Counted,
    Key,
    count_recipients,
    counted_in,
    hidden_groups,
    key_of,
    list_recipients,
)
from rsp_pipeline.programme import Programme
from rsp_pipeline.store.schema import Table, View
from rsp_pipeline.store.tables import Tables

if TYPE_CHECKING:
    import duckdb

GROUP = tuple(field for field in REGIONAL_VALUE.fields if field.name in KEYS.split(", "))
SHOWN_WHEN_OPEN = ("value", "numerator", "denominator", "n_records")

HIDDEN_KEYS = Table(
    "open",
    "hidden",
    "Siffrorna i indicator.value som inte lämnas ut, för att de vilar på för få mottagare eller skulle röja en siffra "
    "som gör det",
    (COUNTY, *GROUP),
)
OPEN_VALUE = View(
    replace(VALUE, schema="open", comment="Nyckeltalen som vem som helst får se dem", references=()),
    f"""
        SELECT figure.* REPLACE (
            {", ".join(f"CASE WHEN hidden.year IS NULL THEN figure.{name} END AS {name}" for name in SHOWN_WHEN_OPEN)},
            CASE WHEN hidden.year IS NULL THEN figure.status ELSE '{HIDDEN}' END AS status
        )
        FROM {VALUE.full_name} AS figure
        LEFT JOIN {HIDDEN_KEYS.full_name} AS hidden
            ON {" AND ".join(f"figure.{f.name} IS NOT DISTINCT FROM hidden.{f.name}" for f in HIDDEN_KEYS.fields)}
    """,
)


@dataclass(frozen=True)
class Resting:
    """On how many recipients a region's figures rest, and on how many one must rest to be shown there."""

    counted: Mapping[Indicator, Counted]
    fewest: int


def resting(session: duckdb.DuckDBPyConnection, programme: Programme, workshop: Tables) -> Resting:
    """What the figures of a region rest on, when its published file is in use.

    Where the region lists its grants, its workshop tells which: they are told already, and protect nobody.

    Raises:
        TableMissing, TableOutdated: it lists its grants, and the workshop cannot be read.
    """
    if programme.lists_grants:
        note_recipients(session, workshop)
    listed = listed_cases(session, "delivered") if programme.lists_grants else ()
    list_recipients(session, listed)
    return Resting(counted_in(count_recipients(session, PUBLISHED)), programme.fewest_recipients)


def hidden_figures(regions: Mapping[str, Resting]) -> list[Key]:
    """The keys of the figures to hide, each after its county code, or none where it is the nation's."""
    by_county = {county: hidden_groups(each.counted, each.fewest) for county, each in regions.items()}
    keys = [
        (county, *key_of(i, cell)) for county, gone in by_county.items() for i, cells in gone.items() for cell in cells
    ]
    families: dict[object, list[Indicator]] = {}
    for indicator in dict.fromkeys(indicator for each in regions.values() for indicator in each.counted):
        rows = tuple((county, each.counted[indicator].rows) for county, each in regions.items())
        families.setdefault(rows, []).append(indicator)
    fewest = max((each.fewest for each in regions.values()), default=1)
    for family in families.values():
        recipients: dict[Cell, int] = {}
        settled: dict[Cell, bool] = {}
        of_nation: dict[Indicator, Counter[Cell]] = {indicator: Counter() for indicator in family}
        for indicator in family:
            shown = {frozenset(dimension.column for dimension in some) for some in national(indicator).breakdowns}
            for county, each in regions.items():
                gone = set(by_county[county][indicator])
                for cell, count in each.counted[indicator].recipients.items():
                    own = _in(county, cell)
                    recipients[own], settled[own] = count, cell in gone
                    if frozenset(name for name, _ in cell.members) in shown:
                        of_nation[indicator][cell] += count
            recipients.update(of_nation[indicator])
            for cell in of_nation[indicator]:
                if not any(settled.get(_in(county, cell)) for county in regions):
                    settled[cell] = False  # anyone can add up what the regions show
        gone = hidden(recipients, fewest, settled)
        keys += [(None, *key_of(i, cell)) for i, cells in of_nation.items() for cell in cells if cell in gone]
    return sorted(keys, key=str)


def _in(county: str, cell: Cell) -> Cell:
    """The part of a group that lies in a county."""
    return Cell(cell.year, cell.members | {(COUNTY.name, county)})


def list_hidden(session: duckdb.DuckDBPyConnection, regions: Mapping[str, Resting]) -> None:
    """Make the rows of `HIDDEN_KEYS`."""
    import pyarrow as pa

    rows = [dict(zip(HIDDEN_KEYS.columns, key, strict=True)) for key in hidden_figures(regions)]
    session.register("keys", pa.Table.from_pylist(rows, schema=HIDDEN_KEYS.arrow_schema))
    session.execute(f"CREATE SCHEMA {HIDDEN_KEYS.schema}")
    session.execute(f"CREATE TABLE {HIDDEN_KEYS.full_name} AS FROM keys")
    session.unregister("keys")

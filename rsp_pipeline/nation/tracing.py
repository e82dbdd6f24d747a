"""Looking up which regions' figures a figure of the nation is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from rsp_pipeline.indicators import BY_ID, Indicator
from rsp_pipeline.indicators.engine import UNKNOWN
from rsp_pipeline.indicators.indicator import Aggregate, breakdown_name
from rsp_pipeline.lineage.figures import NotTraceable, chosen, title_of
from rsp_pipeline.nation.tables import LOCAL, MUNICIPALITIES, PROVENANCE, VALUE, national
from rsp_pipeline.store.sql import quoted

if TYPE_CHECKING:
    import duckdb

NATIONAL = "national"


@dataclass(frozen=True)
class Part:
    """A region's figure; `name` is what the region's programme file is called."""

    name: str
    region: str
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    n_records: int
    status: str


@dataclass(frozen=True)
class NationTrace:
    """A figure of the nation, and each region's that it is made of, known or not.

    `group` maps each dimension asked for to its member, as people read them.
    """

    indicator: Indicator
    year: int
    group: Mapping[str, str]
    parts: tuple[Part, ...]
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    n_records: int
    n_regions: int
    status: str

    @property
    def agrees(self) -> bool:
        """Whether the known parts come to the figure; of a median, whether they come to as many rows."""
        known = [part for part in self.parts if part.status != UNKNOWN]
        if sum(part.n_records for part in known) != self.n_records:
            return False
        if self.value is None or self.indicator.aggregate is Aggregate.MEDIAN:
            return True
        return all(
            sum((part or Decimal(0) for part in parts), Decimal(0)) == (whole or Decimal(0))
            for whole, parts in (
                (self.numerator, [part.numerator for part in known]),
                (self.denominator, [part.denominator for part in known]),
            )
        )


def trace(file: Path, indicator_id: str, year: int | None, asked: Mapping[str, str]) -> NationTrace:
    """The regions' figures behind one of the nation's; `asked` maps columns of dimensions to members.

    Raises:
        NotTraceable: no such indicator, year, breakdown or member.
        duckdb.Error: the file cannot be read, or is of another version.
    """
    indicator = national(BY_ID[indicator_id])
    if local := [title_of(each).lower() for each in LOCAL if each.column in asked]:
        raise NotTraceable(f"Landets siffror redovisas inte per {local[0]}. Välj också en region, med --region.")
    with _of_nation(file) as session:
        year, members = chosen(session, indicator, year, asked, whole="hela landet")
        own = {"indicator_id": indicator.id, "year": year, "breakdown": breakdown_name(tuple(members))}
        own |= {dimension.column: member for dimension, member in members.items()}
        condition = " AND ".join(f"{column} = ${column}" for column in own)
        told = "value, numerator, denominator, n_records"
        figure = session.execute(
            f"SELECT {told}, n_regions, status FROM {VALUE.full_name} WHERE {condition}", own
        ).fetchone()
        if not figure:
            raise NotTraceable(f"{indicator.id} har ingen siffra för {year} i den gruppen.")
        parts = session.execute(
            f"""
            SELECT name, region, {told}, status
            FROM {NATIONAL}.{PROVENANCE.table.full_name}
            WHERE {condition}
            ORDER BY name
            """,
            own,
        ).fetchall()
    group = {title_of(dimension): member for dimension, member in members.items()}
    return NationTrace(indicator, year, group, tuple(Part(*part) for part in parts), *figure)


@contextmanager
def _of_nation(file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A session with the national file attached, whose `indicator.value` has the nation's own figures alone."""
    import duckdb

    with duckdb.connect(":memory:") as session:
        session.execute(f"ATTACH {quoted(str(file))} AS {NATIONAL} (READ_ONLY)")
        for table, rows in ((VALUE, "WHERE county_code IS NULL"), (MUNICIPALITIES, "")):
            session.execute(f"CREATE SCHEMA {table.schema}")
            session.execute(f"CREATE VIEW {table.full_name} AS FROM {NATIONAL}.{table.full_name} {rows}")
        yield session

"""The nouns of this room: what a night works with, and one step of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Generic, TypeVar

from rsp_pipeline.approval.archive import Archive
from rsp_pipeline.lineage.build import whole_version
from rsp_pipeline.publishing.gate import NOTHING_OVERRIDDEN, Override
from rsp_pipeline.settings import Settings
from rsp_pipeline.store.checksums import state_of
from rsp_pipeline.store.kept import EVERY_DAY, Days, Kept, RestsOn, fingerprint
from rsp_pipeline.store.schema import Table
from rsp_pipeline.store.sql import read_by
from rsp_pipeline.store.tables import Tables

if TYPE_CHECKING:
    import pyarrow as pa

Made = TypeVar("Made", covariant=True)
Reader = TypeVar("Reader")


@dataclass(frozen=True)
class Night:
    """What every step is handed: the settings, the years that it is about, and the conditions that are overridden.

    `kept` are the records of what earlier nights made, if any are to be kept; `because` tells in Swedish sentences why
    there is something to do. Whoever runs steps has the warehouse to himself meanwhile: see `store.lock`.
    """

    settings: Settings
    years: tuple[int, ...]
    override: Override = NOTHING_OVERRIDDEN
    kept: Kept | None = None
    because: tuple[str, ...] = ()

    @classmethod
    def of(cls, settings: Settings, override: Override = NOTHING_OVERRIDDEN, anew: bool = False) -> Night:
        """A whole night, about every open year, on one day however long it takes; `anew` makes all of it again."""
        of_today = replace(settings, fixed_day=settings.today)
        kept = Kept(settings.warehouse_dir, whole_version(), anew)
        return cls(of_today, of_today.open_years, override, kept)

    def about(self, years: Iterable[int]) -> Night:
        """The same night, about other years."""
        return replace(self, years=tuple(years))

    @property
    def tables(self) -> Tables:
        """The workshop's tables, which steps read and write."""
        return Tables(self.settings.tables_dir)

    @property
    def archive(self) -> Archive:
        """The years that are approved."""
        return Archive.beside(self.settings.published_file)

    @property
    def years_to_write(self) -> tuple[int, ...]:
        """The years whose documents are made: those of an approved year stay as the board approved them."""
        approved = self.archive.years
        return tuple(year for year in self.years if year not in approved)


def _nothing_else(_: Night) -> RestsOn:
    return {}


def every_day(_: Night) -> Days:
    """The days of what comes out the same whichever the day."""
    return EVERY_DAY


@dataclass(frozen=True)
class Step(Generic[Made]):
    """One step of a night.

    `makes` names what it makes, as Dagster's asset keys and the tables do: `core/grants` is the table `core.grants`.
    `needs` names what steps before it made. `make` does it, and returns what was made; a `yearly` step makes one part
    for each of the night's years.

    What comes out is given by the tables that it `reads` and what else it `rests_on`, and, once made, is the same on
    certain `days`.
    """

    makes: tuple[str, ...]
    needs: tuple[str, ...]
    make: Callable[[Night], Made]
    yearly: bool = False
    reads: tuple[Table, ...] = ()
    rests_on: Callable[[Night], RestsOn] = _nothing_else
    days: Callable[[Night], Days] = every_day

    @property
    def name(self) -> str:
        """What the step is called: the first thing it makes."""
        return self.makes[0]


def why(step: Step[object], night: Night) -> tuple[str, ...]:
    """Why a step has to be made, in Swedish sentences: none when what it made before still stands."""
    if night.kept is None:
        return ("Ingenting sparas.",)
    return night.kept.differs(step.name, _all_it_rests_on(step, night), night.settings.today)


def make(step: Step[Made], night: Night) -> Made:
    """Make a step, whether it stands or not, and keep a record of it."""
    _memory_of_arrow().release_unused()  # of steps before: half a gigabyte after a million rows
    if night.kept is None:
        return step.make(night)
    with night.kept.making(step.name, lambda: _all_it_rests_on(step, night), lambda: step.days(night)):
        return step.make(night)


@cache
def _memory_of_arrow() -> pa.MemoryPool:
    """Let Arrow allocate by jemalloc, with which a million rows take 200 MB less, or as it chose where it has none."""
    import pyarrow as pa

    with suppress(NotImplementedError):
        pa.set_memory_pool(pa.jemalloc_memory_pool())
    return pa.default_memory_pool()


def make_unless_kept(
    name: str,
    rests_on: Callable[[], RestsOn],
    make: Callable[[], Made],
    night: Night,
    days: Callable[[Night], Days] = every_day,
) -> Made | None:
    """Make a piece of a step's work that rests on less than the whole step; None when it stands."""
    if night.kept is None:
        return make()
    if not night.kept.differs(name, rests_on(), night.settings.today):
        return None
    with night.kept.making(name, rests_on, lambda: days(night)):
        return make()


def part_of(
    table: Table, part: str, rests_on: Callable[[], RestsOn], rows: Callable[[], pa.Table], night: Night
) -> pa.Table:
    """A part of a table, made of `rows` unless it stands."""
    make_unless_kept(f"{name_of(table)}/{part}", rests_on, lambda: night.tables.write(table, rows(), part), night)
    return night.tables.read(table, part)


def by_tables_read(
    those: Iterable[Reader], selects: Callable[[Reader], Iterable[str]], tables: Collection[Table]
) -> dict[tuple[Table, ...], list[Reader]]:
    """Pieces to make unless kept: things that run `selects`, by which of the `tables` these read."""
    found: dict[tuple[Table, ...], list[Reader]] = defaultdict(list)
    for each in those:
        found[tuple(read_by(selects(each), tables))].append(each)
    return found


def _all_it_rests_on(step: Step[object], night: Night) -> RestsOn:
    return {**states(night, step.reads), **step.rests_on(night)}


def states(night: Night, tables: Iterable[Table]) -> RestsOn:
    """A checksum of each table's rows as they are stored."""
    assert night.kept is not None
    return {
        table.full_name: fingerprint([(path.name, night.kept.state_of(path)) for path in night.tables.paths(table)])
        for table in tables
    }


def the_programme(night: Night) -> RestsOn:
    """The programme, as something that a step rests on."""
    return {"Programfilen": fingerprint(night.settings.programme)}


def the_readers(night: Night) -> RestsOn:
    """Who may read files with delivered cells, as something that a step rests on which writes some."""
    return {"Vem som får läsa": oct(night.settings.restricted_mode)}


def the_years(night: Night) -> RestsOn:
    """The years that are counted and written, as something that a step rests on, and what is approved of them."""
    return {"Åren som följs upp": fingerprint(night.years), **the_approved(night)}


def the_approved(night: Night) -> RestsOn:
    """What is approved, as something that a step rests on."""
    root = night.archive.root
    approved = [(path.relative_to(root), state_of(path)) for path in sorted(root.rglob("*")) if path.is_file()]
    return {"Det fastställda": fingerprint(approved)}


def name_of(table: Table) -> str:
    """What a table is called as something that a step makes: `core/grants` for `core.grants`."""
    return f"{table.schema}/{table.name}"


def names_of(tables: Iterable[Table]) -> tuple[str, ...]:
    """What some tables are called as things that steps make."""
    return tuple(map(name_of, tables))

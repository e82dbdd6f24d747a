"""The nouns of this room: what a night works with, and one step of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from rsp_pipeline.approval.archive import Archive
from rsp_pipeline.publishing.gate import NOTHING_OVERRIDDEN, Override
from rsp_pipeline.settings import Settings
from rsp_pipeline.store.schema import Table
from rsp_pipeline.store.tables import Tables

Made = TypeVar("Made", covariant=True)


@dataclass(frozen=True)
class Night:
    """What every step is handed: the settings, the years that it is about, and the conditions that are overridden.

    Whoever runs steps has the warehouse to himself meanwhile: see `store.lock`.
    """

    settings: Settings
    years: tuple[int, ...]
    override: Override = NOTHING_OVERRIDDEN

    @classmethod
    def of(cls, settings: Settings, override: Override = NOTHING_OVERRIDDEN) -> Night:
        """A whole night, about every open year."""
        return cls(settings, settings.open_years, override)

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


@dataclass(frozen=True)
class Step(Generic[Made]):
    """One step of a night.

    `makes` names what it makes, as Dagster's asset keys and the tables do: `core/grants` is the table `core.grants`.
    `needs` names what steps before it made. `make` does it, and returns what was made; a `yearly` step makes one part
    for each of the night's years.
    """

    makes: tuple[str, ...]
    needs: tuple[str, ...]
    make: Callable[[Night], Made]
    yearly: bool = False

    @property
    def name(self) -> str:
        """What the step is called: the first thing it makes."""
        return self.makes[0]


def name_of(table: Table) -> str:
    """What a table is called as something that a step makes: `core/grants` for `core.grants`."""
    return f"{table.schema}/{table.name}"


def names_of(tables: Iterable[Table]) -> tuple[str, ...]:
    """What some tables are called as things that steps make."""
    return tuple(map(name_of, tables))

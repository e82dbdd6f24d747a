"""The nouns of this room: `Register`, its columns, and the checks a row must pass to be interpreted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rsp_pipeline.registers.kinds import Choice, Kind, MunicipalityCode, PriorityArea, Whole
from rsp_pipeline.store.schema import Field, Reference, Table

if TYPE_CHECKING:
    import pandas as pd

OF_PROGRAMME = {MunicipalityCode: "core.municipalities", PriorityArea: "core.priority_areas"}
CORRECTED = "corrected_columns"
PLACE = ("source_file", "source_sheet", "source_row")
RECORD_ID = Field("record_id", "VARCHAR", "Radens beständiga identitet: registrets namn och nyckel")
PROVENANCE = (
    RECORD_ID,
    Field("source_file", "VARCHAR", "Filen som raden kom från, räknat från data/raw", required=True),
    Field("source_sheet", "VARCHAR", "Bladet i arbetsboken; tomt för csv", required=True),
    Field(
        "source_row",
        "INTEGER",
        "Radens nummer i filen eller bladet, som det visas i ett kalkylprogram",
        required=True,
        at_least=1,
    ),
    Field(
        CORRECTED, "VARCHAR", "Kolumner som rättats genom corrections.csv; tomt när raden gäller som den levererades"
    ),
)


@dataclass(frozen=True)
class Column:
    """A column of a register.

    `headers` are the spellings a real export may use, the official one first. An empty cell of a column with a
    `default` is read as that text; one of a column with `derive` gets, once its row is known to be interpretable, what
    that function makes of the row's other columns. `pseudonym` names the column that shows analysts a keyed pseudonym
    instead of this restricted value. `refers_to` is the full name of the column in which every value of this one should
    be found: `core.grants.case_id`; a value that is not there is a finding, never a reason to refuse the row.
    """

    name: str
    kind: Kind
    headers: tuple[str, ...]
    comment: str
    unit: str = ""
    required: bool = False
    default: str = ""
    derive: Callable[[pd.DataFrame], pd.Series] | None = None
    at_least: int | None = None
    not_in_future: bool = False
    restricted: bool = False
    pseudonym: str = ""
    refers_to: str = ""

    @property
    def header(self) -> str:
        """The official header, used in messages."""
        return self.headers[0]

    @property
    def field(self) -> Field:
        """The column as stored; one of several choices at once is no choice of the database's."""
        return Field(
            self.name,
            self.kind.sql,
            self.comment,
            self.unit,
            self.restricted,
            required=self.required or bool(self.default),
            at_least=self.at_least,
            choices=tuple(self.kind.values) if type(self.kind) is Choice else (),
        )


@dataclass(frozen=True)
class RowCheck:
    """A condition over several columns without which a row cannot be interpreted.

    `breaks` gets the typed frame and returns True for each row that breaks the condition; `column` is the one whose
    cell the message points at.
    """

    code: str
    column: str
    message: str
    breaks: Callable[[pd.DataFrame], pd.Series]


@dataclass(frozen=True)
class CrossCheck:
    """A condition on rows that another register decides, without which a row cannot be interpreted.

    `breaks` gets the typed rows and the accepted ones of `other`, the table of that register with the columns it looks
    at, and returns True for each row that breaks the condition; `column` is the one whose cell the message points at.
    """

    code: str
    column: str
    message: str
    other: Table
    breaks: Callable[[pd.DataFrame, pd.DataFrame], pd.Series]


@dataclass(frozen=True)
class Register:
    """A register: one row is one thing that happened or was decided.

    `dated_by` is the column that tells which years a delivery covers: a day, whose year counts, or a year itself. A
    register without it describes a state, and covers every year once delivered. `known_by` are the columns by which a
    row without its key is known from one export to the next. Headers in `ignored` are known, and never stored. A
    `reference` register is one file kept by the steward; an `optional` one need not be there.
    """

    name: str
    title: str
    comment: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    dated_by: str = ""
    known_by: tuple[str, ...] = ()
    checks: tuple[RowCheck, ...] = ()
    cross_checks: tuple[CrossCheck, ...] = ()
    ignored: tuple[str, ...] = ()
    reference: bool = False
    optional: bool = False

    def column(self, name: str) -> Column:
        """The column called `name`."""
        return next(column for column in self.columns if column.name == name)

    @property
    def year_sql(self) -> str:
        """The SQL expression of the year that a row belongs to; empty for a register that describes a state."""
        is_year = self.dated_by and isinstance(self.column(self.dated_by).kind, Whole)
        return self.dated_by if is_year or not self.dated_by else f"year({self.dated_by})"

    @cached_property
    def spellings(self) -> dict[str, Column]:
        """The columns by every text that names them, in lower case: their headers and their names."""
        return {text.lower(): column for column in self.columns for text in (*column.headers, column.name)}

    @cached_property
    def required(self) -> tuple[Column, ...]:
        """The columns without which a file of this register is refused."""
        return tuple(column for column in self.columns if column.required)

    @cached_property
    def table(self) -> Table:
        """The register as stored: provenance first, then its columns, then pseudonyms."""
        own = tuple(column.field for column in self.columns)
        pseudonyms = tuple(
            Field(c.pseudonym, "VARCHAR", f"Pseudonym för {c.header.lower()}, samma för samma värde (HMAC-SHA256)")
            for c in self.columns
            if c.pseudonym
        )
        references = tuple(
            Reference((column.name,), table)
            for column in self.columns
            for kind, table in OF_PROGRAMME.items()
            if isinstance(column.kind, kind)
        )
        return Table("core", self.name, self.comment, PROVENANCE + own + pseudonyms, ("record_id",), references)

"""What a table is: its name, its columns, and the Swedish comment that people read about each.

Every table of the workshop and of the published file is one `Table`, declared beside the code that makes it.
How tables are stored belongs in `tables`; what the columns of a delivered register mean belongs in `registers`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

SqlType = Literal["VARCHAR", "INTEGER", "BIGINT", "BOOLEAN", "DATE", "TIMESTAMP", "DECIMAL(14,2)", "DECIMAL(18,4)"]


@dataclass(frozen=True)
class Field:
    """A column of a table.

    `restricted` columns hold personal or business-sensitive data: they stay in the workshop and are never published.
    A `required` column is never empty. A value is no less than `at_least`, and one of `choices` where there are any.
    """

    name: str
    type: SqlType
    comment: str
    unit: str = ""
    restricted: bool = False
    required: bool = False
    at_least: int | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reference:
    """Columns of a table that, unless empty, hold the key of a row in another, called by its full name."""

    columns: tuple[str, ...]
    table: str


@dataclass(frozen=True)
class Table:
    """A table, its columns in order, its key, and the rows of other tables that it refers to."""

    schema: str
    name: str
    comment: str
    fields: tuple[Field, ...]
    key: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()

    @property
    def full_name(self) -> str:
        """Schema and name as written in SQL: `core.grants`."""
        return f"{self.schema}.{self.name}"

    @property
    def columns(self) -> tuple[str, ...]:
        """The column names in order."""
        return tuple(field.name for field in self.fields)

    @cached_property
    def arrow_schema(self) -> pa.Schema:
        """The columns as stored in Parquet."""
        import pyarrow as pa

        return pa.schema([(field.name, arrow_type(field.type)) for field in self.fields])

    @cached_property
    def no_rows(self) -> pd.DataFrame:
        """The columns in pandas, without a row."""
        import pandas as pd

        empty: pd.DataFrame = self.arrow_schema.empty_table().to_pandas(types_mapper=pd.ArrowDtype)
        return empty

    @property
    def nothing(self) -> str:
        """The SELECT of its columns, without a row: what a table is made as, to put rows into."""
        return f"SELECT {', '.join(f'NULL::{field.type} AS {field.name}' for field in self.fields)} WHERE false"

    def published(self) -> Table:
        """The same table without its restricted columns, as analysts meet it."""
        return self.only(*(field.name for field in self.fields if not field.restricted))

    def only(self, *names: str) -> Table:
        """The same table with some of its columns, for one who looks at no others."""
        kept = tuple(field for field in self.fields if field.name in names)
        references = tuple(reference for reference in self.references if {*names}.issuperset(reference.columns))
        return replace(self, fields=kept, references=references)


@dataclass(frozen=True)
class View:
    """A table whose rows a SELECT makes each time it is read; the SELECT names every one of its columns."""

    table: Table
    select: str

    @property
    def sql(self) -> str:
        """The SELECT with the columns in their declared order and types."""
        columns = ", ".join(f"{field.name}::{field.type} AS {field.name}" for field in self.table.fields)
        return f"SELECT {columns} FROM ({self.select})"


def arrow_type(sql_type: SqlType) -> pa.DataType:
    """The Arrow type that Parquet stores for a SQL type."""
    import pyarrow as pa

    return {
        "VARCHAR": pa.string(),
        "INTEGER": pa.int32(),
        "BIGINT": pa.int64(),
        "BOOLEAN": pa.bool_(),
        "DATE": pa.date32(),
        "TIMESTAMP": pa.timestamp("us"),
        "DECIMAL(14,2)": pa.decimal128(14, 2),
        "DECIMAL(18,4)": pa.decimal128(18, 4),
    }[sql_type]

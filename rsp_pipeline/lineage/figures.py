"""Looking up the rows behind a figure of the published file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rsp_pipeline.indicators import BY_ID, Indicator
from rsp_pipeline.indicators.dimension import DIMENSIONS, MUNICIPALITY, Dimension
from rsp_pipeline.indicators.indicator import Aggregate, breakdown_name
from rsp_pipeline.lineage.suggesting import did_you_mean

if TYPE_CHECKING:
    import duckdb


class NotTraceable(LookupError):
    """What was asked about is not in the published file; the message is a Swedish sentence that says what is."""


@dataclass(frozen=True)
class Row:
    """A row behind a figure: where it stands, which record it is, and what it adds; None when that is not known."""

    source_file: str | None
    source_sheet: str | None
    source_row: int | None
    record_id: str
    value: Decimal | None


@dataclass(frozen=True)
class FigureTrace:
    """A figure of `indicator.value` and its rows.

    `group` maps each dimension asked for to its member, as people read them; `from_rows` is what the rows come to.
    """

    indicator: Indicator
    year: int
    group: Mapping[str, str]
    rows: tuple[Row, ...]
    from_rows: Decimal
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    status: str

    @property
    def published(self) -> Decimal | None:
        """What the rows should come to: the figure, or the numerator of a ratio."""
        return self.numerator if self.indicator.aggregate is Aggregate.RATIO else self.value

    @property
    def agrees(self) -> bool:
        """Whether the rows come to what was published; a figure that is not known disagrees with nothing."""
        return self.value is None or self.from_rows == self.published


def trace_figure(
    connection: duckdb.DuckDBPyConnection, indicator_id: str, year: int | None, asked: Mapping[str, str]
) -> FigureTrace:
    """The rows behind a figure; `asked` maps columns of dimensions to members, a municipality by code or name.

    Raises:
        NotTraceable: no such indicator, year, breakdown or member.
    """
    indicator = BY_ID[indicator_id]
    year, members = chosen(connection, indicator, year, asked)
    shown = {"indicator_id": indicator.id, "year": year, "breakdown": breakdown_name(tuple(members))}
    own = {"year": year} | {dimension.column: member for dimension, member in members.items()}
    condition, parameters = _equal(shown | own)
    figure = connection.execute(
        f"SELECT value, numerator, denominator, status FROM indicator.value WHERE {condition}", parameters
    ).fetchone()
    if not figure:
        raise NotTraceable(f"{indicator.id} har ingen siffra för {year} i den gruppen.")
    rows = connection.execute(
        f"""
        SELECT source_file, source_sheet, source_row, record_id, value
        FROM meta.provenance
        WHERE {condition}
        ORDER BY ALL
        """,
        parameters,
    ).fetchall()
    names = _municipality_names(connection)
    return FigureTrace(
        indicator,
        year,
        {title_of(dimension): names.get(member, member) for dimension, member in members.items()},
        tuple(Row(*row) for row in rows),
        _from_rows(connection, indicator, own),
        *figure,
    )


def chosen(
    connection: duckdb.DuckDBPyConnection,
    indicator: Indicator,
    year: int | None,
    asked: Mapping[str, str],
    whole: str = "hela länet",
) -> tuple[int, dict[Dimension, str]]:
    """The year and group of `indicator.value` that are asked about, each member as it stands there.

    `whole` is what a figure without a group is about.

    Raises:
        NotTraceable: no such year, breakdown or member.
    """
    by = tuple(dimension for dimension in indicator.by if dimension.column in asked)
    _refuse_other_breakdowns(indicator, by, asked, whole)
    years = _years(connection, indicator)
    if year is None:
        raise NotTraceable(f"Ange vilket år {indicator.id} gäller, till exempel --year {years[-1]}.")
    if year not in years:
        raise NotTraceable(f"{indicator.id} har ingen siffra för {year}. Välj bland {_listed(years)}.")
    return year, {each: _member(connection, indicator, year, each, asked[each.column]) for each in by}


def trace_command(indicator_id: str, year: int, members: Mapping[Dimension, str]) -> str:
    """The command that shows every row behind a figure, each member by its name."""
    quoted = {dimension: f'"{name}"' if " " in name else name for dimension, name in members.items()}
    chosen = (f"{dimension.option} {name}" for dimension, name in quoted.items())
    return " ".join([f"rsp trace {indicator_id} --year {year}", *chosen])


def title_of(dimension: Dimension) -> str:
    """What a dimension is called where its members are told by name."""
    return "Kommun" if dimension is MUNICIPALITY else dimension.title


def _refuse_other_breakdowns(
    indicator: Indicator, by: tuple[Dimension, ...], asked: Mapping[str, str], whole: str
) -> None:
    foreign = [title_of(d).lower() for d in DIMENSIONS if d.column in asked and d not in by]
    if not foreign and by in indicator.breakdowns:
        return
    divided = [" och ".join(title_of(d).lower() for d in some) for some in indicator.breakdowns if some]
    available = f"per {', per '.join(divided)}" if divided else f"bara för {whole}"
    refused = " och ".join(foreign or [title_of(dimension).lower() for dimension in by])
    raise NotTraceable(f"{indicator.id} redovisas inte per {refused}. Nyckeltalet redovisas {available}.")


def _years(connection: duckdb.DuckDBPyConnection, indicator: Indicator) -> list[int]:
    found = connection.execute(
        "SELECT DISTINCT year FROM indicator.value WHERE indicator_id = ? ORDER BY year", [indicator.id]
    ).fetchall()
    if not found:
        raise NotTraceable(f"{indicator.id} har inga siffror i databasfilen.")
    return [year for (year,) in found]


def _member(
    connection: duckdb.DuckDBPyConnection, indicator: Indicator, year: int, dimension: Dimension, asked: str
) -> str:
    """The member as it stands in the figures, whatever the capitals; a municipality also by its name."""
    found = connection.execute(
        f"SELECT {dimension.column} FROM indicator.value WHERE indicator_id = ? AND year = ? AND breakdown = ?",
        [indicator.id, year, dimension.name],
    ).fetchall()
    members = [str(member) for (member,) in found]
    names = _municipality_names(connection) if dimension is MUNICIPALITY else {}
    spellings = {names.get(member, member).casefold(): member for member in members}
    spellings |= {member.casefold(): member for member in members}
    if asked.casefold() not in spellings:
        choices = [names.get(member, member) for member in members]
        near = did_you_mean(asked, dict.fromkeys(choices, ""))
        missing = f"{title_of(dimension)} ”{asked}” finns inte i {indicator.id} för {year}."
        raise NotTraceable(f"{missing}{near} Välj bland {_listed(choices)}.")
    return spellings[asked.casefold()]


def _municipality_names(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    return dict(connection.sql("SELECT municipality_code, municipality_name FROM core.municipalities").fetchall())


def _from_rows(connection: duckdb.DuckDBPyConnection, indicator: Indicator, group: Mapping[str, Any]) -> Decimal:
    """What the evidence comes to, in the way the indicator adds up: a ratio's rows to its numerator."""
    added_up = "sum(value)" if indicator.aggregate is Aggregate.RATIO else indicator.aggregate.value
    condition, parameters = _equal(group)
    found = connection.execute(
        f"SELECT coalesce({added_up}, 0)::DECIMAL(18,4) FROM {indicator.evidence_table.full_name} WHERE {condition}",
        parameters,
    ).fetchone()
    return Decimal(found[0]) if found else Decimal(0)


def _equal(values: Mapping[str, Any]) -> tuple[str, list[Any]]:
    """A condition on columns, and its parameters."""
    return " AND ".join(f"{column} = ?" for column in values), list(values.values())


def _listed(choices: Iterable[object]) -> str:
    return ", ".join(map(str, choices))

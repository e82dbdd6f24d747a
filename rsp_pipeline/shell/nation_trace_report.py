"""`rsp nation trace`: a figure of the nation as lines a person reads, above it the regions' that it is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import partial
from pathlib import Path

from rsp_pipeline.indicators import BY_ID, Indicator
from rsp_pipeline.indicators.indicator import Aggregate, Unit
from rsp_pipeline.lineage.figures import NotTraceable, trace_figure
from rsp_pipeline.nation.tracing import NationTrace, Part, trace
from rsp_pipeline.shell.terminal import plain
from rsp_pipeline.shell.trace_report import decimals_of, figure_lines, in_columns
from rsp_pipeline.swedish import number

HEADERS = ("Region", "Programfil", "Värde", "Täljare", "Nämnare", "Rader", "Status")
TO_THE_RIGHT = ("Värde", "Täljare", "Nämnare", "Rader")


def traced(
    file: Path, indicator_id: str, year: int | None, asked: Mapping[str, str], of_region: bool
) -> tuple[list[str], bool]:
    """The lines of a figure's trace in the national file, or in the file of a region, and whether all agrees.

    Raises:
        NotTraceable: no such indicator, year, breakdown or member.
        duckdb.Error: the file cannot be read, or is of another version.
    """
    import duckdb

    if indicator_id not in BY_ID:
        raise NotTraceable(f"Nyckeltalet {indicator_id} finns inte. Välj bland {', '.join(BY_ID)}.")
    if not of_region:
        found = trace(file, indicator_id, year, asked)
        return [plain(line) for line in _lines(found)], found.agrees
    with duckdb.connect(str(file), read_only=True) as connection:
        figure = trace_figure(connection, indicator_id, year, asked)
    return figure_lines(figure), figure.agrees


def _lines(found: NationTrace) -> Iterator[str]:
    indicator = found.indicator
    group = "".join(f", {title.lower()} {member}" for title, member in found.group.items())
    yield f"{indicator.id} {indicator.title} {found.year}, hela landet{group}"
    yield indicator.processing
    yield ""
    yield from in_columns([HEADERS, *map(partial(_cells, found.indicator), found.parts)], TO_THE_RIGHT)
    yield ""
    yield " ".join(_figure(found))
    yield f"Raderna bakom en regions siffra: rsp nation trace {indicator.id} --year {found.year} --region REGION"


def _cells(indicator: Indicator, part: Part) -> tuple[str, ...]:
    is_ratio = indicator.aggregate is Aggregate.RATIO
    parts = (_amount(part.numerator), _amount(part.denominator)) if is_ratio else ("", "")
    value = number(part.value, indicator.decimals) if is_ratio and part.value is not None else _amount(part.value)
    return part.region, part.name, value, *parts, number(part.n_records), part.status


def _amount(value: Decimal | None) -> str:
    return "" if value is None else number(value, decimals_of(value))


def _figure(found: NationTrace) -> Iterator[str]:
    """The nation's figure, of how many regions it is, and whether theirs come to it."""
    indicator, of = found.indicator, f"{found.n_regions} av {len(found.parts)} regioner"
    if found.value is None:
        yield f"Landets siffra: {found.status} ({of})."
        return
    is_ratio = indicator.aggregate is Aggregate.RATIO
    figure = number(found.value, indicator.decimals) if is_ratio else _amount(found.value)
    unit = "" if indicator.unit is Unit.COUNT else f" {indicator.unit.label}"
    yield f"Landets siffra: {figure}{unit} ({found.status}, {of})."
    if indicator.aggregate is Aggregate.MEDIAN:
        yield f"Den är medianen av alla regioners rader; de är {'lika' if found.agrees else 'INTE lika'} många."
    elif is_ratio:
        parts = f"Täljaren {_amount(found.numerator)} och nämnaren {_amount(found.denominator)}"
        yield f"{parts} är {'lika' if found.agrees else 'INTE lika'} med regionernas tillsammans."
    else:
        yield f"Den är {'lika' if found.agrees else 'INTE lika'} med regionernas tillsammans."

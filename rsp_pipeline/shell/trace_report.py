"""A trace as lines a person reads: a table of files, sheets, rows and records, and what they come to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal

from rsp_pipeline.indicators.indicator import Aggregate, Unit
from rsp_pipeline.lineage.figures import FigureTrace, Row
from rsp_pipeline.lineage.findings import Finding, FindingsTrace
from rsp_pipeline.shell.terminal import plain
from rsp_pipeline.swedish import UNKNOWN, number

GAP = "  "
PLACE_HEADERS, VALUE = ("Fil", "Blad", "Rad", "Post"), "Värde"
COME_TO = {"SUM": "summa", "RATIO": "summa", "DISTINCT": "antal olika", "MEDIAN": "median"}  # by name of aggregate


def figure_lines(trace: FigureTrace) -> list[str]:
    """The lines of a figure's trace: its name, its rows, what they come to, and the figure that was published."""
    return [plain(line) for line in _figure(trace)]


def findings_lines(trace: FindingsTrace) -> list[str]:
    """The lines of a rule's trace: its name, what it rests on, and a row for each finding."""
    return [plain(line) for line in _findings(trace)]


def _figure(trace: FigureTrace) -> Iterator[str]:
    group = "".join(f", {title.lower()} {member}" for title, member in trace.group.items())
    yield f"{trace.indicator.id} {trace.indicator.title} {trace.year}{group}"
    yield trace.indicator.processing
    yield ""
    if trace.rows:
        yield from _rows(trace)
    else:
        yield "Ingen rad räknas."
    yield ""
    yield " ".join(_published(trace))


def _rows(trace: FigureTrace) -> Iterator[str]:
    """The rows with their values, and below them what they come to."""
    decimals = max((decimals_of(row.value) for row in trace.rows if row.value is not None), default=0)
    values = [UNKNOWN if row.value is None else number(row.value, decimals) for row in trace.rows]
    total = number(trace.from_rows, max(decimals, decimals_of(trace.from_rows)))
    header, *to_the_right = [cell.rjust(max(map(len, (VALUE, *values, total)))) for cell in (VALUE, *values)]
    table = _table((*PLACE_HEADERS, header), trace.rows, to_the_right)
    yield from table
    count = f"{number(len(trace.rows))} {'rad' if len(trace.rows) == 1 else 'rader'}"
    come_to = f"{count}, {COME_TO[trace.indicator.aggregate.name]}"
    yield come_to + GAP + total.rjust(len(table[0]) - len(come_to + GAP))


def _published(trace: FigureTrace) -> Iterator[str]:
    """The published figure, and how it compares with its rows."""
    indicator = trace.indicator
    if trace.value is None or trace.published is None:
        yield f"Siffran i indicator.value: {trace.status}."
        return
    is_ratio = indicator.aggregate is Aggregate.RATIO
    figure = number(trace.value, indicator.decimals if is_ratio else decimals_of(trace.value))
    unit = "" if indicator.unit is Unit.COUNT else f" {indicator.unit.label}"
    yield f"Siffran i indicator.value: {figure}{unit} ({trace.status})."
    compared = f"Täljaren {number(trace.published, decimals_of(trace.published))}" if is_ratio else "Den"
    yield f"{compared} {'är lika' if trace.agrees else 'är INTE lika'} med vad raderna ger."
    if is_ratio and trace.denominator is not None:
        yield f"Nämnaren är {number(trace.denominator, decimals_of(trace.denominator))}."


def _findings(trace: FindingsTrace) -> Iterator[str]:
    yield f"{trace.rule_id} {trace.title}"
    yield f"Vilar på {trace.rests_on}"
    yield ""
    yield from _table((*PLACE_HEADERS, "Fynd"), trace.findings, [finding.message for finding in trace.findings])
    yield f"{number(len(trace.findings))} fynd"


def in_columns(lines: Sequence[Sequence[str]], to_the_right: Collection[str]) -> list[str]:
    """Lines of cells, the first of them the header, in columns as wide as they need; empty ones are left out.

    The last column always stands.
    """
    header = lines[0]
    columns = [column for column in zip(*lines, strict=True) if any(column[1:]) or column[0] == header[-1]]
    widths = [max(map(len, column)) for column in columns]
    return [
        GAP.join(
            cell.rjust(width) if column[0] in to_the_right else cell.ljust(width)
            for cell, width, column in zip(line, widths, columns, strict=True)
        ).rstrip()
        for line in zip(*columns, strict=True)
    ]


def decimals_of(value: Decimal) -> int:
    """As many decimals as the value has, in pairs: whole kronor, or öre."""
    exact = -int(value.normalize().as_tuple().exponent)
    return 0 if exact <= 0 else 2 if exact <= 2 else exact


def _table(header: Sequence[str], rows: Sequence[Row | Finding], last_column: Iterable[str]) -> list[str]:
    """Where each row stands and what is told of it."""
    cells = [
        (row.source_file or "", row.source_sheet or "", str(row.source_row or ""), row.record_id, last)
        for row, last in zip(rows, last_column, strict=True)
    ]
    return in_columns([header, *cells], ("Rad",))

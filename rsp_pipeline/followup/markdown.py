"""A document as Markdown: for Dagster's pages and for the tests.

Whatever comes from a register is escaped, so that it can neither style the page nor fetch anything from outside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rsp_pipeline.followup.document import (
    Align,
    Block,
    Bullets,
    Document,
    Emphasis,
    Figure,
    Paragraph,
    Span,
    Spans,
    Table,
)

SPECIAL = re.compile(r"([\\`*_\[\]<>|!#~&])")
LOOKS_LIKE_A_LIST = re.compile(r"^(\d+)([.)])|^([-+])(?=\s)")
RULES = {Align.START: ":--", Align.END: "--:"}


def markdown(document: Document) -> str:
    """The whole document."""
    parts = [
        f"# {escaped(document.title)}",
        *(f"**{escaped(name)}:** {_span(said)}" for name, said in document.facts),
    ]
    for level, section in document.walk():
        parts.append(f"{'#' * level} {escaped(section.heading)}")
        parts += [_block(block) for block in section.blocks]
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    """A text that Markdown shows as it stands, on one line."""
    return SPECIAL.sub(r"\\\1", " ".join(text.split("\n")))


def _spans(spans: Spans) -> str:
    text = "".join(map(_span, spans))
    return LOOKS_LIKE_A_LIST.sub(lambda found: f"{found[1] or ''}\\{found[2] or found[3]}", text)


def _span(span: Span) -> str:
    if isinstance(span, str):
        return escaped(span)
    if isinstance(span, Emphasis):
        mark = "**" if span.is_strong else "*"
        return f"{mark}{escaped(span.text)}{mark}"
    return escaped(span.text)


def _block(block: Block) -> str:
    match block:
        case Paragraph(spans):
            return _spans(spans)
        case Bullets(items, is_numbered):
            marks = (f"{place}." if is_numbered else "-" for place in range(1, len(items) + 1))
            return "\n".join(f"{mark} {_spans(item)}" for mark, item in zip(marks, items, strict=True))
        case Figure():
            return f"*Diagram: {escaped(block.caption)}.* {escaped(block.alt)}"
        case Table():
            return "\n".join(_table(block))


def _table(table: Table) -> Iterator[str]:
    yield f"**{escaped(table.caption)}**"
    yield ""
    yield _row(column.header for column in table.columns)
    yield "|" + "|".join(RULES[column.align] for column in table.columns) + "|"
    yield from (_row(cell.text for cell in row) for row in table.rows)
    if table.note:
        yield ""
        yield escaped(table.note)


def _row(cells: Iterator[str]) -> str:
    return f"| {' | '.join(map(escaped, cells))} |"

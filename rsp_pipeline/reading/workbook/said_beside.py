"""Texts of an xlsx sheet that stand in none of its cells: in notes to them, in boxes, at a page's head and foot."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from rsp_pipeline.reading.workbook.spreadsheetml import TEXT, SpreadsheetML, attributes

NOTE = re.compile(
    rb"<(?:\w+:)?(?:comment|threadedComment)\b([^>]*)>(.*?)</(?:\w+:)?(?:comment|threadedComment)>", re.DOTALL
)
WRITTEN = re.compile(rb"<(?:\w+:)?(?:t|text)(?:\s[^>]*)?>([^<]*)(?=<)")
ON_PAGE = re.compile(rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)>([^<]*)<")
CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-F]{6}|[0-9]+|[A-Z])')  # of a page's head: its parts, letters, number and day
PARAGRAPH = re.compile(rb"</(?:\w+:)?p>")


def said_on_page(piece: bytes) -> list[tuple[int, str, str]]:
    """The texts at the head and foot of each page, out of what stands below the rows of a sheet."""
    return [(0, "Sidhuvudet eller sidfoten", text) for found in ON_PAGE.findall(piece) if (text := _plain(found))]


def said_beside(book: SpreadsheetML, path: str) -> Iterator[tuple[int, str, str]]:
    """The texts of notes and boxes on a sheet: of which row (0 for all), where they stand, and what they say."""
    for part in book.relations(path).values():
        if "omments/" in part or "/comments" in part:
            for note, said in NOTE.findall(book.part(part)):
                row = re.search(r"[0-9]+", attributes(note).get("ref", ""))
                yield int(row[0]) if row else 0, "En cellkommentar", _shown(WRITTEN.findall(said))
        elif "/drawings/drawing" in part:
            for paragraph in PARAGRAPH.split(book.part(part)):
                yield 0, "En textruta", _shown(TEXT.findall(paragraph))


def _shown(texts: list[bytes]) -> str:
    return html.unescape(b"".join(texts).decode(errors="replace")).strip()


def _plain(text: bytes) -> str:
    return CODE.sub(" ", _shown([text])).strip()

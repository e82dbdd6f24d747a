"""Where documents lie, seen from each other: only what every night writes is linked to, so no link leads to nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from rsp_pipeline.programme import Municipality, Programme

INDEX = "index.html"
FACT_SHEETS = "kommuner"
NOT_IN_A_NAME = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Link:
    """A link to a file, from the folder of the one that shows it."""

    text: str
    href: str


@dataclass(frozen=True)
class Links:
    """Some links of a kind."""

    title: str
    links: tuple[Link, ...]


def has_fact_sheets(programme: Programme) -> bool:
    """Whether municipalities have fact sheets: the only one of a programme is what the whole follow-up is about."""
    return len(programme.municipalities) > 1


def plain_name(text: str) -> str:
    """A text as files and anchors are named by it: `ostersund`."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return NOT_IN_A_NAME.sub("-", plain)


def fact_sheet_name(municipality: Municipality) -> str:
    """The name of a municipality's fact sheet, without its suffix: `2326-berg`."""
    return f"{municipality.code}-{plain_name(municipality.name)}"


def links(programme: Programme, year: int, begun: Collection[int]) -> tuple[Links, ...]:
    """What the page of a year leads to: every document, the years beside it, and its fact sheets.

    `begun` are the years of the programme that have begun: each has a page.
    """
    beside = [other for other in (year - 1, year + 1) if other in begun]
    years = (Link(f"Uppföljning {other}", f"../{other}/uppfoljning-{other}.html") for other in beside)
    sheets = (
        Link(municipality.name, f"{FACT_SHEETS}/{fact_sheet_name(municipality)}.html")
        for municipality in programme.municipalities
    )
    return (
        Links("Andra år", (*years, Link("alla år och dokument", f"../{INDEX}"))),
        *([Links("Faktablad per kommun", tuple(sheets))] if has_fact_sheets(programme) else []),
    )

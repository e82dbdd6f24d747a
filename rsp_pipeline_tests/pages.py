"""The pages of the project as read: blocks to type, words set as code, tables, links and headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from rsp_pipeline_tests.builders import PROJECT

README, CONTRIBUTING = PROJECT / "README.md", PROJECT / "CONTRIBUTING.md"
STEWARD, OFFICER, ANALYST, OPERATIONS = HANDBOOKS = tuple(
    PROJECT / "docs" / f"{reader}.md" for reader in ("forvaltare", "handlaggare", "analytiker", "drift")
)
NEW_REGION = PROJECT / "docs" / "ny_region.md"
PAGES = (README, *HANDBOOKS, NEW_REGION)
EVERY_PAGE = (*sorted(PROJECT.glob("*.md")), *sorted((PROJECT / "docs").rglob("*.md")))
DECISIONS = tuple(page for page in EVERY_PAGE if page.parent.name == "decisions" and page.stem != "README")
TARGET = re.compile(r"^([a-z0-9]+):.*?(?:## (.*))?$", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """A block of code: its language, its text, and where it stands."""

    language: str
    text: str
    place: str


def blocks(page: Path) -> list[Block]:
    """The blocks of a page, in their order."""
    return [
        Block(token.info, token.content, f"{page.name}, rad {(token.map or [0])[0] + 1}")
        for token in _tokens(page)
        if token.type == "fence"
    ]


def code(page: Path) -> list[str]:
    """Every piece of a page that is set as code: the blocks, and what stands within sentences."""
    return [
        *(block.text for block in blocks(page)),
        *(token.content for token in _inline(page) if token.type == "code_inline"),
    ]


def links(page: Path) -> list[str]:
    """What a page links to, or shows as a picture."""
    found = (token.attrGet("href") or token.attrGet("src") for token in _inline(page))
    return [str(target) for target in found if target]


def anchors(page: Path) -> set[str]:
    """What a link to a place in a page may name: a heading as GitHub makes it, or an anchor written out."""
    titles = [after.content for token, after in pairwise(_tokens(page)) if token.type == "heading_open"]
    written = re.findall(r'<a id="([\w-]+)">', page.read_text(encoding="utf-8"))
    return {*written, *(re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles)}


def table(page: Path, first_header: str) -> dict[str, list[str]]:
    """The rest of each row of the table that begins with a header, by its first cell without the marks of code."""
    rows: list[list[str]] = []
    wanted = False
    for token, after in pairwise(_tokens(page)):
        if token.type == "tr_open":
            rows.append([])
        elif token.type in {"th_open", "td_open"}:
            rows[-1].append(after.content)
        elif token.type == "table_close":
            wanted = rows[0][0] == first_header
            if wanted:
                break
            rows = []
    assert wanted, f"{page.name} has no table that begins with {first_header}"
    return {row[0].strip("`/"): row[1:] for row in rows[1:]}


def targets() -> dict[str, str]:
    """What make can do, and what it says of each."""
    return dict(TARGET.findall((PROJECT / "Makefile").read_text(encoding="utf-8")))


@cache
def _tokens(page: Path) -> list[Token]:
    return MarkdownIt("commonmark").enable("table").parse(page.read_text(encoding="utf-8"))


def _inline(page: Path) -> Iterator[Token]:
    for token in _tokens(page):
        yield from token.children or ()

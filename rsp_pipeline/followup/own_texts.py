"""The steward's own texts for a year: `data/raw/texts/<year>.md`, read and never written.

The file begins with what only the officer knows about the case (`year_head`). Then a heading names the section that its
text goes to: `## Resurser` puts the text after what the section says by itself, `## Resurser: inledning` before it,
`## Resurser: i stället` in its place, and `## Resurser: utgår` leaves the section out. A heading with a document's name
says that those after it are about that document alone. Paragraphs, lists and emphasis are read as Markdown; everything
else is kept as the plain text it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from rsp_pipeline.characters import UNSEEN, cleaned
from rsp_pipeline.followup.document import Block, Bullets, Emphasis, Kind, Paragraph, Section, Span, Spans, is_blank
from rsp_pipeline.followup.year_head import Head, written_head
from rsp_pipeline.reading.files import FileRejected
from rsp_pipeline.swedish import enumeration, quoted

if TYPE_CHECKING:
    from markdown_it.token import Token


class Place(Enum):
    """Where a text goes: after what the section says by itself, before it, or in its place; or the section goes."""

    AFTER = ""
    BEFORE = ": inledning"
    INSTEAD = ": i stället"
    LEFT_OUT = ": utgår"


@dataclass(frozen=True)
class OwnTexts:
    """What the steward wrote for a document, by section and place."""

    blocks: Mapping[tuple[str, Place], tuple[Block, ...]] = field(default_factory=dict)

    def at(self, section: str, place: Place) -> tuple[Block, ...]:
        """The text at a place of a section; none where nothing is written."""
        return self.blocks.get((section, place), ())

    def has(self, section: str) -> bool:
        """Whether anything is written about a section."""
        return any(name == section for name, _ in self.blocks)

    def section(
        self, name: str, blocks: Iterable[Block], sections: Iterable[Section] = (), heading: str = ""
    ) -> tuple[Section, ...]:
        """A section by its name, with the steward's text in it; none where he leaves it out.

        What is left to fill in in a section is filled in by his text.
        """
        if (name, Place.LEFT_OUT) in self.blocks:
            return ()
        after = self.at(name, Place.AFTER)
        own = tuple(block for block in blocks if not (after and is_blank(block)))
        said = self.at(name, Place.INSTEAD) or (*self.at(name, Place.BEFORE), *own, *after)
        return (Section(heading or name, said, tuple(sections)),)


@dataclass(frozen=True)
class YearTexts:
    """All that the steward wrote for a year: the case's head, the texts of each document, and Swedish remarks.

    A remark is about a line that could not be used, or a text that found no section.
    """

    head: Head = field(default_factory=Head)
    of: Mapping[Kind, OwnTexts] = field(default_factory=lambda: {kind: OwnTexts() for kind in Kind})
    remarks: tuple[str, ...] = ()


THE = {Kind.LETTER: "tjänsteskrivelsen", Kind.REPORT: "uppföljningen"}
Sections = Mapping[Kind, Sequence[str]]
"""The headings of each document that a text may name."""


def own_texts(raw: Path, years: Iterable[int], sections: Sections) -> dict[int, YearTexts]:
    """The texts of some years, in the raw folder; each head is filled up from the one before."""
    texts: dict[int, YearTexts] = {}
    head = Head()
    for year in sorted(years):
        own = _of_year(raw, year, sections)
        head = own.head.after(head)
        texts[year] = replace(own, head=head)
    return texts


def _of_year(raw: Path, year: int, sections: Sections) -> YearTexts:
    """The texts for a year; none when there is no such file."""
    from rsp_pipeline.reading.problems import shortlist
    from rsp_pipeline.reading.text.encodings import encoded_text

    path = raw / "texts" / f"{year}.md"
    name = f"texts/{year}.md"
    try:
        written = str(encoded_text(path.read_bytes()))
    except FileNotFoundError:
        return YearTexts()
    except (OSError, FileRejected) as error:
        return YearTexts(remarks=(f"{name} kunde inte läsas, och dess text kom inte med: {error}",))
    found = parsed(cleaned(written), name, sections)
    lines = [str(number) for number, line in enumerate(written.split("\n"), start=1) if UNSEEN.search(line)]
    remark = f"{name}: tecken som inte syns togs bort (rad {shortlist(lines, len(lines))})."
    return replace(found, remarks=(*found.remarks, remark)) if lines else found


def parsed(text: str, name: str, sections: Sections) -> YearTexts:
    """The texts in a Markdown page; `name` is the file's, for the remarks."""
    lines = text.splitlines()
    head = written_head(lines, name)
    body = "\n".join(["" for _ in lines[: head.rest_from]] + lines[head.rest_from :])
    kinds = {_folded(kind.value): kind for kind in Kind}
    known = {
        (kind, _folded(section + place.value)): (section, place)
        for kind, own in sections.items()
        for section in own
        for place in Place
    }
    placed: dict[Kind, dict[tuple[str, Place], list[Block]]] = {kind: defaultdict(list) for kind in Kind}
    about: Sequence[Kind] = tuple(Kind)
    remarks = [*head.remarks]
    for heading, line, blocks in _parts(body):
        if _folded(heading) in kinds and not blocks:
            about = (kinds[_folded(heading)],)
        elif not heading:
            remarks.append(f"{name}, rad {line}: texten före den första rubriken hör inte till något avsnitt.")
        elif found := [(kind, *known[kind, _folded(heading)]) for kind in about if (kind, _folded(heading)) in known]:
            for kind, section, place in found:
                placed[kind][section, place] += blocks
        else:
            where = THE[about[0]] if len(about) == 1 else "något av dokumenten"
            possible = enumeration(list(dict.fromkeys(section for kind in about for section in sections[kind])))
            remarks.append(
                f"{name}, rad {line}: rubriken {quoted(heading)} finns inte i {where}, och dess text kom inte "
                f"med. Rubrikerna är {possible}."
            )
    of = {kind: OwnTexts({at: tuple(blocks) for at, blocks in own.items()}) for kind, own in placed.items()}
    return YearTexts(head.head, of, tuple(remarks))


def _folded(heading: str) -> str:
    return " ".join(heading.casefold().split()).rstrip(":")


def _parts(text: str) -> Iterator[tuple[str, int, list[Block]]]:
    """Each heading with its line and the blocks under it; no heading for what stands before the first."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("zero").enable(["heading", "list", "emphasis", "escape"]).parse(text)
    heading, line, blocks = "", 1, list[Block]()
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.type == "heading_open":
            if heading or blocks:
                yield heading, line, blocks
            heading, line, blocks = tokens[at + 1].content.strip(), (token.map or [0])[0] + 1, []
            at += 3
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            end = next(n for n in range(at, len(tokens)) if tokens[n].level == token.level and tokens[n].nesting == -1)
            items = tuple(_spans(inline.children or []) for inline in tokens[at:end] if inline.type == "inline")
            blocks.append(Bullets(items, is_numbered=token.type == "ordered_list_open", is_own=True))
            at = end + 1
        else:
            if token.type == "inline":
                blocks.append(Paragraph(_spans(token.children or []), is_own=True))
            at += 1
    if heading or blocks:
        yield heading, line, blocks


def _spans(tokens: Sequence[Token]) -> Spans:
    """A running text; within what is both emphasised and strong, strong is what counts."""
    spans: list[Span] = []
    emphasised = strong = 0
    for token in tokens:
        emphasised += token.nesting * token.type.startswith("em_")
        strong += token.nesting * token.type.startswith("strong_")
        if text := token.content.replace("\n", " "):
            spans.append(Emphasis(text, strong > 0) if emphasised or strong else text)
    return tuple(spans)

"""The steward's own texts for a year: `data/raw/texts/<year>.md`, read and never written.

A heading names the section of the follow-up that its text goes to: `## Resurser` puts the text after what the
section says by itself, `## Resurser: inledning` before it. Paragraphs, lists and emphasis are read as Markdown;
everything else is kept as the plain text it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from rsp_pipeline.characters import UNSEEN, cleaned
from rsp_pipeline.followup.document import Block, Bullets, Emphasis, Paragraph, Span, Spans
from rsp_pipeline.reading.files import FileRejected
from rsp_pipeline.swedish import enumeration, quoted

if TYPE_CHECKING:
    from markdown_it.token import Token

BEFORE = ": inledning"


@dataclass(frozen=True)
class OwnTexts:
    """What the steward wrote, by section heading, and a Swedish remark on each piece that found no section."""

    before: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    after: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


def own_texts(raw: Path, year: int, sections: Sequence[str]) -> OwnTexts:
    """The texts for a year, in the raw folder; none when there is no such file. `sections` are the known headings."""
    from rsp_pipeline.reading.problems import shortlist
    from rsp_pipeline.reading.text.encodings import encoded_text

    path = raw / "texts" / f"{year}.md"
    name = f"texts/{year}.md"
    try:
        written = str(encoded_text(path.read_bytes()))
    except FileNotFoundError:
        return OwnTexts()
    except (OSError, FileRejected) as error:
        return OwnTexts(remarks=(f"{name} kunde inte läsas, och dess text kom inte med: {error}",))
    found = parsed(cleaned(written), name, sections)
    lines = [str(number) for number, line in enumerate(written.split("\n"), start=1) if UNSEEN.search(line)]
    remark = f"{name}: tecken som inte syns togs bort (rad {shortlist(lines, len(lines))})."
    return replace(found, remarks=(*found.remarks, remark)) if lines else found


def parsed(text: str, name: str, sections: Sequence[str]) -> OwnTexts:
    """The texts in a Markdown page; `name` is the file's, for the remarks."""
    known = {_folded(section + suffix): (section, suffix) for section in sections for suffix in ("", BEFORE)}
    placed: dict[str, dict[str, list[Block]]] = {"": defaultdict(list), BEFORE: defaultdict(list)}
    remarks = []
    for heading, line, blocks in _parts(text):
        if not heading:
            remarks.append(f"{name}, rad {line}: texten före den första rubriken hör inte till något avsnitt.")
        elif _folded(heading) in known:
            section, suffix = known[_folded(heading)]
            placed[suffix][section] += blocks
        else:
            remarks.append(
                f"{name}, rad {line}: rubriken {quoted(heading)} finns inte i uppföljningen, och dess text kom inte "
                f"med. Rubrikerna är {enumeration(sections)}."
            )
    before, after = ({section: tuple(blocks) for section, blocks in placed[at].items()} for at in (BEFORE, ""))
    return OwnTexts(before, after, tuple(remarks))


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
            blocks.append(Bullets(items, is_numbered=token.type == "ordered_list_open"))
            at = end + 1
        else:
            if token.type == "inline":
                blocks.append(Paragraph(_spans(token.children or [])))
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

"""A document as a web page: one file with everything in it, that asks for nothing and runs no script."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from rsp_pipeline.followup.document import Blank, Bullets, Emphasis, Figure, Paragraph, Table, Traced
from rsp_pipeline.followup.documents.edition import Edition
from rsp_pipeline.followup.documents.origins import anchor

if TYPE_CHECKING:
    from jinja2 import Template

NOUNS = (Blank, Bullets, Emphasis, Figure, Paragraph, Table, Traced)


def page(edition: Edition, *, for_print: bool = False) -> str:
    """The page as html; `for_print` has its charts as images with an alternative text, as a PDF wants them."""
    are_origins_at_hand = not (for_print and edition.origins_at)
    blocks = [block for _, section in edition.memo.walk() for block in section.blocks]
    return _template().render(
        edition=edition,
        memo=edition.memo,
        traced={origin.source for origin in edition.origins} if are_origins_at_hand else (),
        has_own=any(isinstance(block, Paragraph | Bullets) and block.is_own for block in blocks),
        for_print=for_print,
        css=_text("page.css"),
    )


def _text(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined)
    environment.tests |= {noun.__name__.lower(): _is(noun) for noun in NOUNS}
    environment.filters |= {"anchor": anchor, "data_uri": _data_uri}
    return environment.from_string(_text("page.html.jinja"))


def _is(noun: type) -> Callable[[object], bool]:
    return lambda value: isinstance(value, noun)


def _data_uri(svg: str) -> str:
    from base64 import b64encode

    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"

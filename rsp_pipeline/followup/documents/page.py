"""The follow-up's web pages: each one file with everything in it, that asks for nothing and runs no script.

Their templates lie beside what they show; what these have in common is in `parts.html.jinja` and `page.css`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from rsp_pipeline.followup.document import Blank, Bullets, Emphasis, Figure, Paragraph, Source, Table, Traced
from rsp_pipeline.followup.documents.edition import Edition
from rsp_pipeline.followup.documents.origins import anchor
from rsp_pipeline.office.pages import templates

if TYPE_CHECKING:
    from jinja2 import Environment

NOUNS = (Blank, Bullets, Emphasis, Figure, Paragraph, Table, Traced)


def page(edition: Edition, *, for_print: bool = False) -> str:
    """The page as html; `for_print` has its charts as images with an alternative text, as a PDF wants them."""
    are_origins_at_hand = not (for_print and edition.origins_at)
    blocks = [block for _, section in edition.document.walk() for block in section.blocks]
    return rendered(
        "followup/documents/page.html.jinja",
        edition=edition,
        document=edition.document,
        ground=edition.ground,
        traced={origin.source for origin in edition.origins} if are_origins_at_hand else (),
        origins_at=edition.origins_at,
        has_own=any(isinstance(block, Paragraph | Bullets) and block.is_own for block in blocks),
        for_print=for_print,
    )


def rendered(
    template: str, *, css: str = "", traced: Collection[Source] = (), origins_at: str = "", **said: object
) -> str:
    """A page of the follow-up, by its template's name and what it says.

    `css` is its own beside what all have in common; figures of `traced` lead to their rows, in the page `origins_at`.
    """
    common = files(__package__).joinpath("page.css").read_text(encoding="utf-8")
    page = _templates().get_template(template)
    return page.render(css=common + css, traced=traced, origins_at=origins_at, **said)


@cache
def _templates() -> Environment:
    environment = templates()
    environment.tests |= {noun.__name__.lower(): _is(noun) for noun in NOUNS}
    environment.filters |= {"anchor": anchor, "data_uri": _data_uri}
    return environment


def _is(noun: type) -> Callable[[object], bool]:
    return lambda value: isinstance(value, noun)


def _data_uri(svg: str) -> str:
    from base64 import b64encode

    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"

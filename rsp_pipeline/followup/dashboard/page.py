"""The dashboard as one file: style, library, script and figures in it, and a policy that lets nothing else in."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from rsp_pipeline.office.pages import templates
from rsp_pipeline.programme import Programme
from rsp_pipeline.swedish import within

if TYPE_CHECKING:
    from jinja2 import Environment, Template

SCRIPTS = ("library/d3.min.js", "library/plot.umd.min.js", "panel.js")
STYLE_OF_PLOT = "'sha256-jSYQUrW7J0b3jPqhZP9C2Xh1PyJKHKXd4s0fpGGKrww='"
"""The policy's word for the few lines of style that Plot puts into every chart."""


def page(content: Mapping[str, Any], programme: Programme) -> str:
    """The page as html: the same content gives the same bytes."""
    css = style()
    return _template().render(
        content=content,
        css=css,
        programme=programme,
        scripts=[_text(name) for name in SCRIPTS],
        styles=(hashed(css), STYLE_OF_PLOT),
        title=f"Uppföljning av {within(programme.title)}",
    )


def style() -> str:
    """The style of the page, for others of the same kind, too."""
    return _text("panel.css")


def hashed(text: str) -> str:
    """What a Content-Security-Policy calls a piece of text in the page that it lets in."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _json(content: object) -> str:
    """JSON that may stand in a script element: no text in it can end the element."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _text(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def environment() -> Environment:
    """How a page that lets nothing in is written: `hash` is the policy's word for a text, `json` harms no element."""
    from markupsafe import Markup

    made = templates()
    made.filters |= {"hash": lambda text: Markup(hashed(text)), "json": lambda content: Markup(_json(content))}
    return made


@cache
def _template() -> Template:
    return environment().get_template("followup/dashboard/panel.html.jinja")

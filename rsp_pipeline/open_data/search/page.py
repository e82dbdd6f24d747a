"""The search page as one file: style, script and grants in it, and a policy that lets nothing else in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from rsp_pipeline.followup.dashboard.page import environment, hashed, style
from rsp_pipeline.open_data.giving import as_json
from rsp_pipeline.open_data.grant_list import FIELDS

if TYPE_CHECKING:
    import pyarrow as pa
    from jinja2 import Template


def page(rows: pa.Table, package: Mapping[str, Any], listed: str) -> str:
    """The page as html: the same grants give the same bytes. `listed` is where the whole list lies, from the page."""
    css = style() + _text("search.css")
    return _template().render(
        content={"package": package, "fields": [_field(field.path, field.heading, rows) for field in FIELDS]},
        css=css,
        listed=listed,
        package=package,
        script=_text("search.js"),
        policy=hashed(css),
    )


def _field(path: str, heading: str, rows: pa.Table) -> dict[str, Any]:
    """A field with its cells, in the order of the grants: the different `values` and, of each cell, its place in them.

    Most fields repeat a few values, and written so fifty thousand grants are a third as large.
    """
    import pyarrow.compute as pc

    cells = rows[path].combine_chunks()
    different = cells.dictionary_encode()
    told = {"path": path, "heading": heading}
    if len(different.dictionary) > len(cells) / 2:
        return told | {"values": [as_json(value) for value in cells.to_pylist()]}
    values = [as_json(value) for value in different.dictionary.to_pylist()]
    return told | {"values": values, "places": pc.fill_null(different.indices, -1).to_pylist()}


def _text(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


@cache
def _template() -> Template:
    return environment().get_template("open_data/search/search.html.jinja")

"""How pages of html are written: from templates that lie beside what they show, and escape all that they are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rsp_pipeline

if TYPE_CHECKING:
    from jinja2 import Environment


def templates() -> Environment:
    """The templates of the package, each by its path in it; whoever writes pages adds filters and tests of his own.

    A template that names what it was not told raises jinja2.UndefinedError.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader(rsp_pipeline.__name__, ""),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )

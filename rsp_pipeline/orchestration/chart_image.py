"""A chart as its asset's page shows it: a picture at an address of its own.

Dagster shows Markdown at once only when it is short: a picture within it would stand behind a click.
"""

from textwrap import wrap

import dagster as dg

from rsp_pipeline.followup.markdown import escaped

ADDRESS = "/diagram/{year}/{name}.svg"
SHOWN_AT_ONCE = 999  # characters of Markdown: more is laid behind a click


def chart_image(year: int, name: str, alt: str) -> dg.MetadataValue:
    """A chart of a year by its name, its alternative text cut where it would be too long to be shown at once."""
    address = ADDRESS.format(year=year, name=name)
    (said,) = wrap(escaped(alt), SHOWN_AT_ONCE - len(f"![]({address})"), max_lines=1, placeholder=" …")
    return dg.MetadataValue.md(f"![{said}]({address})")

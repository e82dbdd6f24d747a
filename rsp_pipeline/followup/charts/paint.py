"""A sheet as svg and as a picture of dots: its marks painted by the renderers that matplotlib has, its texts set here.

The renderers are used without a `Figure`, which would lay every text out again for each of them: on a sheet all are
placed already. Text stays text in the svg: it can be selected, searched, enlarged and read aloud. Each line says how
long it is, so that it fits in whatever letters it is shown.
"""

from __future__ import annotations

from functools import cache
from io import StringIO
from typing import TYPE_CHECKING, Any, cast

from rsp_pipeline.followup.charts.letters import FAMILY, runs
from rsp_pipeline.followup.charts.style import ON_DARK, WIDTH, Line, Sheet

if TYPE_CHECKING:
    from PIL import Image
    from PIL.ImageFont import FreeTypeFont

DPI, POINTS = 216, 72  # to the inch: dots of the picture, three to a point; and what the svg counts in
ANCHORS = {"left": "start", "center": "middle"}  # what the svg calls the left and the middle of a line
ON_THE_LINE = "ls"  # what Pillow calls a place at the left of a line, where its letters stand


def as_svg(sheet: Sheet) -> str:
    """The sheet as svg, its text kept as text, and what becomes of its colours on a dark screen."""
    from matplotlib.backends import backend_svg

    written, untyped = StringIO(), cast(Any, backend_svg)
    no_metadata = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    renderer = untyped.RendererSVG(WIDTH * POINTS, sheet.height * POINTS, written, metadata=no_metadata)
    renderer.writer.element("style", on_dark())
    sheet.paint(renderer, POINTS)
    renderer.writer.start("g", attrib={"font-family": FAMILY})
    for line in sheet.texts:
        renderer.writer.element("text", line.said, attrib=_attributes(line))
    renderer.writer.end("g")
    renderer.finalize()
    return written.getvalue()


def _attributes(line: Line) -> dict[str, str]:
    letters = line.letters
    return {
        "x": f"{line.x * POINTS:.2f}",
        "y": f"{line.y * POINTS:.2f}",
        "font-size": f"{letters.size:g}",
        **({"font-weight": "bold"} if letters.bold else {}),
        "text-anchor": ANCHORS[line.align],
        "textLength": f"{letters.width(line.said) * POINTS:.2f}",
        "lengthAdjust": "spacingAndGlyphs",
        "fill": letters.color,
    }


@cache
def on_dark() -> str:
    """The rules that turn each colour of a chart, standing by itself or in a page, where a dark screen is wanted."""
    rules = (
        f'.chart [fill="{light}"], .chart [style*="fill: {light}"] {{ fill: {dark} !important }} '
        f'.chart [style*="stroke: {light}"] {{ stroke: {dark} !important }}'
        for light, dark in ON_DARK.items()
    )
    return f"@media screen and (prefers-color-scheme: dark) {{ {' '.join(rules)} }}"


def as_picture(sheet: Sheet) -> Image.Image:
    """The sheet in dots, `DPI` to the inch. Its text is set by Pillow, which takes a tenth of matplotlib's time."""
    from matplotlib.backends import backend_agg
    from PIL.Image import frombuffer
    from PIL.ImageDraw import Draw

    width, height = WIDTH * DPI, sheet.height * DPI
    renderer = cast(Any, backend_agg).RendererAgg(width, height, DPI)
    sheet.paint(renderer, DPI)
    dots = renderer.buffer_rgba()
    picture = frombuffer("RGBA", (int(width), int(height)), dots, "raw", "RGBA", 0, 1).convert("RGB")
    on = Draw(picture)
    for line in sheet.texts:
        letters = line.letters
        x = line.x - (letters.width(line.said) / 2 if line.align == "center" else 0)
        for run, file in runs(line.said, letters.bold):
            on.text((x * DPI, line.y * DPI), run, letters.color, _font(file, letters.size), ON_THE_LINE)
            x += letters.width(run)
    return picture


@cache
def _font(file: str, size: float) -> FreeTypeFont:
    from PIL.ImageFont import Layout, truetype

    return truetype(file, size * DPI / POINTS, layout_engine=Layout.BASIC)  # the same on every machine

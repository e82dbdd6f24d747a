"""A sheet as svg and as a picture of dots, each painted by the renderer that matplotlib has for it.

The renderers are used without a `Figure`, which would lay every text out again for each of them: on a sheet all are
placed already.
"""

from __future__ import annotations

from functools import cache
from io import StringIO
from typing import TYPE_CHECKING, Any, cast

from rsp_pipeline.followup.charts.style import WIDTH, Sheet, font_file

if TYPE_CHECKING:
    from PIL import Image
    from PIL.ImageFont import FreeTypeFont

DPI, POINTS = 150, 72  # to the inch: dots of the picture, and what the svg counts in
ANCHORS = {"left": "ls", "center": "ms"}  # what Pillow calls the left and the middle of a line, where its letters stand


def as_svg(sheet: Sheet) -> str:
    """The sheet as svg, its text kept as text."""
    from matplotlib.backends import backend_svg
    from matplotlib.font_manager import FontProperties
    from matplotlib.text import Text

    written, untyped = StringIO(), cast(Any, backend_svg)
    width, height = WIDTH * POINTS, sheet.height * POINTS
    no_metadata = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    renderer = untyped.RendererSVG(width, height, written, metadata=no_metadata)
    anchor = Text(transform=sheet.inches)  # by which the svg says how a line is aligned
    renderer.open_group("figure")
    sheet.paint(renderer, POINTS)
    for line in sheet.texts:
        font = FontProperties(size=line.letters.size, weight="bold" if line.letters.bold else "normal")
        ink = renderer.new_gc()
        ink.set_foreground(line.letters.color)
        anchor.set_position((line.x, line.y))
        anchor.set_horizontalalignment(line.align)
        renderer.open_group("text")
        renderer.draw_text(ink, line.x * POINTS, line.y * POINTS, line.said, font, anchor.get_rotation(), mtext=anchor)
        renderer.close_group("text")
    renderer.close_group("figure")
    renderer.finalize()
    return written.getvalue()


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
        font = _font(line.letters.size, line.letters.bold)
        on.text((line.x * DPI, line.y * DPI), line.said, line.letters.color, font, ANCHORS[line.align])
    return picture


@cache
def _font(size: int, bold: bool) -> FreeTypeFont:
    from PIL.ImageFont import Layout, truetype

    return truetype(font_file(bold), size * DPI / POINTS, layout_engine=Layout.BASIC)  # the same on every machine

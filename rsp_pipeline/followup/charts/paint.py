"""A sheet as svg and as a picture of dots, each painted by the renderer that matplotlib has for it.

The renderers are used without a `Figure`, which would lay every text out again for each of them: on a sheet all are
placed already.
"""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING, Any, cast

from rsp_pipeline.followup.charts.style import WIDTH, Sheet

if TYPE_CHECKING:
    from matplotlib.backend_bases import RendererBase
    from PIL import Image

DPI, POINTS = 150, 72  # to the inch: dots of the picture, and what the svg counts in


def as_svg(sheet: Sheet) -> str:
    """The sheet as svg, its text kept as text."""
    from matplotlib.backends import backend_svg

    written, untyped = StringIO(), cast(Any, backend_svg)
    width, height = WIDTH * POINTS, sheet.height * POINTS
    no_metadata = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    renderer = untyped.RendererSVG(width, height, written, metadata=no_metadata)
    _paint(sheet, renderer, POINTS)
    renderer.finalize()
    return written.getvalue()


def as_picture(sheet: Sheet) -> Image.Image:
    """The sheet in dots, `DPI` to the inch."""
    from matplotlib.backends import backend_agg
    from PIL.Image import frombuffer

    width, height = WIDTH * DPI, sheet.height * DPI
    renderer = cast(Any, backend_agg).RendererAgg(width, height, DPI)
    _paint(sheet, renderer, DPI)
    dots = renderer.buffer_rgba()
    return frombuffer("RGBA", (int(width), int(height)), dots, "raw", "RGBA", 0, 1).convert("RGB")


def _paint(sheet: Sheet, renderer: RendererBase, dpi: int) -> None:
    from matplotlib.font_manager import FontProperties
    from matplotlib.text import Text

    anchor = Text(transform=sheet.inches)  # by which the svg says how a line is aligned
    renderer.open_group("figure")
    sheet.paint(renderer, dpi)
    for line in sheet.texts:
        font = FontProperties(size=line.letters.size, weight="bold" if line.letters.bold else "normal")
        x, y = line.x * dpi, line.y * dpi
        if line.align == "center":
            width, _, _ = renderer.get_text_width_height_descent(line.said, font, ismath=False)
            x -= width / 2
        ink = renderer.new_gc()
        ink.set_foreground(line.letters.color)
        anchor.set_position((line.x, line.y))
        anchor.set_horizontalalignment(line.align)
        renderer.open_group("text")
        renderer.draw_text(ink, x, y, line.said, font, anchor.get_rotation(), mtext=anchor)
        renderer.close_group("text")
    renderer.close_group("figure")

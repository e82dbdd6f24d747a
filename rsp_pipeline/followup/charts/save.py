"""Drawing a chart on its sheet, and writing it as svg and png with its alternative text beside."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from rsp_pipeline.followup.charts.chart import Chart, ChartData, nothing
from rsp_pipeline.followup.charts.paint import DPI, as_picture, as_svg
from rsp_pipeline.followup.charts.style import (
    BODY,
    HEADLINE,
    MARGIN,
    MUTED,
    PLAIN,
    QUIET,
    SETTINGS,
    WIDTH,
    Letters,
    Sheet,
)
from rsp_pipeline.store.atomic import replaced

if TYPE_CHECKING:
    from PIL import Image

WHITE = (255, 255, 255)
COLOURS = 64
SUBTITLE = Letters(BODY, MUTED)


@dataclass(frozen=True)
class SavedChart:
    """A chart as saved: its files and its alternative text."""

    svg: Path
    png: Path
    alt: str


def save(chart: Chart, data: ChartData, year: int, folder: Path) -> SavedChart:
    """Draw the chart of a year and write `<name>.svg`, `<name>.png` and, with the alternative text, `<name>.txt`."""
    import matplotlib
    from PIL.PngImagePlugin import PngInfo

    alt, title = chart.alt(data, year), chart.headline(data, year)
    svg, png, txt = (folder / f"{chart.name}.{suffix}" for suffix in ("svg", "png", "txt"))
    with matplotlib.rc_context(SETTINGS):
        sheet = drawn(chart, data, year)
        vector, picture = as_svg(sheet), as_picture(sheet)
    described = PngInfo()
    described.add_itxt("Title", title)
    described.add_itxt("Description", alt)
    with replaced(svg, 0o644) as path:
        path.write_text(accessible(vector, chart.name, title, alt), encoding="utf-8")
    with replaced(png, 0o644) as path:
        _reduced(picture).save(path, "png", dpi=(DPI, DPI), pnginfo=described)
    with replaced(txt, 0o644) as path:
        path.write_text(f"{alt}\n", encoding="utf-8")
    return SavedChart(svg, png, alt)


def drawn(chart: Chart, data: ChartData, year: int) -> Sheet:
    """The chart on its sheet: what it says, what it shows and in which unit, the drawing itself, source and date."""
    sheet = Sheet()
    room = WIDTH - 2 * MARGIN
    y = sheet.lines(MARGIN, MARGIN, HEADLINE.wrapped(chart.headline(data, year), room), HEADLINE)
    if subtitle := chart.subtitle(data, year):
        y = sheet.lines(MARGIN, y, SUBTITLE.wrapped(subtitle, room), SUBTITLE)
    if data.is_known:
        y = chart.draw(sheet, chart, data.grid, y + 0.15)
    else:
        y = sheet.lines(MARGIN, y + 0.15, PLAIN.wrapped(nothing(year), room))
    source = f"Källa: {chart.source.format(year=year)}"
    if data.reaches_to:
        source += f" Uppgifter till och med {data.reaches_to:%Y-%m-%d}."
    y = sheet.lines(MARGIN, y + 0.15, QUIET.wrapped(source, room), QUIET)
    sheet.cut(y + MARGIN)
    return sheet


def accessible(svg: str, name: str, title: str, alt: str) -> str:
    """The svg with its title and description for screen readers, with ids of its own, ready to stand in a page."""
    svg = svg[svg.index("<svg") :]
    for before_an_id in (' id="', 'href="#', "url(#"):
        svg = svg.replace(before_an_id, f"{before_an_id}{name}-")
    described = f'<title id="{name}-title">{escape(title)}</title>\n <desc id="{name}-desc">{escape(alt)}</desc>'
    attributes = f'class="chart" role="img" lang="sv" aria-labelledby="{name}-title" aria-describedby="{name}-desc"'
    return re.sub(r"<svg ([^>]*)>", rf"<svg {attributes} \g<1>>\n {described}", svg, count=1)


def _reduced(image: Image.Image) -> Image.Image:
    """The image in few colours: a chart has no more, and the file is a third as large. Its ground stays white."""
    from PIL.Image import Quantize

    reduced = image.quantize(COLOURS, method=Quantize.FASTOCTREE)
    ground: Any = reduced.getpixel((0, 0))
    palette = reduced.getpalette() or []
    palette[3 * ground : 3 * ground + 3] = WHITE
    reduced.putpalette(palette)
    return reduced

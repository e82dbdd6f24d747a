"""The noun `Chart`, and the house style in which every chart is drawn and saved.

Colours differ in lightness as well as hue, so that charts read in greyscale and by the colour blind. The same figures
give the same bytes. What a single chart shows belongs in a module of its topic.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rsp_pipeline.atomic import replaced
from rsp_pipeline.followup.figures import Figures

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK, MUTED, GRID = "#1b1f24", "#59636e", "#d1d9e0"
ACCENT = "#0b5a8f"
SHADES = ("#c5d8e6", "#8fb5cf", "#4f8ab3", ACCENT)  # oldest to newest, light to dark
WIDTH, HEIGHT, MARGIN = 8.0, 4.5, 0.12  # inches
DPI = 150
SETTINGS: Any = {
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": GRID,
    "xtick.color": INK,
    "ytick.color": INK,
    "svg.hashsalt": "rsp",
    "svg.fonttype": "path",
}


@dataclass(frozen=True)
class Chart:
    """A chart of the follow-up: its file name, caption, title and source, how it is drawn and told in words.

    `draw` gets empty axes, the figures and the year; `alt` returns the text for those who cannot see the chart.
    """

    id: str
    caption: str
    title: Callable[[int], str]
    source: str
    draw: Callable[[Axes, Figures, int], None]
    alt: Callable[[Figures, int], str]


@dataclass(frozen=True)
class SavedChart:
    """A chart as saved: its files, its alternative text, and a small base64 png for the Dagster UI."""

    svg: Path
    png: Path
    alt: str
    thumbnail: str


def save(chart: Chart, figures: Figures, year: int, folder: Path) -> SavedChart:
    """Draw the chart of a year and write it as svg and png, with its alternative text beside as txt."""
    import matplotlib

    title, alt = chart.title(year), chart.alt(figures, year)
    svg, png, txt = (folder / f"{chart.id}.{suffix}" for suffix in ("svg", "png", "txt"))
    with matplotlib.rc_context(SETTINGS):
        figure = drawn(chart, figures, year)
        with replaced(svg, 0o644) as path:
            figure.savefig(path, format="svg", metadata={"Date": None, "Title": title, "Description": alt})
        with replaced(png, 0o644) as path:
            figure.savefig(path, format="png", dpi=DPI, metadata={"Title": title, "Description": alt, "Software": None})
        with replaced(txt, 0o644) as path:
            path.write_text(alt + "\n", encoding="utf-8")
        return SavedChart(svg, png, alt, _thumbnail(png))


def _thumbnail(png: Path) -> str:
    """A png of some ten kilobytes: what the event log keeps of every night must be small."""
    from PIL import Image

    small = BytesIO()
    with Image.open(png) as image:
        image.convert("RGB").reduce(2).quantize(16).save(small, "png", optimize=True)
    return b64encode(small.getvalue()).decode()


def drawn(chart: Chart, figures: Figures, year: int) -> Figure:
    """The chart as a matplotlib figure in the house style."""
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    figure = Figure(figsize=(WIDTH, HEIGHT))
    axes = figure.add_subplot()
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(length=0)
    axes.set_title(chart.title(year), loc="left", fontsize=13, fontweight="bold", pad=14)
    chart.draw(axes, figures, year)
    figure.supxlabel(f"Källa: {chart.source}", fontsize=8, color=MUTED, x=0.01, ha="left")
    ConstrainedLayoutEngine(w_pad=MARGIN, h_pad=MARGIN).execute(figure)  # once, however many formats are saved
    return figure

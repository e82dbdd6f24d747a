"""The house style: colours, letters, sizes and the sheet that every chart is drawn on.

Everything is placed in inches from the sheet's upper left corner: names of any length find their room, and the same
data give the same bytes. A sheet is as wide as a line of the documents' text, in which it stands in its own size: a
point here is a point on paper. Colours differ in lightness first, so that charts read in greyscale and by the colour
blind. Every value is written beside its mark: no legend has to be decoded, and nothing is told by colour alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from rsp_pipeline.followup.charts.letters import width as width_of

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.backend_bases import RendererBase
    from matplotlib.path import Path

INK, MUTED, PAPER = "#1b1f24", "#57606a", "#ffffff"
ACCENT = "#0b5a8f"
SHADES = ("#dbe8f1", "#a5c5dc", "#5b96bf", ACCENT)  # light to dark
STANDS_OUT = SHADES[2:]  # from paper, without an outline
ON_DARK = {
    INK: "#e8ecf1", MUTED: "#b4bec9", PAPER: "#14181d",
    SHADES[0]: "#1d2f3f", SHADES[1]: "#26496a", SHADES[2]: "#336f9d", ACCENT: "#8cc2ff",
}  # fmt: skip
"""What each colour becomes on a dark screen."""
PRELIMINARY_HATCH, UNKNOWN_HATCH = "////", r"\\"
WIDTH, MARGIN = 16.4 / 2.54, 0.08  # inches; the documents' lines are 16.4 cm
HIGHEST, BELOW = 22 / 2.54, 0.6  # inches: what has room on a page with its caption; what the source takes of it
TITLE, BODY, SMALL = 12, 9, 8.5  # points
LINE = 1.3  # line height, in font sizes
OUTLINE = 0.8  # points

SETTINGS: Any = {"svg.hashsalt": "rsp", "hatch.color": ACCENT, "hatch.linewidth": 0.6}


@dataclass(frozen=True)
class Letters:
    """How text is set: its size in points, its colour, and whether it is bold."""

    size: float = BODY
    color: str = INK
    bold: bool = False

    @property
    def line(self) -> float:
        """The height of a line, in inches."""
        return LINE * self.size / 72

    def width(self, said: str) -> float:
        """How wide a line is set, in inches."""
        return self.size / 72 * width_of(said, self.bold)

    def wrapped(self, said: str, width: float) -> list[str]:
        """The text in lines no wider than `width`; a word too long for a line is broken with a hyphen."""
        if self.width(said) <= width:
            return [said]
        lines, line = [], ""
        for word in said.split(" "):
            if line and self.width(f"{line} {word}") > width:
                lines.append(line)
                line = ""
            line = f"{line} {word}".lstrip()
            while self.width(line) > width and len(line) > 2:
                most = max(2, len(line) - 3)  # no letter or two alone on the last line
                length = next((n for n in range(most, 2, -1) if self.width(f"{line[:n]}-") <= width), 2)
                lines.append(f"{line[:length]}-")
                line = line[length:]
        return [*lines, line]


PLAIN, STRONG, SMALLER, QUIET = Letters(), Letters(bold=True), Letters(SMALL), Letters(SMALL, MUTED)
HEADLINE = Letters(TITLE, bold=True)
Align = Literal["left", "center"]


@dataclass(frozen=True)
class Line:
    """A line of text on a sheet; `y` is where its letters stand."""

    x: float
    y: float
    said: str
    letters: Letters
    align: Align


class Sheet:
    """A sheet `WIDTH` wide to draw on from the top down, and then to cut where the drawing ends.

    `paint` paints all but the texts with a renderer of matplotlib's; how these are set is said in the module `paint`.
    """

    def __init__(self) -> None:
        from matplotlib.transforms import Affine2D

        self.height = 0.0
        self.texts: list[Line] = []
        self._areas: list[Artist] = []
        self._rules: list[Artist] = []
        self._downwards, self._dots = Affine2D(), Affine2D()
        self.inches = self._downwards + self._dots

    def cut(self, y: float) -> None:
        """End the sheet at `y`."""
        self.height = y
        self._downwards.clear().scale(1, -1).translate(0, y)

    def paint(self, renderer: RendererBase, dpi: int) -> None:
        """Paint the ground, the areas on it and, over them, the rules; `inches` then leads to the renderer's dots."""
        from matplotlib.patches import Rectangle

        self._dots.clear().scale(dpi)
        ground = Rectangle((0, self.height), WIDTH, -self.height, transform=self.inches, color=PAPER, linewidth=0)
        for mark in (ground, *self._areas, *self._rules):
            mark.draw(renderer)

    def text(self, x: float, y: float, said: str, letters: Letters = PLAIN, align: Align = "left") -> None:
        """One line of text, its capitals centred on `y`; none where nothing is said."""
        if said:
            half_a_capital = 0.365 * letters.size / 72
            self.texts.append(Line(x, y + half_a_capital, said, letters, align))

    def lines(self, x: float, y: float, lines: list[str], letters: Letters = PLAIN, align: Align = "left") -> float:
        """Lines of text from `y` downwards; where they end."""
        for nth, line in enumerate(lines):  # each by itself, so that the svg anchors every line as it is aligned
            self.text(x, y + (nth + 0.5) * letters.line, line, letters, align)
        return y + len(lines) * letters.line

    def middle(self, x: float, y: float, lines: list[str], letters: Letters = PLAIN, align: Align = "left") -> None:
        """Lines of text with their middle at `y`."""
        self.lines(x, y - len(lines) * letters.line / 2, lines, letters, align)

    def plate(self, x: float, y: float, lines: list[str], letters: Letters, fill: str) -> None:
        """Centred lines on a ground of their own, to be read on a hatched area or one too small for them."""
        from matplotlib.patches import Rectangle

        width, height = max(map(letters.width, lines)) + 0.06, len(lines) * letters.line
        corner = x - width / 2, y - height / 2
        self._areas.append(Rectangle(corner, width, height, transform=self.inches, color=fill))
        self.middle(x, y, lines, letters, "center")

    def box(
        self, x: float, y: float, width: float, height: float, fill: str, hatch: str = "", dashed: bool = False
    ) -> None:
        """A rectangle from a corner; a negative width reaches to the left, a negative height upwards."""
        from matplotlib.patches import Rectangle

        style = _outlined(fill, ACCENT, hatch) | {"linestyle": "--" if dashed else "-"}
        self._areas.append(Rectangle((x, y), width, height, transform=self.inches, **style))

    def area(self, path: Path, fill: str, edge: str, hatch: str = "", thickness: float = OUTLINE) -> None:
        """An area of any form, its path in inches on the sheet and the thickness of its edge in points."""
        from matplotlib.patches import PathPatch

        style = _outlined(fill, edge, hatch) | {"joinstyle": "round", "linewidth": thickness}
        self._areas.append(PathPatch(path, transform=self.inches, **style))

    def rule(self, x: float, y: float, to_x: float, to_y: float) -> None:
        """A thin line."""
        from matplotlib.lines import Line2D

        self._rules.append(Line2D([x, to_x], [y, to_y], transform=self.inches, color=MUTED, linewidth=OUTLINE))


def _outlined(fill: str, edge: str, hatch: str) -> dict[str, Any]:
    return {"facecolor": fill, "edgecolor": edge, "linewidth": OUTLINE, "hatch": hatch or None}


def row_height(rows: int, y: float, comfortable: float, least: float) -> float:
    """How high each of some rows below `y` may be for all of them to stand on a page, with what follows them."""
    return min(comfortable, max(least, (HIGHEST - y - BELOW) / rows))


def readable_on(fill: str, size: float = SMALL) -> Letters:
    """Letters that stand out from a filled area."""
    return Letters(size, PAPER if fill == SHADES[-1] else INK)

"""What the styles of an ods workbook say: which tables are hidden, and of cells and texts what `Style` tells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from rsp_pipeline.reading.look import Style
from rsp_pipeline.reading.number_formats import NumberFormat, digits_added, unit_named

URN = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, STYLE, TABLE, TEXT, NUMBER = (
    f"{{{URN}{name}:1.0}}" for name in ("office", "style", "table", "text", "datastyle")
)
DRAW = f"{{{URN}drawing:1.0}}"
NUMBERS = [NUMBER + kind for kind in ("number-style", "currency-style", "percentage-style")]
SAID = {NUMBER + "text", NUMBER + "embedded-text", NUMBER + "currency-symbol"}


@dataclass(frozen=True)
class _Declared:
    """A style as declared: what it says itself, and the name of the one that it goes on."""

    parent: str
    number: str
    is_struck: bool | None


class Styles:
    """The styles of a workbook, declared in some of its parts: `telling` are those that say something, by name."""

    def __init__(self, parts: Iterable[Element]) -> None:
        self.hidden_tables: set[str] = set()
        self._declared: dict[str, _Declared] = {}
        self._formats: dict[str, tuple[NumberFormat, list[str]]] = {}
        for part in parts:
            for kind in NUMBERS:
                for number in part.iter(kind):
                    others = [other.get(STYLE + "apply-style-name", "") for other in number.iter(STYLE + "map")]
                    self._formats[number.get(STYLE + "name", "")] = _format(number), others
            for style in part.iter(STYLE + "style"):
                self._declare(style)
        self.telling = {name: said for name in self._declared if (said := self._found(name)).is_telling}

    def _declare(self, style: Element) -> None:
        name, is_struck = style.get(STYLE + "name", ""), None
        for said in style.iter(STYLE + "text-properties"):
            drawn = said.get(STYLE + "text-line-through-style") or said.get(STYLE + "text-line-through-type")
            is_struck = None if drawn is None else drawn != "none"
        if any(said.get(TABLE + "display") == "false" for said in style.iter(STYLE + "table-properties")):
            self.hidden_tables.add(name)
        parent, number = (style.get(STYLE + kind, "") for kind in ("parent-style-name", "data-style-name"))
        self._declared[name] = _Declared(parent, number, is_struck)

    def _found(self, name: str) -> Style:
        """What the style of this name says, by itself or by those that it goes on."""
        number, is_struck = "", None
        seen: set[str] = set()
        while name in self._declared and name not in seen:
            seen.add(name)
            declared = self._declared[name]
            number = number or declared.number
            is_struck = declared.is_struck if is_struck is None else is_struck
            name = declared.parent
        return Style(self._said(number), bool(is_struck))

    def _said(self, number: str) -> NumberFormat:
        """What a number's style says: of it and those for other numbers, the one that says most."""
        own, others = self._formats.get(number, (NumberFormat(), []))
        every = [own, *(self._formats[other][0] for other in others if other in self._formats)]
        return max(every, key=lambda format_: (format_.divides_by, bool(format_.unit)))


def _format(style: Element) -> NumberFormat:
    """What a number's style says by itself: the text beside the digits, and what it divides by."""
    said, divides_by = "", 1
    if added := digits_added(element.text or "" for element in style.iter() if element.tag in SAID):
        return NumberFormat(added)
    for element in style.iter():
        if element.tag in SAID:
            said += element.text or ""
        elif element.tag == NUMBER + "number":
            factor = element.get(NUMBER + "display-factor", "1").partition(".")[0]
            divides_by = int(factor) if factor.isdigit() and factor != "0" else 1
            said += " "
    return NumberFormat(unit_named(said), divides_by)

"""What the styles of an ods workbook say: which tables are hidden, and of cells and texts what `Style` tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rsp_pipeline.reading.look import Style
from rsp_pipeline.reading.number_formats import NumberFormat, unit_named

URN = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, STYLE, TABLE, TEXT, NUMBER = (f"{URN}{name}:1.0 " for name in ("office", "style", "table", "text", "datastyle"))
DRAW = f"{URN}drawing:1.0 "
CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
NUMBERS = {NUMBER + kind for kind in ("number-style", "currency-style", "percentage-style")}
SAID = {NUMBER + "text", NUMBER + "currency-symbol"}


@dataclass
class _Declared:
    """A style as declared: what it says itself, and the names of those it goes on."""

    parent: str = ""
    number: str = ""
    is_struck: bool | None = None


@dataclass
class _Number:
    """A number's style: the text beside the digits, what it divides by, and the styles for other numbers."""

    said: str = ""
    divides_by: int = 1
    others: list[str] = field(default_factory=list)


class Styles:
    """The styles of a workbook, gathered as its elements begin and end."""

    def __init__(self) -> None:
        self.hidden_tables: set[str] = set()
        self._declared: dict[str, _Declared] = {}
        self._numbers: dict[str, _Number] = {}
        self._known: dict[str, Style] = {}
        self._name = ""
        self._number: _Number | None = None
        self._is_said = False

    def start(self, name: str, given: Mapping[str, str]) -> None:
        """An element begins."""
        if name == STYLE + "style":
            self._name = given.get(STYLE + "name", "")
            self._declared[self._name] = _Declared(
                given.get(STYLE + "parent-style-name", ""), given.get(STYLE + "data-style-name", "")
            )
        elif name == STYLE + "default-style":
            self._name = ""
        elif name in NUMBERS:
            self._number = self._numbers[given.get(STYLE + "name", "")] = _Number()
        elif self._number is not None:
            self._start_in_number(name, given)
        elif name == STYLE + "text-properties" and self._name in self._declared:
            drawn = given.get(STYLE + "text-line-through-style") or given.get(STYLE + "text-line-through-type")
            self._declared[self._name].is_struck = None if drawn is None else drawn != "none"
        elif name == STYLE + "table-properties" and given.get(TABLE + "display") == "false":
            self.hidden_tables.add(self._name)

    def _start_in_number(self, name: str, given: Mapping[str, str]) -> None:
        assert self._number is not None
        if name in SAID:
            self._is_said = True
        elif name == NUMBER + "number":
            factor = given.get(NUMBER + "display-factor", "1").partition(".")[0]
            self._number.divides_by = int(factor) if factor.isdigit() and factor != "0" else 1
            self._number.said += " "
        elif name == STYLE + "map":
            self._number.others.append(given.get(STYLE + "apply-style-name", ""))

    def end(self, name: str) -> None:
        """An element ends."""
        if name in NUMBERS:
            self._number = None
        elif name in SAID:
            self._is_said = False

    def characters(self, text: str) -> None:
        """Text within an element."""
        if self._is_said and self._number is not None:
            self._number.said += text

    def of(self, name: str) -> Style:
        """What the style of this name says, by itself or by those that it goes on."""
        if name and name not in self._known:
            self._known[name] = self._found(name)
        return self._known.get(name, Style())

    def _found(self, name: str) -> Style:
        number, is_struck = "", None
        seen: set[str] = set()
        while name in self._declared and name not in seen:
            seen.add(name)
            declared = self._declared[name]
            number = number or declared.number
            is_struck = declared.is_struck if is_struck is None else is_struck
            name = declared.parent
        return Style(self._format(number), bool(is_struck))

    def _format(self, name: str) -> NumberFormat:
        style = self._numbers.get(name, _Number())
        every = [style, *(self._numbers[other] for other in style.others if other in self._numbers)]
        said = [NumberFormat(unit_named(each.said), each.divides_by) for each in every]
        return max(said, key=lambda format_: (format_.divides_by, bool(format_.unit)))

"""From a programme file to its settings: read as TOML and held against what is declared, every fault with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any

from rsp_pipeline.characters import cleaned
from rsp_pipeline.programme.declared import SECTIONS
from rsp_pipeline.programme.setting import REQUIRED, Section

HEADING = re.compile(r"\s*(\[\[?)\s*([\w-]+)\s*\]\]?\s*(?:#.*)?$")
KEY = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*[=.]")
AT_LINE = re.compile(r"at line (\d+)")

Values = dict[str, Any]
Place = tuple[str, int, str]
"""A section, which of several of its name, and a setting in it; no setting for the section's heading."""


@dataclass(frozen=True)
class Fault:
    """What is wrong with a programme file: a Swedish sentence, and the line it is about; 0 where there is none."""

    said: str
    line: int = 0


@dataclass
class Written:
    """What a programme file says: the settings of each section, with defaults, and what is wrong with it."""

    sections: dict[str, list[Values]]
    faults: list[Fault]
    lines: Mapping[Place, int] = field(default_factory=dict)

    def fault(self, said: str, section: str = "", setting: str = "", nth: int = 0) -> None:
        """Note a fault of a setting, or of a section."""
        at = self.lines.get((section, nth, setting)) or self.lines.get((section, nth, ""), 0)
        self.faults.append(Fault(said, at))


def written(text: str) -> Written:
    """What the text of a programme file says.

    Where it has faults the settings need not be whole.
    """
    try:
        tables = _cleaned(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        return Written({}, [_not_toml(str(error), text)])
    found = Written({}, [], _lines(text))
    for section in SECTIONS:
        found.sections[section.name] = list(_of_section(section, tables, found))
    return found


def _cleaned(setting: Any) -> Any:
    """A setting whose texts have no characters that nobody sees, which no document can hold."""
    if isinstance(setting, dict):
        return {key: _cleaned(value) for key, value in setting.items()}
    if isinstance(setting, list):
        return [_cleaned(value) for value in setting]
    return cleaned(setting) if isinstance(setting, str) else setting


def _not_toml(reason: str, text: str) -> Fault:
    at = AT_LINE.search(reason)
    line = int(at[1]) if at else len(text.splitlines())
    if "overwrite" in reason or "twice" in reason or "Cannot declare" in reason:
        return Fault("en inställning eller ett avsnitt står två gånger; behåll en av dem.", line)
    return Fault(
        'raden går inte att läsa. Skriv som i exemplen: namn = "text", med raka citattecken, tal utan citattecken och '
        "listor inom hakparenteser.",
        line,
    )


def _lines(text: str) -> dict[Place, int]:
    """The line of every section's heading and of every setting; of one written twice, the first."""
    lines: dict[Place, int] = {}
    section, nth = "", 0
    for number, line in enumerate(text.splitlines(), 1):
        if heading := HEADING.match(line):
            section, nth = heading[2], 0
            while (section, nth, "") in lines:
                nth += 1
            lines[section, nth, ""] = number
        elif key := KEY.match(line):
            lines.setdefault((section, nth, key[1]), number)
    return lines


def _of_section(section: Section, tables: Values, found: Written) -> Iterator[Values]:
    """The settings of a section, once for each time it is written."""
    names = [other.name for other in SECTIONS if other.name]
    if not section.name:
        own = {name: value for name, value in tables.items() if name not in names}
        yield _of_table(section, own, found, 0)
    elif section.name not in tables:
        if section.is_required:
            found.fault(f"avsnittet {section.written} saknas. {section.comment.partition('. ')[0]}.")
    else:
        value = tables[section.name]
        wanted, known = (value, isinstance(value, list)) if section.repeats else ([value], isinstance(value, dict))
        if not known or not wanted or not all(isinstance(each, dict) for each in wanted):
            shown, expected = _shown(value), f"ett avsnitt som börjar med raden {section.written}"
            line = found.lines.get(("", 0, section.name)) or found.lines.get((section.name, 0, ""), 0)
            found.faults.append(Fault(f"”{section.name}” har värdet {shown} men ska vara {expected}.", line))
            return
        for nth, table in enumerate(wanted):
            yield _of_table(section, table, found, nth)


def _of_table(section: Section, table: Values, found: Written, nth: int) -> Values:
    where = f" i avsnittet {section.written}" if section.name else ""
    known = {setting.name for setting in section.settings}
    for name, value in table.items():
        if name not in known:
            found.fault(_unknown(section, name, where, isinstance(value, dict | list)), section.name, name, nth)
    values: Values = {}
    for setting in section.settings:
        value = table.get(setting.name, setting.default)
        if value is REQUIRED:
            about = f"{setting.comment} Skriv {setting.name} = {toml(setting.example)}"
            found.fault(f"inställningen ”{setting.name}”{where} saknas. {about}.", section.name, "", nth)
        elif setting.name in table and not setting.kind.is_held(value):
            found.fault(
                f"”{setting.name}”{where} har värdet {_shown(value)} men ska vara {setting.kind.expected}.",
                section.name,
                setting.name,
                nth,
            )
        else:
            values[setting.name] = value
    return values


def _unknown(section: Section, name: str, where: str, is_section: bool) -> str:
    is_section = is_section and not section.name
    what = f"avsnittet [{name}]" if is_section else f"inställningen ”{name}”{where}"
    homes = [other for other in SECTIONS if other is not section and name in {each.name for each in other.settings}]
    if homes and not is_section:
        home = homes[0].written if homes[0].name else "först i filen, före alla avsnitt"
        return f"{what} står på fel ställe: den hör hemma {f'i {home}' if homes[0].name else home}."
    names = [setting.name for setting in section.settings]
    near = get_close_matches(name, names if section.name else [*names, *(each.name for each in SECTIONS)], n=1)
    return f"{what} är {'okänt' if is_section else 'okänd'}.{f' Menas ”{near[0]}”?' if near else ''}"


def toml(value: Any) -> str:
    """A value as it is written in TOML."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return f'"{value}"'
        case list():
            return f"[{', '.join(map(toml, value))}]"
        case date():
            return value.isoformat()
        case dict():
            return f"{{{', '.join(f'{name} = {toml(each)}' for name, each in value.items())}}}"
    return str(value)


def _shown(value: Any) -> str:
    """A value in a sentence, cut short where it is long."""
    said = toml(value)
    return said if len(said) <= 60 else f"{said[:57]}…"


def in_order(faults: Iterable[Fault]) -> list[Fault]:
    """Faults as a reader meets them in the file, those of no line last."""
    return sorted(faults, key=lambda fault: fault.line or 10**9)

"""The page about the programme file, `docs/programfilen.md`, made from what a file may say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rsp_pipeline.programme.file import toml
from rsp_pipeline.programme.setting import Section, Setting

INTRODUCTION = """\
# Programfilen

Allt som skiljer en region från en annan står i en fil: regionens namn, programmets år och prioriterade områden,
nämnden, nätverket och hur ett diarienummer ser ut. Kopiera den medföljande,
`rsp_pipeline/programme/jamtland_harjedalen.toml`, eller exemplet nedan, skriv om den och ange den i `RSP_PROGRAMME`.
Den är en textfil som sparas som UTF-8. Texter står inom raka citattecken, listor inom hakparenteser, och det som följer
på `#` är en anteckning.

Filen prövas varje gång något körs. Allt som inte går att använda sägs på en gång, med rad, inställning, värde och vad
som väntades; då görs ingenting, och slutkoden är 2:

```text
Programfilen /etc/rsp/mitt_lan.toml, rad 6: ”first_year” har värdet "2024" men ska vara ett årtal som 2023, utan
citattecken.
```

Ändras filen räknas allt som beror på den om nästa natt. Ett fastställt år står kvar som det var.

Sidan är skriven ur `rsp_pipeline/programme/declared.py`. Ändra där; `make snapshots` skriver om den.

## En hel fil

Alla inställningar, ifyllda för ett påhittat program.
"""


def document(sections: Iterable[Section]) -> str:
    """The page in Swedish: a whole file, then a table of the settings of each section."""
    listed = list(sections)
    tables = ("\n".join(_section(section)) for section in listed)
    return "\n".join([INTRODUCTION, "```toml", example(listed), "```", "", *tables])


def example(sections: Iterable[Section]) -> str:
    """A programme file that says all it may."""
    return "\n\n".join("\n".join(_example(section)) for section in sections)


def _example(section: Section) -> Iterator[str]:
    if section.name:
        yield section.written
    for setting in section.settings:
        yield f"{setting.name} = {toml(setting.example)}"
    for further in section.further_examples:
        yield f"\n{section.written}"
        yield from (f"{name} = {toml(value)}" for name, value in further.items())


def _section(section: Section) -> Iterator[str]:
    yield f"## {section.written if section.name else 'Först i filen'}\n"
    may = "" if section.is_required else " Får utelämnas."
    yield f"{section.comment}{may}\n"
    yield "| Inställning | Vad den säger | Ska vara | Utelämnad |"
    yield "|---|---|---|---|"
    for setting in section.settings:
        cells = (f"`{setting.name}`", setting.comment, setting.kind.expected, _left_out(setting))
        yield f"| {' | '.join(cells)} |"
    yield ""


def _left_out(setting: Setting) -> str:
    """What is so when a setting is not written."""
    if setting.is_required:
        return "får inte utelämnas"
    return setting.otherwise or f"`{toml(setting.default)}`"

"""A region's first programme file: every setting with its comment, filled in where the county says what it is.

What a person must fill in is marked. What may be left out stands as a comment, to be taken up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Any

from rsp_pipeline.programme.counties import County
from rsp_pipeline.programme.declared import SECTIONS
from rsp_pipeline.programme.file import toml
from rsp_pipeline.programme.load import municipalities_of
from rsp_pipeline.programme.setting import Section, Setting
from rsp_pipeline.swedish import genitive

FILL_IN = "FYLL I"
WIDTH = 100
INTRODUCTION = f"""\
{{genitive}} programfil. Det som är märkt {FILL_IN} ska skrivas eller kontrolleras. En rad som börjar med # och har ett
likhetstecken är en inställning som får utelämnas: ta bort # och skriv det som gäller, och ta då också bort # framför
rubriken som den står under. Allt som filen får säga står i docs/programfilen.md.
"""


def programme_file(county: County) -> str:
    """The file for a county."""
    known = _known(county)
    parts = [_comment(INTRODUCTION.format(genitive=genitive(county.region)))]
    for section in SECTIONS:
        parts += _section(section, known)
    return "\n".join(parts) + "\n"


def _known(county: County) -> dict[tuple[str, str], Any]:
    """What the county says of settings, by section and name; of the others stands the example of the declaration."""
    municipalities = [municipality.name for municipality in municipalities_of(county.code)]
    return {
        ("", "region"): county.region,
        ("", "genitive"): genitive(county.region),
        ("", "short_name"): "…",
        ("", "county_code"): county.code,
        ("", "municipalities"): municipalities,
        ("", "region_is_municipality"): len(municipalities) == 1,
        ("", "diary_no"): FILL_IN,
        ("", "county_board"): f"Länsstyrelsen i {county.county}",
        ("", "collaborates_with"): ["Region …", "Region …"],
        ("", "rests_on"): ["den regionala utvecklingsstrategin (…)"],
        ("background", "drawn_up_with"): ["länets kommuner", f"Länsstyrelsen i {county.county}"],
        ("open_data", "organisation_no"): "0000000000",
        ("open_data", "homepage"): "https://…/",
        ("open_data", "contact"): county.region,
    }


OF_THE_COUNTY = {("", "region"), ("", "genitive"), ("", "county_code"), ("", "county_board")}
"""The settings that are written and need no one's hand."""


def _section(section: Section, known: Mapping[tuple[str, str], Any]) -> Iterator[str]:
    yield f"\n# {'-' * (WIDTH - 2)}"
    yield _comment(section.comment)
    mark = "" if section.is_required else "# "
    if section.name:
        yield f"\n{mark}{section.written}"
    for setting in section.settings:
        yield from _setting(section, setting, known, mark)
    for further in section.further_examples:
        yield f"\n# {FILL_IN}:\n{mark}{section.written}"
        yield from (f"{mark}{name} = {toml(value)}" for name, value in further.items())


def _setting(section: Section, setting: Setting, known: Mapping[tuple[str, str], Any], mark: str) -> Iterator[str]:
    place = section.name, setting.name
    is_written = section.is_required and (setting.is_required or place in OF_THE_COUNTY or setting.name == "holds")
    asks = f"{FILL_IN}: " if is_written and place not in OF_THE_COUNTY else ""
    otherwise = "" if is_written or setting.is_required else f" Utelämnad: {_left_out(setting)}."
    yield "\n" + _comment(f"{asks}{setting.comment}{otherwise}")
    yield f"{mark or ('' if is_written else '# ')}{setting.name} = {toml(known.get(place, setting.example))}"


def _left_out(setting: Setting) -> str:
    return setting.otherwise or toml(setting.default)


def _comment(text: str) -> str:
    return "\n".join(f"# {line}" for line in wrap(text, WIDTH))

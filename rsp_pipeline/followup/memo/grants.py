"""The memo on businesses: the grants decided in the year and the visits, in bullets and sentences."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from rsp_pipeline.followup.document import Block, Bullets, Paragraph, Spans
from rsp_pipeline.followup.memo import activities
from rsp_pipeline.followup.memo.grant_tables import by_form, by_municipality, forms_of, whole
from rsp_pipeline.followup.memo.material import Material, Row
from rsp_pipeline.report.over_time import WHOLE_COUNTY
from rsp_pipeline.swedish import (
    UNKNOWN,
    Gender,
    Noun,
    counted,
    enumeration,
    kommun,
    kronor,
    number,
    pieces,
)

PHYSICAL_VISIT = Noun("fysiskt företagsbesök", "fysiska företagsbesök", Gender.NEUTRUM)
CALL = Noun("telefonsamtal", "telefonsamtal", Gender.NEUTRUM)
ONLINE_MEETING = Noun("digitalt möte", "digitala möten", Gender.NEUTRUM)
VISITORS = {"Kommun": "kommunerna", "Länsstyrelse": "Länsstyrelsen", "Annan": "andra parter"}


def decided(material: Material, area: str) -> tuple[Block, ...]:
    """What the memo says of the grants and visits, and whatever else was done in the area."""
    besides = activities.bullets(material, area)
    return (
        Paragraph((f"{material.in_the_year} beslutade stöd och genomförda företagsbesök:",)),
        Bullets((*(_grant_bullet(material, row) for row in forms_of(material)), _visits_bullet(material))),
        *((Paragraph((f"{material.in_the_year} har nätverket dessutom:",)), Bullets(besides)) if besides else ()),
        Paragraph(_together(material)),
        by_form(material),
    )


def _grant_bullet(material: Material, row: Row) -> Spans:
    form = row["grant_form"]
    if row["n_cases"] is None:
        return (f"{form} {UNKNOWN}",)
    return (
        f"{form} ",
        material.figure(pieces(row["n_cases"]), "S01", grant_form=form),
        ", ",
        material.figure(kronor(row["granted_sek"]), "S02", grant_form=form),
    )


def _visits_bullet(material: Material) -> Spans:
    if not material.is_known("visits"):
        return (f"Antal fysiska företagsbesök {UNKNOWN}",)
    visits = material["visits"][0]["n_physical_visits"]
    counts = {form: _contacts(material, form) for form in ("Telefon", "Digitalt")}
    besides = enumeration(
        [
            counted(counts[form], noun)
            for form, noun in (("Telefon", CALL), ("Digitalt", ONLINE_MEETING))
            if counts[form]
        ]
    )
    together = _visited_together(material, visits)
    return (
        "Antal fysiska företagsbesök ",
        material.figure(pieces(visits), "S18"),
        together,
        f"{'.' if together else ''} Därutöver har {besides} hållits löpande under året." if besides else "",
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


def _visited_together(material: Material, visits: int) -> str:
    """With whom the visits were made: usually, and in some cases."""
    shares = {words: _contacts(material, "Fysiskt", who) for who, words in VISITORS.items()}
    usually = [words for words, count in shares.items() if count * 2 > visits]
    sometimes = [words for words, count in shares.items() if 0 < count * 2 <= visits]
    if usually and sometimes:
        return f", tillsammans med {enumeration(usually)} och i vissa fall även {enumeration(sometimes)}"
    if usually:
        return f", tillsammans med {enumeration(usually)}"
    return f", i vissa fall tillsammans med {enumeration(sometimes)}" if sometimes else ""


def total(material: Material) -> Spans:
    """All grants of the year against the year before, as a sentence."""
    row = whole(material)
    if row is None or row["n_cases"] is None:
        return (material.missing("grants"),)
    against_count = material.count_against(row["n_cases"], row["previous_year_n_cases"])
    if not row["n_cases"]:
        return material.happened("beslutades", "beslutats", material.figure("inga stöd", "S01"), f" ({against_count})")
    return material.happened(
        "beslutades",
        "beslutats",
        material.figure(f"{number(row['n_cases'])} stöd", "S01"),
        f" ({against_count}) om totalt ",
        material.figure(kronor(row["granted_sek"]), "S02"),
        f" ({material.amount_against(row['granted_sek'], row['previous_year_granted_sek'])})",
    )


def visits(material: Material) -> Spans:
    """How many physical visits were made, against the year before, as a sentence."""
    if not material.is_known("visits"):
        return (material.missing("visits"),)
    row = material["visits"][0]
    count, before = row["n_physical_visits"], row["previous_year_n_physical_visits"]
    told = material.figure(counted(count, PHYSICAL_VISIT), "S18")
    return material.happened("gjordes", "gjorts", told, f" ({material.count_against(count, before)})")


def _together(material: Material) -> Spans:
    largest = _largest_changes(material) if material.has_ended else ""
    return (*total(material), f" {largest}" if largest else "", " ", *visits(material))


def _largest_changes(material: Material) -> str:
    """Which form of aid grew and which shrank the most, in kronor."""
    changes: dict[str, Decimal] = {
        row["grant_form"].lower(): row["granted_change_sek"] for row in forms_of(material) if row["granted_change_sek"]
    }
    parts = []
    if grown := max((each for each in changes.items() if each[1] > 0), key=lambda each: each[1], default=None):
        parts.append(f"ökade mest för {grown[0]} ({kronor(grown[1])})")
    if shrunk := min((each for each in changes.items() if each[1] < 0), key=lambda each: each[1], default=None):
        parts.append(f"minskade mest för {shrunk[0]} ({kronor(abs(shrunk[1]))})")
    return f"Beloppet {enumeration(parts)}." if parts else ""


def per_municipality(material: Material) -> tuple[Block, ...]:
    """What was granted in each municipality, in a sentence and a table."""
    named = [row for row in material["by_municipality"] if row["municipality_name"] != WHOLE_COUNTY]
    granted = [row for row in named if row["granted_sek"]]
    blocks: list[Block] = []
    if granted:
        blocks.append(Paragraph(_extremes(material, granted)))
    if none := [row["municipality_name"] for row in named if row["n_cases"] == 0]:
        blocks.append(Paragraph((f"Inga stöd beslutades i {_names(none)}.",)))
    return (*blocks, by_municipality(material))


def _names(names: Sequence[str]) -> str:
    return kommun(names[0]) if len(names) == 1 else enumeration(names)


def _extremes(material: Material, granted: Sequence[Row]) -> Spans:
    largest = max(granted, key=lambda row: row["granted_sek"])
    code = largest["municipality_code"]
    spans: Spans = (
        f"Störst belopp beviljades i {kommun(largest['municipality_name'])}: ",
        material.figure(f"{number(largest['granted_sek'])} kronor", "S02", municipality_code=code),
        ".",
    )
    if not all(row["granted_per_inhabitant_sek"] is not None for row in granted):
        return spans
    densest = max(granted, key=lambda row: row["granted_per_inhabitant_sek"])
    per_inhabitant = f"{number(densest['granted_per_inhabitant_sek'])} kronor"
    return (
        *spans,
        f" Räknat per invånare var beloppet störst i {kommun(densest['municipality_name'])}: ",
        material.figure(per_inhabitant, "M01", municipality_code=densest["municipality_code"]),
        " per invånare.",
    )

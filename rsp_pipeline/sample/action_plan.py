"""The action plan of each year: its efforts with goals, those responsible, and how it went.

Efforts and goals are invented in the manner of an action plan. What was reached is what the other registers tell, but
for one outcome that was written down before the year's last visit.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from rsp_pipeline.programme import Content, Programme
from rsp_pipeline.sample.activities import (
    CITIZENS,
    PROVIDERS,
    PUBLIC_BODIES,
    activities_of,
    area_with,
    other_regions,
)
from rsp_pipeline.sample.files import Row, Tab, write_csv, write_workbook
from rsp_pipeline.sample.outlets import SOT_PUNKT
from rsp_pipeline.sample.targets import COUNTY_OF_THE_FIGURES, last_day, visits_per_form


@dataclass(frozen=True)
class Effort:
    """An effort as it recurs in every year's plan, with the kind of content that its priority area holds.

    Where nobody is told responsible it is the region, and where nobody takes part, other regions.
    """

    effort_id: str
    content: Content
    effort: str
    goal: str
    participants: str
    target_value: int | None = None
    unit: str = ""
    indicator_id: str = ""
    responsible: str = ""


EFFORTS = (
    Effort(
        "M1",
        CITIZENS,
        "Följa upp förändringar i nationella styrmedel",
        "Nätverket yttrar sig över eller för dialog om minst tre förslag som berör servicen i gles- och landsbygd",
        "Kommunerna, Länsstyrelsen",
        3,
        "yttranden och dialoger",
    ),
    Effort(
        "M2",
        CITIZENS,
        "Främja butikernas funktion som nav och mötesplats",
        "Minst två aktiviteter per år tillsammans med kommun eller civilsamhälle",
        "Kommunerna, civilsamhället",
        2,
        "aktiviteter",
    ),
    Effort(
        "M3",
        CITIZENS,
        "Inrätta service- och trygghetspunkter",
        "Länet har minst en SOT-punkt i drift",
        "Länsstyrelsen, civilsamhället",
        1,
        "SOT-punkter",
        "M09",
        "Kommunerna",
    ),
    Effort(
        "S1",
        PROVIDERS,
        "Besluta om stöd till kommersiell service",
        "Hela årets ram är beslutad före årets slut",
        "Kommunerna",
        indicator_id="S22",
    ),
    Effort(
        "S2",
        PROVIDERS,
        "Besöka företag tillsammans med kommunerna",
        "Minst femton fysiska företagsbesök per år",
        "Kommunerna, Länsstyrelsen",
        15,
        "besök",
        "S18",
    ),
    Effort(
        "S3",
        PROVIDERS,
        "Sprida kunskap om stöden bland nuvarande och möjliga servicegivare, och verka för investeringar i "
        "energieffektivisering och annan miljömässig hållbarhet",
        "Minst en informationsinsats per år",
        "Kommunerna",
        1,
        "insatser",
    ),
    Effort(
        "O1",
        PUBLIC_BODIES,
        "Ge processtöd till kommunernas serviceplaner",
        "Minst tre kommuner får processtöd varje år",
        "Kommunerna",
        3,
        "kommuner",
        "O04",
    ),
    Effort(
        "O2",
        PUBLIC_BODIES,
        "Samverka med andra regioner",
        "Minst fyra möten per år, fysiska och digitala",
        "",
        4,
        "möten",
        "O06",
    ),
    Effort(
        "O3",
        PUBLIC_BODIES,
        "Hålla serviceplanerna aktuella",
        "Varje kommun har en gällande serviceplan",
        "Länsstyrelsen",
        indicator_id="O01",
        responsible="Kommunerna",
    ),
)

WITH_OTHERS = "O2"
TOLD_TOO_EARLY = ("S2", 2024)  # the outcome that lacks the year's last visit
WITH_OTHERS_IN_THE_FIGURES = "Samverka med norrlandsregionerna"

CSV_HEADERS = {
    "effort_id": "Insats-ID",
    "year": "År",
    "priority_area": "Prioriterat område",
    "effort": "Insats",
    "goal": "Mål",
    "target_value": "Målvärde",
    "unit": "Enhet",
    "indicator_id": "Nyckeltal",
    "responsible": "Ansvarig",
    "participants": "Medverkande",
    "status": "Status",
    "outcome_value": "Utfall",
    "comment": "Kommentar",
}
WORKBOOK_YEARS = (2025,)
WORKBOOK_HEADERS = {
    "effort_id": "Insatsnr",
    "priority_area": "Område",
    "effort": "Insats",
    "goal": "Uppföljningsbart mål",
    "responsible": "Ansvarig part",
    "participants": "Övriga parter",
    "year": "Verksamhetsår",
    "indicator_id": "Indikator",
    "target_value": "Målvärde",
    "outcome_value": "Resultat",
    "unit": "Måttenhet",
    "status": "Läge",
    "comment": "Anteckning",
}
ASK_AGAIN = "Tas upp på nätverkets nästa möte"


def write_action_plan(into: Path, programme: Programme, year: int, scale: int) -> Path:
    """Write a year's action plan: a csv file, in one year a workbook."""
    reached = _reached(programme, year, scale)
    rows = [_row(effort, programme, year, reached.get(effort.effort_id, 0)) for effort in EFFORTS]
    if year in WORKBOOK_YEARS:
        table: list[Row] = [(f"Handlingsplan {year}",), (programme.title,), (), list(WORKBOOK_HEADERS.values())]
        table += [[row[name] for name in WORKBOOK_HEADERS] for row in rows]
        return write_workbook(into / f"handlingsplan_{year}.xlsx", [Tab("Insatser", table)])
    lines: list[Row] = [list(CSV_HEADERS.values()), *([row[name] for name in CSV_HEADERS] for row in rows)]
    return write_csv(into / f"handlingsplan_{year}.csv", lines)


def _reached(programme: Programme, year: int, scale: int) -> dict[str, int]:
    """What the year came to per effort, as the other registers tell it."""
    has_sot_punkt = programme.county_code == COUNTY_OF_THE_FIGURES and SOT_PUNKT[3] <= last_day(year)
    visits = visits_per_form(programme, year, scale)["Fysiskt"]
    counted = Counter(activity.effort_id for activity in activities_of(programme, year))
    return dict(counted) | {"M3": int(has_sot_punkt), "S2": visits}


def _row(effort: Effort, programme: Programme, year: int, reached: int) -> dict[str, object]:
    row: dict[str, object] = vars(effort) | {"year": year, "comment": ""}
    row["priority_area"] = area_with(programme, effort.content)
    row["responsible"] = effort.responsible or programme.region
    row["participants"] = effort.participants or other_regions(programme)
    if effort.effort_id == WITH_OTHERS and programme.county_code == COUNTY_OF_THE_FIGURES:
        row["effort"] = WITH_OTHERS_IN_THE_FIGURES
    if effort.target_value is None:
        return row | {"target_value": "", "outcome_value": "", "status": "Pågår"}
    row["outcome_value"] = reached - ((effort.effort_id, year) == TOLD_TOO_EARLY)
    if reached >= effort.target_value:
        return row | {"status": "Genomförd"}
    if last_day(year).month < 12:
        return row | {"status": "Pågår" if reached else "Ej påbörjad"}
    return row | {"status": "Försenad", "comment": ASK_AGAIN}

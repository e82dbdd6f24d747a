"""What the network did beside grants and visits: statements, campaigns, meetings, support to the municipalities.

Those of 2025 in Jämtlands län are the ones that Region Jämtland Härjedalens follow-up tells of, on invented days; what
recurs every year is invented.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from rsp_pipeline.programme import Content, Programme
from rsp_pipeline.sample.files import Row, Tab, write_csv, write_workbook
from rsp_pipeline.sample.plans import SITUATIONS
from rsp_pipeline.sample.targets import COUNTY_OF_THE_FIGURES, last_day
from rsp_pipeline.swedish import kommun

CITIZENS, PROVIDERS, PUBLIC_BODIES = Content.CITIZENS, Content.GRANTS_AND_VISITS, Content.PUBLIC_BODIES
OTHER_REGIONS = "Andra regioner"


@dataclass(frozen=True)
class Activity:
    """An activity, with the kind of content that its priority area holds; where no actor is told it is the region."""

    performed_on: date
    content: Content
    kind: str
    title: str
    effort_id: str
    form: str = ""
    reference: str = ""
    actor: str = ""
    municipality: str = ""
    partners: str = ""


FOLLOW_UP_2025 = (
    Activity(
        date(2025, 1, 27),
        CITIZENS,
        "Yttrande",
        "Livsmedelsberedskap i en ny tid",
        "M1",
        reference="SOU 2024:8",
    ),
    Activity(
        date(2025, 2, 20),
        CITIZENS,
        "Dialog",
        "Ett statligt stöd för driftsäkra och robusta posttjänster",
        "M1",
        form="Digitalt",
        reference="FI2024/02072",
        partners="Länsstyrelsen, kommunerna",
    ),
    Activity(
        date(2025, 3, 13),
        CITIZENS,
        "Yttrande",
        "Digital myndighetspost",
        "M1",
        reference="SOU 2024:47",
        actor="Länsstyrelsen Jämtlands län",
    ),
    Activity(
        date(2025, 5, 12),
        CITIZENS,
        "Kampanj",
        "Handla lokalt",
        "M2",
        actor="Krokoms kommun",
        municipality="Krokom",
        partners="Näringslivet",
    ),
    Activity(
        date(2025, 9, 13),
        CITIZENS,
        "Invigning",
        "SOT-punkt Stora Blåsjön",
        "M2",
        form="Fysiskt",
        municipality="Strömsund",
        partners="Kommunen och civilsamhället",
    ),
)
MEETINGS = ((2, 4, "Digitalt"), (4, 15, "Fysiskt"), (6, 3, "Digitalt"), (9, 16, "Fysiskt"), (11, 18, "Digitalt"))
MEETING = "Samverkansmöte med andra regioner"
MEETING_OF_THE_FIGURES = "Samverkansmöte med de fyra norrlandsregionerna"
SUPPORT_FROM = (2, 11)  # the first municipality's month and day; the next ones follow a month apart

CSV_HEADERS = {
    "activity_id": "Aktivitets-ID",
    "performed_on": "Datum",
    "priority_area": "Prioriterat område",
    "kind": "Aktivitetstyp",
    "form": "Form",
    "title": "Rubrik",
    "reference": "Referens",
    "actor": "Aktör",
    "municipality": "Kommun",
    "partners": "Samverkansparter",
    "effort_id": "Insats-ID",
}
WORKBOOK_YEARS = (2026,)
WORKBOOK_HEADERS = {
    "activity_id": "Aktivitetsnr",
    "kind": "Typ av aktivitet",
    "title": "Titel",
    "performed_on": "Genomförd",
    "form": "Mötesform",
    "priority_area": "Område",
    "actor": "Genomförd av",
    "partners": "Medverkande",
    "municipality": "Kommunnamn",
    "reference": "Beteckning",
    "effort_id": "Insatsnr",
}


def activities_of(programme: Programme, year: int) -> list[Activity]:
    """The activities of a year in the order of their days, as far as the sample knows the year."""
    followed_up = FOLLOW_UP_2025 if programme.county_code == COUNTY_OF_THE_FIGURES else ()
    for_citizens = [each for each in followed_up if each.performed_on.year == year] or _for_citizens(year)
    own = [*_meetings(programme, year), *_support(programme, year), _information(year), *for_citizens]
    with_actors = (replace(activity, actor=activity.actor or programme.region) for activity in own)
    return sorted(
        (activity for activity in with_actors if activity.performed_on <= last_day(year)),
        key=lambda activity: (activity.performed_on, activity.title),
    )


def area_with(programme: Programme, content: Content) -> str:
    """The priority area that holds a kind of content, or the first where none does."""
    return programme.area_of(content) or programme.area_names[0]


def other_regions(programme: Programme) -> str:
    """Those that the region collaborates with, as a register has them."""
    return (programme.collaborates_with or (OTHER_REGIONS,))[0]


def _meetings(programme: Programme, year: int) -> Iterable[Activity]:
    is_known = programme.county_code == COUNTY_OF_THE_FIGURES
    for month, day, form in MEETINGS:
        yield Activity(
            date(year, month, day),
            PUBLIC_BODIES,
            "Samverkansmöte",
            MEETING_OF_THE_FIGURES if is_known else MEETING,
            "O2",
            form=form,
            partners=other_regions(programme),
        )


def _support(programme: Programme, year: int) -> Iterable[Activity]:
    """Support to the municipalities whose plans say that they had it."""
    month, day = SUPPORT_FROM
    for turn, municipality in enumerate(programme.municipalities):
        plans = SITUATIONS[turn % len(SITUATIONS)]
        if any(plan.process_support == "ja" for plan in plans):
            yield Activity(
                date(year, month + turn % 10, day),
                PUBLIC_BODIES,
                "Processtöd",
                f"Processtöd till {kommun(municipality.name)} för att ta fram och tillämpa serviceplanen",
                "O1",
                form="Digitalt" if turn % 2 else "Fysiskt",
                municipality=municipality.name,
                partners="Kommunen",
            )


def _for_citizens(year: int) -> list[Activity]:
    """What was done for the citizens in a year of which no follow-up tells."""
    dialogue = Activity(
        date(year, 5, 21), CITIZENS, "Dialog", "Villkoren för ombud i butik", "M1", "Digitalt", partners="Länsstyrelsen"
    )
    campaign = Activity(date(year, 6, 11), CITIZENS, "Kampanj", "Handla hemma i sommar", "M2", partners="Kommunerna")
    return [dialogue, campaign]


def _information(year: int) -> Activity:
    return Activity(
        date(year, 3, 5),
        PROVIDERS,
        "Informationsinsats",
        "Information till handlare om stöd till kommersiell service",
        "S3",
        form="Digitalt",
        partners="Kommunerna, företag",
    )


def write_activities(into: Path, programme: Programme, year: int) -> Path:
    """Write a year's activities: a csv file, in one year a workbook."""
    rows = [
        {"activity_id": f"A{year}-{number:02d}", "priority_area": area_with(programme, activity.content)}
        | vars(activity)
        for number, activity in enumerate(activities_of(programme, year), start=1)
    ]
    if year in WORKBOOK_YEARS:
        table: list[Row] = [(f"Genomförda aktiviteter {year}",), (), list(WORKBOOK_HEADERS.values())]
        table += [[row[name] for name in WORKBOOK_HEADERS] for row in rows]
        return write_workbook(into / f"aktiviteter_{year}.xlsx", [Tab("Aktiviteter", table)])
    lines = [list(CSV_HEADERS.values()), *([row[name] for name in CSV_HEADERS] for row in rows)]
    return write_csv(into / f"aktiviteter_{year}.csv", lines)

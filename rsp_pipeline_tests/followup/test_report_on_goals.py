"""The memo on the action plan: which years have one, and goals whose outcome an indicator measures."""

from pathlib import Path

import pytest

from rsp_pipeline.followup.document import Source
from rsp_pipeline.followup.figures import Figures
from rsp_pipeline.followup.full_report import Material
from rsp_pipeline.followup.full_report.goals import action_plans
from rsp_pipeline.indicators.dimension import MUNICIPALITY
from rsp_pipeline.indicators.visits import S18
from rsp_pipeline_tests.builders import PROGRAMME, delivered, effort, visit
from rsp_pipeline_tests.followup.test_full_report import AS_OF, cells, memo, said


@pytest.mark.parametrize(
    ("years", "said_of_them"),
    [
        ((2023, 2024, 2025), " och har en handlingsplan för varje år till och med 2025"),
        ((2023, 2025), " och har handlingsplaner för 2023 och 2025"),
        ((2024,), " och har en handlingsplan för 2024"),
        ((), ""),
    ],
)
def test_the_years_that_have_an_action_plan_are_told_as_it_is(years: tuple[int, ...], said_of_them: str) -> None:
    known = {"action_plan_years": tuple({"year": year} for year in (*years, 2026))}
    assert action_plans(Material(PROGRAMME, 2025, AS_OF, known, Figures({}))) == said_of_them


def test_an_outcome_is_the_indicators_and_what_the_plan_says_otherwise_is_noted(tmp_path: Path) -> None:
    efforts = [
        effort(Målvärde="2", Utfall="1"),
        effort(Målvärde="1", Utfall="1", Målets_kommun="Berg"),
        effort(Målvärde="2", Utfall="2", Nyckeltal=""),
        effort(Målvärde="", Utfall="", Nyckeltal="S19A"),
    ]
    document = memo(delivered(tmp_path, visits=[visit(), visit(Kommun="Berg")], action_plan=efforts))
    outcomes = [row[3:5] for row in cells(document, "insatser_servicegivare")]
    assert outcomes == [["2", "2"], ["1", "1"], ["2", "2"], ["inget", "100 %"]]
    (table,) = [table for table in document.tables if table.id == "insatser_servicegivare"]
    sources = [row[4].source for row in table.rows]
    assert sources[:3] == [Source(S18, 2025), Source(S18, 2025, (MUNICIPALITY.at("2326"),)), None]
    assert table.note == "Handlingsplanen säger ett annat utfall: 1 för S2. Här står det som registren ger."
    (told,) = said(document, "Handlingsplanens insatser")
    assert told == (
        "Handlingsplanens fyra insatser är pågående. Samtliga tre mål med målvärde är uppnådda. "
        "Måluppfyllelsen är enligt handlingsplanen 67 %."
    )


def test_where_the_register_is_not_delivered_the_outcome_is_what_the_plan_says(tmp_path: Path) -> None:
    document = memo(delivered(tmp_path, action_plan=[effort(), effort(Utfall="")]))
    assert [row[3:5] for row in cells(document, "insatser_servicegivare")] == [["15", "14"], ["15", "uppgift saknas"]]

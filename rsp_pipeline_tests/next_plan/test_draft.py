"""The draft of the next plan: what is suggested and why, a file that is read as any delivery, and years without one."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from rsp_pipeline.next_plan import Drafted, NoDraft, draft_plan
from rsp_pipeline.registers.action_plan import ACTION_PLAN, WHY
from rsp_pipeline.settings import Settings
from rsp_pipeline_tests.builders import GIVEN, effort, grant, outlet, plan, read, settings, visit, write_csv
from rsp_pipeline_tests.sessions import Session, published_session

S2, S3, S4, S5, M1 = ({"Insats-ID": each} for each in ("S2", "S3", "S4", "S5", "M1"))
CITIZENS = {"Prioriterat område": "Medborgare"}


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    raw: Path = tmp_path_factory.mktemp("next_plan")
    efforts = [
        effort(Status="Pågår", Målvärde="", Utfall="", Nyckeltal="", Enhet="", **S2),
        effort(Status="Genomförd", Målvärde="2", **S3),  # two visits were made
        effort(Status="Genomförd", Målvärde="15", **S4),
        effort(Status="Utgår", Målvärde="15", **S5),
        effort(Status="Försenad", Målvärde="3", Utfall="1", Nyckeltal="", Enhet="möten", **CITIZENS, **M1),
    ]
    write_csv(raw, "action_plan/a.csv", efforts)
    write_csv(raw, "outlets/a.csv", [outlet(), outlet(Kommun="Berg", **{"Ställe-ID": "S2", "Namn": "Bua Livs"})])
    write_csv(raw, "grants/a.csv", [grant(**{"Ställe-ID": "S1"}), grant(Ärendenr="2", **{"Ställe-ID": "S2"})])
    seen = [visit(**{"Ställe-ID": "S1"}), visit(Datum="2025-06-01", **{"Besöks-ID": "B2"})]
    write_csv(raw, "visits/a.csv", [*seen, visit(Datum="2024-06-01", Form="Telefon", **{"Besöks-ID": "B3"})])
    plans = [plan(Kommun=each.name, **{"Plan-ID": each.code}) for each in GIVEN.programme.municipalities[1:]]
    plans[0] = {**plans[0], "Gäller till": "2026-06-30"}
    write_csv(raw, "service_plans/a.csv", plans)
    with published_session(raw, 2024, 2025) as made:
        yield made


def of(folder: Path) -> Settings:
    return replace(settings(folder), fixed_day=date(2026, 1, 15))


@pytest.fixture(scope="module")
def drafted(session: Session, tmp_path_factory: pytest.TempPathFactory) -> Drafted:
    return draft_plan(session, of(tmp_path_factory.mktemp("draft")), 2026)


def test_what_went_on_what_was_not_met_and_what_is_new_is_suggested_with_why(drafted: Drafted) -> None:
    last_day = "den 31\u00a0december"
    assert [(each.effort["effort_id"], each.why) for each in drafted.suggested] == [
        ("M1", "Insatsen är försenad i handlingsplanen 2025, och målet är inte nått: 1 av 3 möten."),
        ("S2", "Insatsen pågår i handlingsplanen 2025."),
        ("S4", "Målet är inte nått: 2 av 15 besök."),
        ("NY26-1", "Stöd beviljades 2024 eller 2025, men inget fysiskt besök är registrerat de senaste 24 månaderna."),
        ("NY26-2", f"Ingen serviceplan för Ragunda kommun gäller {last_day} 2025."),
        ("NY26-3", "Serviceplanen för Bräcke kommun löper ut den 30\u00a0juni 2026."),
    ]


def test_visits_are_a_goal_that_the_municipalitys_own_figure_measures(drafted: Drafted) -> None:
    (visits,) = [each.effort for each in drafted.suggested if each.effort["effort_id"] == "NY26-1"]
    assert visits["effort"] == "Besöka ställen i Bergs kommun som fått stöd: Bua Livs"
    assert (visits["target_value"], visits["indicator_id"], visits["municipality_code"]) == (1, "S18", "2326")


def test_the_draft_is_read_as_it_stands_and_its_reasons_are_not_stored(drafted: Drafted, tmp_path: Path) -> None:
    (tmp_path / "action_plan").mkdir()
    shutil.copy(drafted.path, tmp_path / "action_plan")
    reading = read(ACTION_PLAN, tmp_path)
    assert not reading.remarks
    assert reading.quarantine.empty
    stored = reading.accepted.sort_values("source_row")
    assert stored["effort_id"].tolist() == [each.effort["effort_id"] for each in drafted.suggested]
    assert set(stored["year"]) == {2026}
    assert WHY not in stored.columns
    sheet = load_workbook(drafted.path).worksheets[0]
    assert [cell.value for cell in sheet[1]][-1] == WHY
    assert sheet.cell(2, sheet.max_column).value == drafted.suggested[0].why


def test_the_draft_has_the_registers_notes_and_terms(drafted: Drafted) -> None:
    sheet: Any = load_workbook(drafted.path).worksheets[0]
    headers = [cell.value for cell in sheet[1]]
    assert headers == [*(column.header for column in ACTION_PLAN.columns), WHY]
    assert sheet.cell(1, 1).comment.text == "Insatsens identitet. Måste fyllas i."
    assert any("Pågår" in rule.formula1 for rule in sheet.data_validations.dataValidation)


@pytest.mark.parametrize(
    ("year", "why"),
    [
        (2031, "Ett utkast kan göras för åren 2024–2030, inte för 2031."),
        (2023, "Ett utkast kan göras för åren 2024–2030, inte för 2023."),
        (2028, "Ingen handlingsplan är levererad för 2027, så det finns inget att utgå från."),
    ],
)
def test_a_year_that_cannot_be_drafted_is_refused(session: Session, tmp_path: Path, year: int, why: str) -> None:
    with pytest.raises(NoDraft, match=re.escape(why)):
        draft_plan(session, of(tmp_path), year)
    assert not any(tmp_path.iterdir())


def test_a_draft_that_lies_there_is_not_written_over(session: Session, tmp_path: Path) -> None:
    first = draft_plan(session, of(tmp_path), 2026)
    first.path.write_text("arbetat i")
    with pytest.raises(NoDraft, match="finns redan"):
        draft_plan(session, of(tmp_path), 2026)
    assert first.path.read_text() == "arbetat i"

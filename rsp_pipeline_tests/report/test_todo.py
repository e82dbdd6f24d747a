"""Att göra: what stands in the table, how it is sorted, and since when."""

import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from rsp_pipeline.night.night import CORE, COUNTING, run
from rsp_pipeline.night.step import Night, why
from rsp_pipeline.night.todo import TODO_LIST, list_todo
from rsp_pipeline.report.todo import TODO
from rsp_pipeline.report.todo_kinds import GRAVE, QUARANTINE
from rsp_pipeline.settings import Settings
from rsp_pipeline_tests.builders import (
    PROGRAMME,
    TODAY,
    Row,
    contents,
    correction,
    delivered,
    grant,
    plan,
    settings,
    visit,
)

THE_DAY_AFTER = TODAY + timedelta(days=1)
OF_A_VISIT = {"Register": "Företagsbesök", "Nyckel": "B1", "Kolumn": "Kommun", "Rättat värde": "Krokom"}
ACCEPTED: Row = {
    "Regel": "R25", "Post": "grants:x:1", "Avvikelse": "Något", "Skäl": "s", "Godtagen av": "jag",
    "Godtagen den": "2026-01-02",
}  # fmt: skip

Made = list[dict[str, Any]]


def begun_in(year: int, folder: Path) -> Settings:
    return settings(folder, replace(PROGRAMME, first_year=year))


@pytest.fixture
def installation(tmp_path: Path) -> Settings:
    """An installation whose programme begins with the year that goes on."""
    return begun_in(2026, tmp_path)


def of_night(installation: Settings, **registers: list[Row]) -> Made:
    """What there is to do after a night to which some rows were delivered."""
    delivered(installation.raw_dir, **registers)
    run(Night.of(installation), (*CORE, *COUNTING, TODO_LIST))
    rows: Made = Night.of(installation).tables.read(TODO.table).to_pylist()
    return rows


def of_kind(rows: Made, kind: str) -> Made:
    return [row for row in rows if row["kind"] == kind]


def test_each_kind_is_told_with_its_place_its_remedy_and_the_gravest_first(installation: Settings) -> None:
    raw = installation.raw_dir
    delivered(
        raw,
        grants=[grant(Beslutsdatum="2026-03-14", Ansökan_inkom="2026-04-01")],
        visits=[visit(), visit(Datum="i går"), visit(Datum="?")],
        service_plans=[plan(Kommun="Berg", Gäller_till="2025-12-31")],
        corrections=[correction(**OF_A_VISIT, Förväntat_värde="Berg")],
        accepted_findings=[ACCEPTED],
    )
    (raw / "grants" / "b.csv").write_text("hej\n1\n", encoding="utf-8")
    (raw / "grants" / "missiv.pdf").write_bytes(b"%PDF")
    (raw / "texts").mkdir()
    (raw / "texts" / "2026.md").write_text("## Okänd\n\nText.\n", encoding="utf-8")
    rows = of_night(installation)
    assert [row["harm"] for row in rows] == sorted(row["harm"] for row in rows)
    told = {(row["kind"], row["source_file"], row["source_row"]) for row in rows}
    assert told >= {
        ("Avvisad fil", "grants/b.csv", None),
        ("Läses inte", "grants/missiv.pdf", None),
        ("Karantän", "visits/a.csv", 3),
        ("Inaktuell rättelse", "reference/corrections.csv", 2),
        ("Egen text", "texts/2026.md", None),
        ("Ny avvikelse", "grants/a.csv", 2),
        ("Serviceplan har löpt ut", "service_plans/a.csv", 2),
        ("Godtagande utan avvikelse", "reference/accepted_findings.csv", 2),
        ("Register saknas", "payments", None),
        ("Referensuppgift saknas", "reference/targets.csv", None),
    }
    assert all(row["what"] and row["remedy"].endswith(".") and row["since"] == TODAY for row in rows)
    assert len({(row["kind"], row["subject"]) for row in rows}) == len(rows)


def test_a_file_with_a_thousand_rows_in_quarantine_is_one_line_that_counts_them(installation: Settings) -> None:
    (told,) = of_kind(of_night(installation, visits=[visit(Datum="i går", Form="?")] * 1235), QUARANTINE)
    assert (told["source_row"], told["harm"]) == (2, GRAVE)
    assert told["what"].startswith("visits/a.csv, rad 2, kolumnen ”")
    assert told["what"].endswith("Och 1\u00a0234 rader i filen till.")


def test_what_was_there_the_night_before_keeps_its_day_though_it_grows(installation: Settings) -> None:
    tomorrow = replace(installation, fixed_day=THE_DAY_AFTER)
    of_night(installation, visits=[visit(Datum="i går")])
    folder = installation.raw_dir / "visits"
    shutil.copy(folder / "a.csv", folder / "b.csv")
    rows = of_night(tomorrow, visits=[visit(Datum="i går"), visit(Datum="i förrgår")])
    since = {row["source_file"]: row["since"] for row in of_kind(rows, QUARANTINE)}
    assert since == {"visits/a.csv": TODAY, "visits/b.csv": THE_DAY_AFTER}


def test_what_was_mended_and_comes_back_begins_anew(installation: Settings) -> None:
    for day, cell in enumerate(("i går", "2026-02-03", "i går")):
        rows = of_night(replace(installation, fixed_day=TODAY + timedelta(days=day)), visits=[visit(Datum=cell)])
    (told,) = of_kind(rows, QUARANTINE)
    assert told["since"] == TODAY + timedelta(days=2)


def test_a_damaged_table_is_made_anew_with_the_day_it_is(installation: Settings) -> None:
    of_night(installation, visits=[visit(Datum="i går")])
    (path,) = Night.of(installation).tables.paths(TODO.table)
    path.write_bytes(b"PAR1")
    (told,) = of_kind(of_night(replace(installation, fixed_day=THE_DAY_AFTER)), QUARANTINE)
    assert told["since"] == THE_DAY_AFTER


def of_plans(installation: Settings, *plans: Row) -> list[str]:
    rows = of_night(installation, service_plans=[*plans])
    return [row["kind"] for row in rows if row["kind"].startswith("Serviceplan")]


@pytest.mark.parametrize(
    ("last_day", "told"),
    [
        (date(2027, 5, 2), []),  # today is the first of November 2026
        (date(2027, 5, 1), ["Serviceplan löper ut"]),
        (TODAY, ["Serviceplan löper ut"]),
        (TODAY - timedelta(days=1), ["Serviceplan har löpt ut"]),
    ],
)
def test_a_plan_is_told_from_six_months_before_its_last_day(
    installation: Settings, last_day: date, told: list[str]
) -> None:
    assert of_plans(installation, plan(Gäller_till=last_day)) == told


def test_a_plan_that_has_a_successor_is_not_told(installation: Settings) -> None:
    assert not of_plans(installation, plan(Gäller_till="2026-06-30"), plan(Gäller_till="2029-12-31"))


def test_the_step_is_made_again_on_the_day_that_something_begins_to_be_to_do(installation: Settings) -> None:
    of_plans(installation, plan(Gäller_till="2027-05-11"))

    def stands_on(day: date) -> bool:
        return not why(TODO_LIST, Night.of(replace(installation, fixed_day=day)))

    assert [stands_on(TODAY + timedelta(days=days)) for days in (1, 9, 10)] == [True, True, False]


def test_a_year_without_rows_of_a_register_is_told_until_it_is_approved(tmp_path: Path) -> None:
    installation = begun_in(2025, tmp_path)
    rows = of_night(installation, visits=[visit(Datum="2026-02-03")])
    (told,) = (row for row in rows if row["subject"] == "visits:2025")
    assert told["what"] == "Företagsbesök saknas för 2025."
    (installation.published_file.parent / "approved" / "2025" / "v1").mkdir(parents=True)
    assert told["subject"] not in list_todo(Night.of(installation))["subject"].to_pylist()


def test_population_is_missed_for_ended_years_alone(tmp_path: Path) -> None:
    installation = begun_in(2024, tmp_path)
    of_2024 = {"Kommun": "2303", "Datum": "2024-12-31", "Folkmängd": 5000}
    rows = of_night(installation, population=[of_2024])
    missed = [row["what"] for row in rows if row["source_file"] == "reference/population.csv"]
    assert missed == ["Folkmängd saknas för 2025."]


def test_the_same_night_again_gives_the_same_bytes(installation: Settings) -> None:
    of_night(installation, visits=[visit(Datum="i går")])
    before = contents(installation.tables_dir)
    run(Night.of(installation, anew=True), (TODO_LIST,))
    assert contents(installation.tables_dir) == before

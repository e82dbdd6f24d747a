"""Att göra: what stands in the table, how it is sorted, and since when."""

from collections.abc import Callable
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
from rsp_pipeline_tests.builders import TODAY, Row, contents, grant, plan, settings, visit, write_csv, write_population

THE_DAY_AFTER = TODAY + timedelta(days=1)
CORRECTION: Row = {
    "Register": "Företagsbesök", "Nyckel": "B1", "Kolumn": "Kommun", "Förväntat värde": "Berg",
    "Rättat värde": "Krokom", "Skäl": "prov", "Vem": "jag", "När": "2025-01-01",
}  # fmt: skip

Made = list[dict[str, Any]]


@pytest.fixture
def installation(tmp_path: Path) -> Settings:
    """An installation in which all is delivered for its one year, and nothing waits."""
    made = settings(tmp_path)
    return replace(made, programme=replace(made.programme, first_year=2026))


def of_night(installation: Settings) -> Made:
    run(Night.of(installation), (*CORE, *COUNTING, TODO_LIST))
    rows: Made = Night.of(installation).tables.read(TODO.table).to_pylist()
    return rows


def of_kind(rows: Made, kind: str) -> Made:
    return [row for row in rows if row["kind"] == kind]


def test_each_kind_is_told_with_its_place_its_remedy_and_the_gravest_first(installation: Settings) -> None:
    raw = installation.raw_dir
    write_csv(raw, "grants/a.csv", [grant(Beslutsdatum="2026-03-14", Ansökan_inkom="2026-04-01")])
    (raw / "grants" / "b.csv").write_text("hej\n1\n", encoding="utf-8")
    (raw / "grants" / "missiv.pdf").write_bytes(b"%PDF")
    write_csv(raw, "visits/a.csv", [visit(), visit(**{"Besöks-ID": "B2"}, Datum="i går"), visit(Datum="?")])
    write_csv(raw, "service_plans/a.csv", [plan(Kommun="Berg", **{"Gäller till": "2025-12-31"})])
    write_csv(raw, "reference/corrections.csv", [CORRECTION])
    accepted = {"Regel": "R25", "Post": "grants:x:1", "Avvikelse": "Något", "Skäl": "s", "Godtagen av": "jag"}
    write_csv(raw, "reference/accepted_findings.csv", [{**accepted, "Godtagen den": "2026-01-02"}])
    write_csv(raw, "texts/2026.md", [])
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
    rows = [visit(**{"Besöks-ID": f"B{number}"}, Datum="i går", Form="?") for number in range(1235)]
    write_csv(installation.raw_dir, "visits/a.csv", rows)
    (told,) = of_kind(of_night(installation), QUARANTINE)
    assert (told["source_row"], told["harm"]) == (2, GRAVE)
    assert told["what"].startswith("visits/a.csv, rad 2, kolumnen ”")
    assert told["what"].endswith("Och 1\u00a0234 rader i filen till.")


def test_what_was_there_the_night_before_keeps_its_day_though_it_grows(installation: Settings) -> None:
    raw, tomorrow = installation.raw_dir, replace(installation, fixed_day=THE_DAY_AFTER)
    write_csv(raw, "visits/a.csv", [visit(Datum="i går")])
    of_night(installation)
    write_csv(raw, "visits/a.csv", [visit(Datum="i går"), visit(Datum="i förrgår")])
    write_csv(raw, "visits/b.csv", [visit(Datum="?")])
    since = {row["source_file"]: row["since"] for row in of_kind(of_night(tomorrow), QUARANTINE)}
    assert since == {"visits/a.csv": TODAY, "visits/b.csv": THE_DAY_AFTER}


def test_what_was_mended_and_comes_back_begins_anew(installation: Settings) -> None:
    for day, cell in enumerate(("i går", "2026-02-03", "i går")):
        write_csv(installation.raw_dir, "visits/a.csv", [visit(Datum=cell)])
        rows = of_night(replace(installation, fixed_day=TODAY + timedelta(days=day)))
    (told,) = of_kind(rows, QUARANTINE)
    assert told["since"] == TODAY + timedelta(days=2)


def test_a_damaged_table_is_made_anew_with_the_day_it_is(installation: Settings) -> None:
    write_csv(installation.raw_dir, "visits/a.csv", [visit(Datum="i går")])
    of_night(installation)
    (path,) = Night.of(installation).tables.paths(TODO.table)
    path.write_bytes(b"PAR1")
    (told,) = of_kind(of_night(replace(installation, fixed_day=THE_DAY_AFTER)), QUARANTINE)
    assert told["since"] == THE_DAY_AFTER


def ending(installation: Settings, last_day: date) -> list[str]:
    write_csv(installation.raw_dir, "service_plans/a.csv", [plan(**{"Gäller till": last_day.isoformat()})])
    return [row["kind"] for row in of_night(installation) if row["kind"].startswith("Serviceplan")]


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
    assert ending(installation, last_day) == told


def test_a_plan_that_has_a_successor_is_not_told(installation: Settings) -> None:
    plans = [plan(**{"Gäller till": "2026-06-30"}), plan(**{"Plan-ID": "P2", "Gäller till": "2029-12-31"})]
    write_csv(installation.raw_dir, "service_plans/a.csv", plans)
    assert not [row for row in of_night(installation) if row["kind"].startswith("Serviceplan")]


def test_the_step_is_made_again_on_the_day_that_something_begins_to_be_to_do(installation: Settings) -> None:
    ending(installation, date(2027, 5, 11))

    def stands_on(day: date) -> bool:
        return not why(TODO_LIST, Night.of(replace(installation, fixed_day=day)))

    assert [stands_on(TODAY + timedelta(days=days)) for days in (1, 9, 10)] == [True, True, False]


def test_a_year_without_rows_of_a_register_is_told_until_it_is_approved(tmp_path: Path) -> None:
    installation = replace(settings(tmp_path), programme=replace(settings(tmp_path).programme, first_year=2025))
    write_csv(installation.raw_dir, "visits/a.csv", [visit(Datum="2026-02-03")])
    told: Callable[[Made], list[str]] = lambda rows: [row["what"] for row in rows if row["subject"] == "visits:2025"]  # noqa: E731
    assert told(of_night(installation)) == ["Företagsbesök saknas för 2025."]
    (installation.published_file.parent / "approved" / "2025" / "v1").mkdir(parents=True)
    assert told(list_todo(Night.of(installation)).to_pylist()) == []


def test_population_is_missed_for_ended_years_alone(tmp_path: Path) -> None:
    installation = replace(settings(tmp_path), programme=replace(settings(tmp_path).programme, first_year=2024))
    write_population(installation.raw_dir, {"2303": 5000}, year=2024)
    missed = [row["what"] for row in of_night(installation) if row["source_file"] == "reference/population.csv"]
    assert missed == ["Folkmängd saknas för 2025."]


def test_the_same_night_again_gives_the_same_bytes(installation: Settings) -> None:
    write_csv(installation.raw_dir, "visits/a.csv", [visit(Datum="i går")])
    of_night(installation)
    before = contents(installation.tables_dir)
    run(Night.of(installation, anew=True), (TODO_LIST,))
    assert contents(installation.tables_dir) == before

"""What the overview says, and that it lists whatever lies in the years' folders."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from rsp_pipeline.followup.document import Block, Table
from rsp_pipeline.followup.figures import Figures
from rsp_pipeline.followup.overview import compose
from rsp_pipeline.followup.overview.comparison import comparison
from rsp_pipeline.followup.overview.folder import names_in, of_programme, papers
from rsp_pipeline.followup.overview.material import QUERIES, Material
from rsp_pipeline.followup.overview.waiting import Waiting, waiting
from rsp_pipeline_tests.builders import PROGRAMME
from rsp_pipeline_tests.followup.test_full_report import sentences, shown

BUILT = {"today": date(2026, 6, 15), "previous_built_at": datetime(2026, 6, 14, 2)}  # noqa: DTZ001
YEARS = ({"year": 2025, "has_ended": True}, {"year": 2026, "has_ended": False})


def material(**rows: Any) -> Material:
    told = {"build": (BUILT,), "years": YEARS, **rows}
    return Material({name: told.get(name, ()) for name in QUERIES}, Figures({}))


def said(blocks: tuple[Block, ...]) -> list[str]:
    """Sentences, and the rows of tables, each on a line with ordinary spaces."""
    lines = []
    for block in blocks:
        lines += [" | ".join(row) for row in shown(block)] if isinstance(block, Table) else sentences([block])
    return lines


def change(old: str | None, new: str | None, indicator: str = "S02") -> dict[str, Any]:
    values = {name: value and Decimal(value) for name, value in (("old_value", old), ("new_value", new))}
    return {"indicator_id": indicator, "year": 2025, "old_status": "slutlig", "new_status": "slutlig", **values}


def test_a_year_goes_on_or_has_ended_or_is_approved_by_a_decision() -> None:
    decision = {"year": 2025, "version": 1, "diary_no": "RUN/1/2026", "paragraph": 45, "decided_on": date(2026, 3, 24)}
    assert compose.status(material(), PROGRAMME, 2026) == "Preliminär, för året pågår"
    assert compose.status(material(), PROGRAMME, 2025) == "Inte fastställd än"
    approved = "Fastställd av Regionala utvecklingsnämnden den 24\u00a0mars 2026, § 45 (RUN/1/2026)"
    assert compose.status(material(approvals=(decision,)), PROGRAMME, 2025) == approved
    revised = material(approvals=({**decision, "version": 2},))
    assert compose.status(revised, PROGRAMME, 2025) == f"{approved}, version 2"


def test_nothing_changed_is_said() -> None:
    assert said(compose.changes(material())) == ["Jämfört med databasen från den 14 juni 2026: inget har ändrats."]
    first = material(build=({**BUILT, "previous_built_at": None},))
    assert said(compose.changes(first)) == [compose.FIRST]


def test_a_change_is_told_before_and_after_with_decimals_that_tell_them_apart() -> None:
    changed = (change("100", "50.5"), change("82.01", "82.49", "S05"), change(None, "1", "X99"))
    assert said(compose.changes(material(changes=changed)))[1:-1] == [
        "Beviljat belopp, kronor | 2025 | 100 | 51",
        "Utbetalningsgrad | 2025 | 82,0 % | 82,5 %",
        "X99 | 2025 | uppgift saknas | 1",
    ]


def test_of_many_changes_the_first_are_told_and_the_rest_counted() -> None:
    _, table, _ = compose.changes(material(changes=tuple(change("1", "2") for _ in range(23))))
    assert isinstance(table, Table)
    assert len(table.rows) == compose.MOST_TOLD
    assert table.note == "Och 3\u00a0siffror till."


def test_changes_of_parts_statuses_and_rows_are_counted() -> None:
    parts = ({"year": 2025, "n_figures": 1},)
    statuses = ({"year": 2025, "old_status": "preliminär", "new_status": "slutlig", "n_figures": 7},)
    rows = tuple({"register": "grants", "change": change, "n_rows": n} for change, n in (("ny", 2), ("ändrad", 1)))
    found = compose.changes(material(changes_of_parts=parts, changes_of_status=statuses, changes_of_rows=rows))
    assert said(found)[1:-1] == [
        "2025: 1 siffra för delar av länet har ändrats.",
        "2025: status för 7 siffror är nu slutlig, tidigare preliminär.",
        "Stödbeslut: 2 nya rader och 1 ändrad rad.",
    ]


def test_whatever_lies_in_a_year_is_listed_by_its_title_and_formats(tmp_path: Path) -> None:
    for name in (
        "2025/uppfoljning-2025.html",
        "2025/uppfoljning-2025.docx",
        "2025/tjansteskrivelse-2025.docx",
        "2025/egen fil.odt",
        "2025/dokument.json",
        "2025/kommuner/2326-berg.html",
        "2025/diagram/beviljat_karta.png",
        "2025/bilder/foto.jpg",
        "2024/uppfoljning-2024.html",
        "instrumentpanel.html",
        "index.html",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    names = names_in(tmp_path)
    assert "instrumentpanel.html" in names
    assert not {"index.html", "2025/dokument.json"} & {*names}
    found = papers(names, 2025, of_programme(PROGRAMME, 2025))
    assert [(paper.title, [link.text for link in paper.formats]) for paper in found.papers] == [
        ("Tjänsteskrivelse 2025", ["Word"]),
        ("Uppföljning 2025", ["webbsida", "Word"]),
        ("egen fil", ["odt"]),
    ]
    groups = {group.title: [paper.title for paper in group.papers] for group in found.groups}
    assert groups == {
        "Diagram": ["Beviljat belopp per invånare i kommunerna 2025"],
        "Faktablad per kommun": ["Berg"],
        "bilder": ["foto"],
    }
    hrefs = [paper.formats[0].href for paper in found.papers[1:]]
    assert hrefs == ["2025/uppfoljning-2025.html", "2025/egen%20fil.odt"]


def test_own_figures_stand_beside_those_of_other_regions_where_any_are_given() -> None:
    assert comparison(material(), PROGRAMME) is None
    given = [
        {"county_code": county, "year": 2025, "indicator_id": id_, "value": Decimal(value), "source": "Uppföljning"}
        for county, id_, value in (("24", "M01", "80.1"), ("25", "S18", "30"), ("25", "X99", "1"))
    ]
    own = Figures({("M01", 2025, frozenset()): Decimal("103.04"), ("S18", 2025, frozenset()): None})
    table = comparison(replace(material(other_regions=tuple(given)), figures=own), PROGRAMME)
    assert table is not None
    regions = [PROGRAMME.region, "Region Västerbotten", "Region Norrbotten"]
    assert [column.header for column in table.columns][2:] == regions
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Stöd per invånare, kronor", "2025", "103,0", "80,1", "uppgift saknas"],
        ["Fysiska företagsbesök", "2025", "uppgift saknas", "uppgift saknas", "30"],
    ]
    assert table.note == "Källor: Uppföljning."


def to_do(harm: int, kind: str, what: str = "Något är fel.", **where: Any) -> dict[str, Any]:
    place = {"source_file": None, "source_sheet": None, "source_row": None} | where
    return {"harm": harm, "kind": kind, "what": what, "since": date(2026, 6, 1), "remedy": "Rätta det.", **place}


def test_what_there_is_to_do_is_told_with_the_grave_apart() -> None:
    rows = (
        to_do(1, "Avvisad fil", "grants/a.csv. Filen är tom.", source_file="grants/a.csv"),
        to_do(3, "Ny avvikelse", source_file="grants/b.xlsx", source_sheet="Blad1", source_row=7),
    )
    found = waiting(material(todo=rows))
    assert found.told == "2\u00a0saker, varav 1 gör att något inte räknas med."
    assert found.grave and found.rest
    assert said((found.grave,)) == ["Avvisad fil | grants/a.csv. Filen är tom. |  | 2026-06-01 | Rätta det."]
    assert said((found.rest,)) == [
        "Ny avvikelse | Något är fel. | grants/b.xlsx, blad ”Blad1”, rad 7 | 2026-06-01 | Rätta det."
    ]


def test_nothing_to_do_is_said_and_a_personal_number_in_what_is_quoted_is_masked() -> None:
    assert waiting(material()) == Waiting("Inget att göra.", None, None)
    found = waiting(material(todo=(to_do(2, "Karantän", "värdet ”811218-9876” är inget belopp."),)))
    assert found.grave and "811218" not in said((found.grave,))[0]


def test_of_a_long_list_the_first_are_told_and_the_rest_counted() -> None:
    found = waiting(material(todo=tuple(to_do(1, "Avvisad fil") for _ in range(103))))
    assert found.grave
    assert (len(found.grave.rows), found.grave.note) == (100, "Och 3\u00a0saker till.")

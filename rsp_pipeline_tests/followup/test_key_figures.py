from pathlib import Path

from rsp_pipeline.followup import key_figures
from rsp_pipeline.followup.figures import Figures
from rsp_pipeline.indicators import INDICATORS
from rsp_pipeline.indicators.engine import evaluate
from rsp_pipeline.programme import GrantLines
from rsp_pipeline_tests.builders import Row, delivered, grant, visit
from rsp_pipeline_tests.sessions import core_session


def figures(raw: Path, year: int = 2025, **registers: list[Row]) -> Figures:
    return Figures.of(evaluate(core_session(delivered(raw, **registers)), INDICATORS, (year,)).to_pylist())


def bullets(raw: Path, year: int = 2025, **registers: list[Row]) -> list[str]:
    return key_figures.bullets(figures(raw, year, **registers), year, GrantLines())


def test_the_bullets_are_worded_and_ordered_as_in_the_memo(tmp_path: Path) -> None:
    grants = [grant(Belopp="1 234 567,00"), grant(Belopp="0,50")]
    assert bullets(tmp_path, grants=grants, visits=[visit()]) == [
        "Hemsändning 0\u00a0st., 0\u00a0kronor",
        "Servicebidrag 0\u00a0st., 0\u00a0kronor",
        "Investeringsbidrag 0\u00a0st., 0\u00a0kronor",
        "Särskilt driftstöd 2\u00a0st., 1\u00a0234\u00a0567,50\u00a0kronor",
        "Antal fysiska företagsbesök 1\u00a0st.",
    ]


def test_what_was_not_delivered_is_said_to_be_missing(tmp_path: Path) -> None:
    assert bullets(tmp_path) == ["Uppgift saknas: varken stödbeslut eller företagsbesök har levererats"]
    first, *_, last = bullets(tmp_path, visits=[visit()])
    assert (first, last) == ("Hemsändning uppgift saknas", "Antal fysiska företagsbesök 1\u00a0st.")


def test_a_form_of_aid_that_has_ended_is_told_for_the_years_it_existed(tmp_path: Path) -> None:
    ended = grant(Beslutsdatum="2023-01-02", Typ_av_stöd="Korrosionsskydd")
    assert "Korrosionsskydd 1\u00a0st., 100\u00a0000\u00a0kronor" in bullets(tmp_path, 2023, grants=[ended])


def test_the_page_has_a_heading_and_a_list(tmp_path: Path) -> None:
    page = key_figures.document(figures(tmp_path, grants=[grant()]), 2025, GrantLines())
    assert page.startswith("# Uppföljning 2025\n\n- Hemsändning")
    assert page.endswith("uppgift saknas\n")

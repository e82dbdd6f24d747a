from pathlib import Path

from rsp_pipeline.followup import key_figures
from rsp_pipeline.followup.figures import Figures
from rsp_pipeline.indicators import INDICATORS
from rsp_pipeline.indicators.engine import evaluate
from rsp_pipeline.programme import GrantLines
from rsp_pipeline_tests.builders import core_session, grant, visit, write_csv

LINES = GrantLines()


def figures(raw: Path, *years: int) -> Figures:
    return Figures.of(evaluate(core_session(raw), INDICATORS, years).to_pylist())


def test_the_bullets_are_worded_and_ordered_as_in_the_memo(tmp_path: Path) -> None:
    write_csv(tmp_path, "grants/a.csv", [grant(Belopp="1 234 567,00"), grant(Ärendenr="2", Belopp="0,50")])
    write_csv(tmp_path, "visits/a.csv", [visit()])
    assert key_figures.bullets(figures(tmp_path, 2025), 2025, LINES) == [
        "Hemsändning 0\u00a0st., 0\u00a0kronor",
        "Servicebidrag 0\u00a0st., 0\u00a0kronor",
        "Investeringsbidrag 0\u00a0st., 0\u00a0kronor",
        "Särskilt driftstöd 2\u00a0st., 1\u00a0234\u00a0567,50\u00a0kronor",
        "Antal fysiska företagsbesök 1\u00a0st.",
    ]


def test_what_was_not_delivered_is_said_to_be_missing(tmp_path: Path) -> None:
    nothing = ["Uppgift saknas: varken stödbeslut eller företagsbesök har levererats"]
    assert key_figures.bullets(figures(tmp_path, 2025), 2025, LINES) == nothing
    write_csv(tmp_path, "visits/a.csv", [visit()])
    bullets = key_figures.bullets(figures(tmp_path, 2025), 2025, LINES)
    assert bullets[0] == "Hemsändning uppgift saknas"
    assert bullets[-1] == "Antal fysiska företagsbesök 1\u00a0st."


def test_a_form_of_aid_that_has_ended_is_told_for_the_years_it_existed(tmp_path: Path) -> None:
    write_csv(tmp_path, "grants/a.csv", [grant(Beslutsdatum="2023-01-02", Typ_av_stöd="Korrosionsskydd")])
    assert "Korrosionsskydd 1\u00a0st., 100\u00a0000\u00a0kronor" in key_figures.bullets(
        figures(tmp_path, 2023), 2023, LINES
    )


def test_the_page_has_a_heading_and_a_list(tmp_path: Path) -> None:
    write_csv(tmp_path, "grants/a.csv", [grant()])
    page = key_figures.document(figures(tmp_path, 2025), 2025, LINES)
    assert page.startswith("# Uppföljning 2025\n\n- Hemsändning")
    assert page.endswith("uppgift saknas\n")

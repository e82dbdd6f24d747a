"""Outlets: which one a row concerns when it tells an identity, only a name, or nothing."""

from pathlib import Path

from rsp_pipeline_tests.builders import Row, grant, outlet, visit
from rsp_pipeline_tests.derived.asking import asked

Match = tuple[str, str, str]
RIPAN = outlet(**{"Ställe-ID": "S1", "Namn": "Ripan Livs"})


def matches(raw: Path, outlets: list[Row], visited: Row) -> list[Match]:
    query = "SELECT record_id, outlet_id, matched_by FROM core.outlet_matches ORDER BY ALL"
    return asked(raw, query, outlets=outlets, visits=[visited])


def test_a_told_identity_counts_whatever_the_name(tmp_path: Path) -> None:
    found = matches(tmp_path, [RIPAN], visit(Butik="Nya Ripan", **{"Ställe-ID": "S1"}))
    assert found == [("visits:B1", "S1", "id")]


def test_a_name_counts_when_one_outlet_of_the_municipality_is_called_so(tmp_path: Path) -> None:
    elsewhere = outlet(Kommun="Berg", **{"Ställe-ID": "S2", "Namn": "Ripan Livs"})
    assert matches(tmp_path, [RIPAN, elsewhere], visit(Butik=" RIPAN LIVS")) == [("visits:B1", "S1", "name")]


def test_a_name_that_two_outlets_of_the_municipality_share_leads_to_none(tmp_path: Path) -> None:
    other = outlet(**{"Ställe-ID": "S2", "Namn": "Ripan livs"})
    assert matches(tmp_path, [RIPAN, other], visit(Butik="Ripan Livs")) == []


def test_an_identity_that_no_outlet_has_leads_to_none_even_if_the_name_does(tmp_path: Path) -> None:
    assert matches(tmp_path, [RIPAN], visit(Butik="Ripan Livs", **{"Ställe-ID": "S9"})) == []


def test_decisions_are_matched_as_visits_are(tmp_path: Path) -> None:
    query = "SELECT register, record_id, outlet_id FROM core.outlet_matches"
    found = asked(tmp_path, query, outlets=[RIPAN], grants=[grant(Kommun="Åre", Butik="Ripan Livs")])
    assert found == [("grants", "grants:2025-1:1", "S1")]

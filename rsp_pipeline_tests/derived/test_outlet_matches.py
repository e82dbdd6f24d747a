"""Outlets: which one a row concerns when it tells an identity, only a name, or nothing."""

from pathlib import Path

from rsp_pipeline_tests.builders import Row, core_session, grant, outlet, visit, write_csv

Match = tuple[str, str, str]
RIPAN = outlet(**{"Ställe-ID": "S1", "Namn": "Ripan Livs"})


def matches(raw: Path, outlets: list[Row], *visits: Row) -> list[Match]:
    write_csv(raw, "outlets/a.csv", outlets)
    write_csv(raw, "visits/a.csv", visits)
    query = "SELECT record_id, outlet_id, matched_by FROM core.outlet_matches ORDER BY ALL"
    return core_session(raw).execute(query).fetchall()


def test_a_told_identity_counts_whatever_the_name(tmp_path: Path) -> None:
    found = matches(tmp_path, [RIPAN], visit(Butik="Nya Ripan", **{"Ställe-ID": "S1"}))
    assert found == [("visits:B1", "S1", "id")]


def test_a_name_counts_when_one_outlet_of_the_municipality_is_called_so(tmp_path: Path) -> None:
    elsewhere = outlet(Kommun="Berg", **{"Ställe-ID": "S2", "Namn": "Ripan Livs"})
    assert matches(tmp_path, [RIPAN, elsewhere], visit(Butik=" RIPAN LIVS")) == [("visits:B1", "S1", "name")]


def test_a_name_that_two_outlets_of_the_municipality_share_leads_to_none(tmp_path: Path) -> None:
    assert (
        matches(tmp_path, [RIPAN, outlet(**{"Ställe-ID": "S2", "Namn": "Ripan livs"})], visit(Butik="Ripan Livs")) == []
    )


def test_an_identity_that_no_outlet_has_leads_to_none_even_if_the_name_does(tmp_path: Path) -> None:
    assert matches(tmp_path, [RIPAN], visit(Butik="Ripan Livs", **{"Ställe-ID": "S9"})) == []


def test_decisions_are_matched_as_visits_are(tmp_path: Path) -> None:
    write_csv(tmp_path, "outlets/a.csv", [RIPAN])
    write_csv(tmp_path, "grants/a.csv", [grant(Kommun="Åre", Butik="Ripan Livs")])
    found = core_session(tmp_path).sql("SELECT register, record_id, outlet_id FROM core.outlet_matches").fetchall()
    assert found == [("grants", "grants:2025-1:1", "S1")]

from rsp_pipeline.followup.document import Source
from rsp_pipeline.followup.documents.origins import Place, anchor
from rsp_pipeline.indicators.dimension import GRANT_FORM
from rsp_pipeline.indicators.grants import S01, S02
from rsp_pipeline_tests.followup.editions import sample


def test_runs_of_rows_are_told_by_their_ends() -> None:
    assert Place("f", "", (2, 3, 4, 9, 11, 12)).row_ranges == "2–4, 9, 11–12"


def test_an_anchor_is_made_of_plain_letters() -> None:
    source = Source(S02, 2025, (GRANT_FORM.at("Särskilt driftstöd"),))
    assert anchor(source) == "rader-s02-2025-sarskilt-driftstod"


def test_every_figure_has_an_anchor_of_its_own() -> None:
    anchors = [origin.anchor for origin in sample()[0].origins]
    assert len(anchors) == len(set(anchors)) > 40


def test_the_memos_bullets_rest_on_as_many_rows_as_they_say() -> None:
    counted = {
        member.name: sum(len(place.source_rows) for place in origin.places)
        for origin in sample()[0].origins
        for member in origin.source.members
        if origin.source.indicator is S01 and member.dimension is GRANT_FORM
    }
    assert counted == {"Hemsändning": 8, "Servicebidrag": 4, "Investeringsbidrag": 23, "Särskilt driftstöd": 21}


def test_where_a_municipalitys_figure_comes_from_is_told_by_its_name() -> None:
    told = {origin.wording for origin in sample()[0].origins}
    assert "S02 Beviljat belopp 2025, kommun Åre" in told
    assert "S02 Beviljat belopp 2025, hela länet" in told

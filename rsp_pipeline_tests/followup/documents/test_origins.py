import duckdb
import pytest

from rsp_pipeline.followup.document import Source
from rsp_pipeline.followup.documents.origins import SHOWN_ROWS, Origin, Place, anchor, first_rows, origins
from rsp_pipeline.followup.documents.page import page
from rsp_pipeline.indicators.dimension import GRANT_FORM, MUNICIPALITY, SERVICE
from rsp_pipeline.indicators.grants import S01, S02
from rsp_pipeline.indicators.outlets import M10
from rsp_pipeline_tests.builders import delivered, grant, outlet, write_csv, write_workbook
from rsp_pipeline_tests.followup.editions import sample
from rsp_pipeline_tests.sessions import published_session

TOWNS = ("Åre", "Berg", "Krokom")
SOURCES = [
    *(Source(indicator, year) for indicator in (S01, S02, M10) for year in (2024, 2025)),
    *(Source(S02, year, (MUNICIPALITY.at(code),)) for year in (2024, 2025) for code in ("2321", "2326", "2303")),
    Source(S01, 2025, (GRANT_FORM.at("Särskilt driftstöd"),)),
    Source(S01, 2025, (MUNICIPALITY.at("2321"), GRANT_FORM.at("Särskilt driftstöd"))),
    Source(S01, 2025, (GRANT_FORM.at("Servicebidrag"),)),
    Source(M10, 2025, (SERVICE.at("Post"),)),
]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    """A session over seventy grants in three sheets, and thirty outlets that each stand behind two services."""
    raw = tmp_path_factory.mktemp("many")
    grants = [
        grant(Ärendenr=f"{number * 7919 % 70:02}", Kommun=TOWNS[number % 3], Beslutsdatum=f"{2024 + number % 2}-03-14")
        for number in range(70)
    ]
    spring, autumn = ([list(row.values()) for row in rows] for rows in (grants[30:45], grants[45:]))
    header = list(grants[0])
    write_csv(raw, "grants/b.csv", grants[:30])
    write_workbook(raw, "grants/a.xlsx", {"Vår": [header, *spring], "Höst": [header, *autumn]})
    delivered(raw, outlets=[outlet(Ort=f"Byn {number}", Ombudstjänster="Post, Apotek") for number in range(30)])
    return published_session(raw, 2024, 2025)


def behind(session: duckdb.DuckDBPyConnection, source: Source) -> list[tuple[str, str, int]]:
    """Every distinct place behind a source in its order, worked out row by row."""
    found = session.sql(f"SELECT * FROM {source.indicator.evidence_table.full_name} JOIN meta.record USING (record_id)")
    rows = [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]
    return sorted(
        {
            (row["source_file"], row["source_sheet"] or "", row["source_row"])
            for row in rows
            if row["year"] == source.year
            and all(row[member.dimension.column] == member.name for member in source.members)
        }
    )


def shown(origin: Origin) -> list[tuple[str, str, int]]:
    return [(place.source_file, place.source_sheet, row) for place in origin.places for row in place.source_rows]


def test_the_rows_behind_a_figure_are_counted_and_the_first_of_them_shown(many: duckdb.DuckDBPyConnection) -> None:
    found = origins(SOURCES, first_rows(many, SOURCES), {})
    assert {source: (found[source].row_count, shown(found[source])) for source in SOURCES} == {
        source: (len(rows := behind(many, source)), rows[:SHOWN_ROWS]) for source in SOURCES
    }
    assert [found[source].row_count for source in SOURCES[:6]] == [35, 35, 35, 35, 30, 30]


def test_rows_that_are_not_shown_are_told_by_their_number_and_the_command_that_shows_them(
    many: duckdb.DuckDBPyConnection,
) -> None:
    at_are = (MUNICIPALITY.at("2321"), GRANT_FORM.at("Särskilt driftstöd"))
    sources = [Source(S01, 2025), Source(S01, 2025, at_are), Source(S01, 2026)]
    whole, part, nothing = origins(sources, first_rows(many, sources), {"2321": "Åre"}).values()
    assert whole.rest == "… och 15\u00a0rader till; alla visas med"
    assert whole.command == "rsp trace S01 --year 2025"
    assert part.command == 'rsp trace S01 --year 2025 --municipality Åre --grant-form "Särskilt driftstöd"'
    assert (part.rest, nothing.rest, nothing.places) == ("", "", ())


def test_runs_of_rows_are_told_by_their_ends() -> None:
    assert Place("f", "", (2, 3, 4, 9, 11, 12)).row_ranges == "2–4, 9, 11–12"


def test_an_anchor_is_made_of_plain_letters() -> None:
    source = Source(S02, 2025, (GRANT_FORM.at("Särskilt driftstöd"),))
    assert anchor(source) == "rader-s02-2025-sarskilt-driftstod"


def test_every_figure_has_an_anchor_of_its_own() -> None:
    anchors = [origin.anchor for origin in sample().origins]
    assert len(anchors) == len(set(anchors)) > 40


def test_the_memos_bullets_rest_on_as_many_rows_as_they_say() -> None:
    counted = {
        member.name: origin.row_count
        for origin in sample().origins
        if isinstance(origin, Origin)
        for member in origin.source.members
        if origin.source.indicator is S01 and [each.dimension for each in origin.source.members] == [GRANT_FORM]
    }
    assert counted == {"Hemsändning": 8, "Servicebidrag": 4, "Investeringsbidrag": 23, "Särskilt driftstöd": 21}


def test_where_a_municipalitys_figure_comes_from_is_told_by_its_name() -> None:
    told = {origin.wording for origin in sample().origins}
    assert "S02 Beviljat belopp 2025, kommun Åre" in told
    assert "S02 Beviljat belopp 2025, hela länet" in told


def test_the_page_counts_the_rows_that_it_does_not_show() -> None:
    rest = "… och 36\u00a0rader till; alla visas med <code>rsp trace S01 --year 2025</code>"
    assert f'<tr><td colspan="3">{rest}</td></tr>' in page(sample())

"""The export of a tiny warehouse: whole, valid, the same every time, and silent about recipients."""

import json
import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from rdflib import RDF, URIRef
from rdflib.namespace import DCAT, DCTERMS

from rsp_pipeline.open_data import Exported, ExportRefused, export
from rsp_pipeline.open_data.datasets import EXPORTED
from rsp_pipeline.store.tables import Tables
from rsp_pipeline_tests.builders import MUNICIPALITY_ORG_NO, PROGRAMME, contents, payment, target, write_csv
from rsp_pipeline_tests.open_data.listing import COMPANIES, case, publish_grants
from rsp_pipeline_tests.open_data.listing import OPEN_DATA as LISTED
from rsp_pipeline_tests.open_data.portal import CC0, read_metadata, unmet, valid_tables
from rsp_pipeline_tests.regions import deliver
from rsp_pipeline_tests.workshop import reading

OPEN_DATA = replace(LISTED, grants=False)
PROVIDERS = replace(PROGRAMME, open_data=OPEN_DATA)
NOT_ASKED = Tables(Path("ingen verkstad"))  # the names in it are nobody's business
Row = dict[str, Any]

# Särskilt driftstöd 2025: three recipients in Åre, two in Berg, three in Krokom; home delivery by Åre itself.
RECIPIENTS = [("Åre", 3), ("Berg", 2), ("Krokom", 3)]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("open_data")
    places = [place for place, count in RECIPIENTS for _ in range(count)]
    grants = [case(i, f"Påhittad handlare {i}", COMPANIES[i], Kommun=place) for i, place in enumerate(places)]
    home_delivery = case(90, "Påhittade Lanthandeln AB", MUNICIPALITY_ORG_NO, Typ_av_stöd="Hemsändning")
    deliver(folder / "raw", PROGRAMME)
    write_csv(folder / "raw", "reference/targets.csv", [target()])
    return publish_grants(folder, [*grants, home_delivery], payment(Ärendenr="RUN/0/2025"))


@pytest.fixture(scope="module")
def exported(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Exported:
    return export(published, tmp_path_factory.mktemp("export") / "oppna_data", PROVIDERS, NOT_ASKED)


@pytest.fixture
def earlier(exported: Exported, tmp_path: Path) -> Path:
    """An export that a test may change."""
    return shutil.copytree(exported.folder, tmp_path / "ut")


def rows(folder: Path, table: str, **those: object) -> list[Row]:
    """The rows of an exported table that have some values."""
    whole = pq.read_table(folder / "parquet" / f"{table}.parquet").to_pylist()
    return [row for row in whole if those.items() <= row.items()]


def figures(folder: Path, indicator: str, breakdown: str) -> dict[str | None, tuple[Decimal | None, str]]:
    """The figures of 2025 by municipality."""
    found = rows(folder, "indicator.value", indicator_id=indicator, year=2025, breakdown=breakdown)
    return {row["municipality_code"]: (row["value"], row["status"]) for row in found}


def hidden(folder: Path, indicator: str) -> set[str | None]:
    """The municipalities whose figure of 2025 is hidden."""
    told = figures(folder, indicator, "municipality")
    return {code for code, (_, status) in told.items() if status == "skyddad uppgift"}


def descriptor(exported: Exported) -> Row:
    told: Row = json.loads((exported.folder / "datapackage.json").read_text(encoding="utf-8"))
    return told


@pytest.mark.filterwarnings("default")
def test_the_reference_validator_of_data_packages_finds_every_table_valid(exported: Exported) -> None:
    assert len(valid_tables(exported.folder)) == len(EXPORTED)


def test_without_an_address_of_the_files_the_homepage_gives_access(exported: Exported) -> None:
    graph = read_metadata(exported.folder)
    assert list(unmet(graph)) == []
    assert set(graph.objects(None, DCAT.accessURL)) == {URIRef("https://region.example/")}
    assert set(graph.objects(None, DCAT.downloadURL)) == set()


def test_with_an_address_every_file_can_be_fetched_from_the_metadata(published: Path, tmp_path: Path) -> None:
    programme = replace(PROGRAMME, open_data=replace(OPEN_DATA, files="https://region.example/rsp/"))
    folder = export(published, tmp_path / "ut", programme, NOT_ASKED).folder
    graph = read_metadata(folder)
    assert list(unmet(graph)) == []
    fetched = {str(url).removeprefix("https://region.example/rsp/") for url in graph.objects(None, DCAT.downloadURL)}
    assert fetched == contents(folder).keys() - {"dcat.rdf", "datapackage.json"}


def test_the_data_are_licensed_as_the_region_says_and_the_catalogue_as_the_profile_says(exported: Exported) -> None:
    graph = read_metadata(exported.folder)

    def licenses(of: URIRef) -> set[str]:
        things = graph.subjects(RDF.type, of)
        return {str(each) for thing in things for each in graph.objects(thing, DCTERMS.license)}

    assert licenses(DCAT.Catalog) == {str(CC0)}
    assert licenses(DCAT.Distribution) == {"http://creativecommons.org/licenses/by/4.0/"}
    assert descriptor(exported)["licenses"][0]["name"] == "CC-BY-4.0"


def test_the_package_says_when_the_figures_were_made_with_the_time_zone(exported: Exported) -> None:
    assert descriptor(exported)["created"] == "2026-03-01T02:00:00+01:00"


def test_every_table_and_column_is_described(exported: Exported) -> None:
    for resource in descriptor(exported)["resources"]:
        assert resource["title"]
        assert resource["description"]
        assert all(field["description"] for field in resource["schema"]["fields"]), resource["name"]


def test_keys_units_and_what_always_holds_are_told(exported: Exported) -> None:
    schemas = {resource["name"]: resource["schema"] for resource in descriptor(exported)["resources"]}
    population = schemas["core.population"]
    assert population["primaryKey"] == ["municipality_code", "counted_on"]
    told = {"resource": "core.municipalities", "fields": ["municipality_code"]}
    assert population["foreignKeys"][0]["reference"] == told
    fields = {field["name"]: field for field in population["fields"]}
    assert fields["population"]["constraints"] == {"required": True, "minimum": 1}
    granted = {field["name"]: field for field in schemas["report.beslutade_stod"]["fields"]}["granted_sek"]
    assert (granted["type"], granted["unit"]) == ("number", "kr")


def test_both_formats_hold_the_same_rows(exported: Exported) -> None:
    with duckdb.connect(":memory:") as session:
        for table in EXPORTED:
            csv, parquet = (exported.folder / kind / f"{table.full_name}.{kind}" for kind in ("csv", "parquet"))
            types = {field.name: field.type for field in table.fields}
            from_csv = session.sql(f"FROM read_csv('{csv}', header = true, delim = ',', columns = {types})").fetchall()
            assert from_csv == session.sql(f"FROM read_parquet('{parquet}')").fetchall(), table.full_name


def test_a_figure_of_two_recipients_is_hidden_and_marked_but_a_zero_is_a_zero(exported: Exported) -> None:
    granted = figures(exported.folder, "S02", "municipality")
    assert granted["2326"] == (None, "skyddad uppgift")
    assert granted["2303"] == (Decimal(0), "slutlig")
    assert figures(exported.folder, "S02", "total")[None] == (Decimal(900000), "slutlig")


def test_what_subtraction_would_tell_is_hidden_too(exported: Exported) -> None:
    assert len(hidden(exported.folder, "S02")) == 2


def test_indicators_that_count_the_same_rows_are_hidden_in_the_same_places(exported: Exported) -> None:
    first, *others = (hidden(exported.folder, each) for each in ("S01", "S02", "S10", "M01"))
    assert others == [first] * 3


def test_a_hidden_figure_leaves_nothing_in_any_column_or_report(exported: Exported) -> None:
    gone = rows(exported.folder, "indicator.value", status="skyddad uppgift")
    assert gone
    assert {row[name] for row in gone for name in ("value", "numerator", "denominator", "n_records")} == {None}
    (berg,) = rows(exported.folder, "report.stod_per_kommun", year=2025, municipality_code="2326")
    assert {berg[name] for name in ("n_cases", "granted_sek", "granted_per_inhabitant_sek")} == {None}
    assert berg["status"] == "skyddad uppgift"


def test_a_municipality_that_receives_aid_is_not_protected(exported: Exported) -> None:
    own = {"municipality_code": "2321", "grant_form": "Hemsändning"}
    (granted,) = rows(exported.folder, "indicator.value", indicator_id="S02", year=2025, **own)
    assert granted["value"] == Decimal(100000)


def test_the_number_of_recipients_that_protects_can_be_set(published: Path, tmp_path: Path) -> None:
    programme = replace(PROGRAMME, open_data=replace(OPEN_DATA, fewest_recipients=1))
    done = export(published, tmp_path / "ut", programme, NOT_ASKED)
    assert done.hidden == 0
    assert figures(done.folder, "S02", "municipality")["2326"] == (Decimal(200000), "slutlig")


def test_nobody_can_be_found_in_any_cell(published: Path, exported: Exported) -> None:
    with reading(published) as connection:
        recipients = connection.sql("SELECT DISTINCT recipient_id FROM core.grants").fetchall()
        cases = connection.sql("SELECT case_id FROM core.grants").fetchall()
    telling = [name for (name,) in (*recipients, *cases)] + COMPANIES + ["Påhittad handlare", "Påhittade Lanthandeln"]
    text = "\n".join(path.read_text(encoding="utf-8") for path in exported.folder.glob("csv/*.csv"))
    assert [each for each in telling if each in text] == []


def test_the_same_warehouse_gives_the_same_bytes(published: Path, exported: Exported, tmp_path: Path) -> None:
    again = export(published, tmp_path / "igen", PROVIDERS, NOT_ASKED)
    assert contents(again.folder) == contents(exported.folder)


def test_an_earlier_export_is_replaced_whole(published: Path, earlier: Path) -> None:
    (earlier / "csv" / "core.targets.csv").write_text("old", encoding="utf-8")
    export(published, earlier, replace(PROGRAMME, open_data=None), NOT_ASKED)
    assert (earlier / "csv" / "core.targets.csv").read_text(encoding="utf-8") != "old"
    assert not (earlier / "dcat.rdf").exists()
    assert [path.name for path in earlier.parent.iterdir()] == ["ut"]


@pytest.mark.parametrize("inside", ["anteckningar.txt", "csv/core.targets.csv"])
def test_a_folder_with_anything_else_is_left_alone(published: Path, tmp_path: Path, inside: str) -> None:
    other = tmp_path / "ut" / inside
    other.parent.mkdir(parents=True)
    other.write_text("mitt", encoding="utf-8")
    with pytest.raises(ExportRefused, match="innehåller annat än en tidigare export"):
        export(published, tmp_path / "ut", PROVIDERS, NOT_ASKED)
    assert contents(tmp_path) == {f"ut/{inside}": b"mitt"}


def test_an_export_with_a_note_beside_it_is_left_alone(published: Path, earlier: Path) -> None:
    (earlier / "csv" / "utkast.csv").write_text("mitt", encoding="utf-8")
    with pytest.raises(ExportRefused, match=r"csv/utkast\.csv"):
        export(published, earlier, PROVIDERS, NOT_ASKED)


def test_an_export_that_fails_leaves_the_one_before(
    published: Path, exported: Exported, earlier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("rsp_pipeline.open_data.dcat.metadata", full_disk)
    with pytest.raises(ExportRefused, match="Det gick inte"):
        export(published, earlier, PROVIDERS, NOT_ASKED)
    assert contents(earlier) == contents(exported.folder)
    assert [path.name for path in earlier.parent.iterdir()] == ["ut"]


def test_without_a_published_file_there_is_nothing_to_export(tmp_path: Path) -> None:
    with pytest.raises(ExportRefused, match="Kör rsp refresh"):
        export(tmp_path / "rsp.duckdb", tmp_path / "ut", PROVIDERS, NOT_ASKED)


def test_a_file_of_an_older_version_is_refused_with_what_to_do(published: Path, tmp_path: Path) -> None:
    old = tmp_path / "rsp.duckdb"
    shutil.copy(published, old)
    old.chmod(0o600)
    with duckdb.connect(str(old)) as connection:
        connection.execute("DROP TABLE core.targets CASCADE")
    with pytest.raises(ExportRefused, match="annan version"):
        export(old, tmp_path / "ut", PROVIDERS, NOT_ASKED)

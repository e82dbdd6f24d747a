"""The nation's open data: what each region lets out, in one folder with one list of grants and one catalogue."""

import json
import shutil
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from jsonschema import Draft202012Validator
from rdflib import RDF
from rdflib.namespace import DCAT

from rsp_pipeline.nation.open_data import Exported, export
from rsp_pipeline.nation.regions import Nation
from rsp_pipeline.open_data import ExportRefused
from rsp_pipeline_tests.open_data.portal import read_metadata, unmet, valid_tables
from rsp_pipeline_tests.open_data.standard import GRANT_PACKAGE

OPEN_DATA = """
[open_data]
organisation_no = "{number}"
homepage = "https://{name}.example/"
contact = "Regional utveckling"
contact_email = "open@{name}.example"
license = "CC0-1.0"
grants = {grants}
"""
LISTING = {"blekinge": "2321000065", "jamtland_harjedalen": "2321000214"}
PUBLISHER = OPEN_DATA.split("]", 1)[1].format(number="2021006115", name="nation", grants="false")


@pytest.fixture(scope="module")
def regions(three_regions: Nation, tmp_path_factory: pytest.TempPathFactory) -> Nation:
    """The three regions, of which Gotland publishes no list of grants and two do."""
    programmes = shutil.copytree(three_regions.programmes, tmp_path_factory.mktemp("letting_out") / "programmes")
    for name in three_regions.names:
        lists = "true" if name in LISTING else "false"
        with (programmes / f"{name}.toml").open("a", encoding="utf-8") as file:
            file.write(OPEN_DATA.format(number=LISTING.get(name, "2120000803"), name=name, grants=lists))
    (programmes / "nation").mkdir()
    (programmes / "nation" / "utgivare.toml").write_text(f'name = "Landet"{PUBLISHER}', encoding="utf-8")
    return Nation(programmes, three_regions.environment)


@pytest.fixture(scope="module")
def exported(regions: Nation, tmp_path_factory: pytest.TempPathFactory) -> Exported:
    return export(regions, tmp_path_factory.mktemp("open") / "ut")


def grants(folder: Path) -> list[dict[str, Any]]:
    whole = json.loads((folder / "360giving" / "grants.json").read_text(encoding="utf-8"))
    assert list(Draft202012Validator(GRANT_PACKAGE).iter_errors(whole)) == []
    found: list[dict[str, Any]] = whole["grants"]
    return found


def test_the_nations_list_is_that_of_the_regions_which_publish_one(exported: Exported) -> None:
    of_regions = [grant for name in LISTING for grant in grants(exported.folder / name)]
    assert sorted(grants(exported.folder), key=str) == sorted(of_regions, key=str)
    assert exported.listed == len(of_regions) > 0
    assert len({grant["id"] for grant in of_regions}) == len(of_regions)
    assert not (exported.folder / "gotland" / "360giving").exists()
    assert (exported.folder / "sok.html").exists()


def test_both_validators_find_the_whole_valid(exported: Exported) -> None:
    assert valid_tables(exported.folder)
    graph = read_metadata(exported.folder)
    assert list(unmet(graph)) == []
    assert len(list(graph.subjects(RDF.type, DCAT.Catalog))) == 1
    of_regions = {
        dataset
        for name in exported.regions
        for dataset in read_metadata(exported.folder / name).subjects(RDF.type, DCAT.Dataset)
    }
    assert of_regions < set(graph.objects(None, DCAT.dataset))
    assert exported.regions == ("blekinge", "gotland", "jamtland_harjedalen")


def test_a_figure_that_a_region_hides_is_not_told_by_the_nation(exported: Exported) -> None:
    figures = pq.read_table(exported.folder / "parquet" / "open.value.parquet").to_pylist()
    hidden = [row for row in figures if row["status"] == "skyddad uppgift"]
    assert hidden
    assert {row["value"] for row in hidden} == {None}


def test_a_region_that_cannot_be_exported_is_left_out_with_a_sentence(regions: Nation, tmp_path: Path) -> None:
    shutil.copytree(regions.programmes, tmp_path / "programmes")
    for name in ("blekinge", "jamtland_harjedalen"):
        (tmp_path / "programmes" / f"{name}.toml").write_text("region = 1", encoding="utf-8")
    (tmp_path / "programmes" / "nation" / "utgivare.toml").unlink()
    done = export(Nation(tmp_path / "programmes", regions.environment), tmp_path / "ut")
    assert done.regions == ("gotland",)
    assert done.left_out.keys() == {"blekinge", "jamtland_harjedalen"}
    assert "blekinge.toml" in done.left_out["blekinge"]
    assert (done.listed, done.has_metadata) == (0, False)


def test_a_folder_with_anything_else_is_left_alone(regions: Nation, tmp_path: Path) -> None:
    (tmp_path / "brev.docx").touch()
    with pytest.raises(ExportRefused, match="annat än en tidigare export"):
        export(regions, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["brev.docx"]

"""The grant list names legal persons alone, is what 360Giving asks for, and tells nothing of those it leaves out."""

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from jsonschema import Draft202012Validator
from rdflib import RDF, URIRef
from rdflib.namespace import DCAT, DCTERMS

from rsp_pipeline.open_data import Exported, ExportRefused, export
from rsp_pipeline.open_data.grant_list import FIELDS, listed_cases, note_recipients
from rsp_pipeline.open_data.public import public_session
from rsp_pipeline.registers.grants import GRANTS
from rsp_pipeline.store.tables import Tables
from rsp_pipeline_tests.open_data.listing import (
    COMPANIES,
    FORMULA,
    ILL,
    LISTING,
    OPEN_DATA,
    PRIVATE,
    SOLE_TRADERS,
    publish_listed,
)
from rsp_pipeline_tests.open_data.portal import read_metadata, unmet, valid_tables
from rsp_pipeline_tests.open_data.standard import GRANT_PACKAGE


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish_listed(tmp_path_factory.mktemp("listing"))


@pytest.fixture(scope="module")
def workshop(published: Path) -> Tables:
    return Tables(published.parent / "tables")


@pytest.fixture(scope="module")
def exported(published: Path, workshop: Tables) -> Exported:
    return export(published, published.parent / "oppna_data", LISTING, workshop)


def told(exported: Exported) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads((exported.folder / "360giving" / "grants.json").read_text(encoding="utf-8"))
    return whole


def sheet(exported: Exported) -> list[dict[str, str]]:
    text = (exported.folder / "360giving" / "grants.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def test_only_cases_whose_every_recipient_is_a_legal_person_are_listed(exported: Exported) -> None:
    listed = [(row["recipientOrganization"][0]["name"], row["amountAwarded"]) for row in told(exported)["grants"]]
    assert listed == [(name, 100000) for name in (ILL, FORMULA, "Åre kommun", "Ökat AB")]
    assert exported.listed == 4


def test_no_byte_of_the_export_tells_of_anyone_else(exported: Exported) -> None:
    numbers = [*SOLE_TRADERS, *PRIVATE.values(), *COMPANIES[4:6]]
    secrets = [*PRIVATE, *numbers, "Ingen Alls", "Ensam i Berg", "Kallad Enskild", "Bytets AB", "Avslagna AB"]
    for path in exported.folder.rglob("*"):
        if path.is_file():
            rows = pq.read_table(path).to_pylist() if path.suffix == ".parquet" else path.read_text(encoding="utf-8")
            assert [each for each in secrets if each in str(rows)] == [], path


def test_the_json_is_as_the_standard_asks(exported: Exported) -> None:
    assert list(Draft202012Validator(GRANT_PACKAGE).iter_errors(told(exported))) == []


@pytest.mark.parametrize(
    "lost", ["id", "title", "currency", "awardDate", "recipientOrganization", "fundingOrganization"]
)
def test_a_grant_that_lacks_what_the_standard_demands_is_found(exported: Exported, lost: str) -> None:
    whole = told(exported)
    del whole["grants"][0][lost]
    assert list(Draft202012Validator(GRANT_PACKAGE).iter_errors(whole))


def test_each_grant_has_an_identity_of_its_own_without_slashes(exported: Exported) -> None:
    identities = [row["id"] for row in told(exported)["grants"]]
    assert len({*identities}) == len(identities)
    assert identities[0] == "SE-ON-2321000214-RUN_1_2025"


def test_an_amount_is_that_of_the_follow_up_and_a_later_change_is_told(exported: Exported) -> None:
    (changed,) = [row for row in sheet(exported) if row["Recipient Org:Name"] == "Ökat AB"]
    assert Decimal(changed["Amount Awarded"]) == 100000
    assert changed["Description"] == "Särskilt driftstöd. Åre. Beloppet är senare ändrat till 70 000 kr."


def test_csv_json_and_parquet_tell_the_same_grants(exported: Exported) -> None:
    rows = pq.read_table(exported.folder / "360giving" / "grants.parquet").to_pylist()
    for flat, in_csv, in_json in zip(rows, sheet(exported), told(exported)["grants"], strict=True):
        for field in FIELDS:
            name, *within = field.path.split("/")
            place = in_json.get(name) if not within else in_json.get(name, [{}])[0].get(within[1])
            value = flat[field.path]
            assert in_csv[field.heading].removeprefix("'") == ("" if value is None else str(value)), field.path
            assert str(value if not isinstance(value, Decimal) else int(value)) == str(place), field.path


def test_a_name_that_a_spreadsheet_would_run_is_only_text_in_csv(exported: Exported) -> None:
    names = [row["Recipient Org:Name"] for row in sheet(exported)]
    assert "'" + FORMULA in names
    assert FORMULA not in names


def test_the_package_and_the_portal_know_the_list(exported: Exported) -> None:
    assert "beviljade-stod" in valid_tables(exported.folder)
    graph = read_metadata(exported.folder)
    assert list(unmet(graph)) == []
    (dataset,) = graph.subjects(DCTERMS.conformsTo, URIRef("https://standard.threesixtygiving.org/"))
    assert (dataset, RDF.type, DCAT.Dataset) in graph
    files = graph.objects(dataset, DCAT.distribution)
    formats = {str(kind) for file in files for kind in graph.objects(file, DCTERMS.format)}
    assert formats == {"text/csv", "application/json", "application/vnd.apache.parquet"}


# Of each cell of the amounts granted in 2025: the figure as exported, and how many it rests on that are not listed.
UNLISTED = """
    WITH rows AS (
        SELECT s02.municipality_code, s02.grant_form, recipient_id
        FROM published.evidence.s02
        JOIN published.core.grants USING (record_id)
        WHERE year = 2025 AND grants.case_id NOT IN (SELECT case_id FROM listed)
    )
    SELECT figure.municipality_code, figure.grant_form, any_value(figure.value), count(DISTINCT recipient_id)
    FROM indicator.value AS figure
    LEFT JOIN rows ON
        coalesce(figure.municipality_code = rows.municipality_code, true)
        AND coalesce(figure.grant_form = rows.grant_form, true)
    WHERE indicator_id = 'S02' AND figure.year = 2025
        AND breakdown IN ('total', 'municipality', 'grant_form', 'municipality+grant_form')
    GROUP BY ALL
"""


def test_no_figure_less_what_is_listed_is_the_aid_of_a_few_others(published: Path, workshop: Tables) -> None:
    with public_session(published, LISTING.fewest_recipients, workshop) as session:
        told = {(place, form): (value, n) for place, form, value, n in session.execute(UNLISTED).fetchall()}
    shown = {cell: n for cell, (value, n) in told.items() if value is not None}
    assert ("2326", None) not in shown  # a company that is listed, and a sole trader
    assert told["2321", "Hemsändning"] == (Decimal(100000), 0)  # one recipient, which is listed
    assert {cell: n for cell, n in shown.items() if 0 < n < LISTING.fewest_recipients} == {}
    wholes = [(None, None), *((place, None) for place, form in told if not form), (None, "Särskilt driftstöd")]
    for whole in {*wholes} & shown.keys():
        for along in (0, 1):
            parts = [cell for cell in told if cell[along] and cell[1 - along] == whole[1 - along] and not whole[along]]
            hidden = [told[cell][1] for cell in parts if cell not in shown]
            assert not hidden or (len(hidden) > 1 and sum(hidden) >= LISTING.fewest_recipients), (whole, hidden)


def test_a_recipient_that_changed_since_the_file_was_built_is_not_listed(
    published: Path, workshop: Tables, tmp_path: Path
) -> None:
    changed = Tables(tmp_path / "tables")
    rows = workshop.read(GRANTS.table).to_pandas()
    rows.loc[rows["case_id"] == "RUN/2/2025", "recipient_id"] = "another"
    changed.write(GRANTS.table, rows)
    with duckdb.connect(":memory:") as session:
        session.execute(f"ATTACH '{published}' AS published (READ_ONLY)")
        session.execute("USE published")
        note_recipients(session, changed)
        assert listed_cases(session, "delivered") == ["RUN/1/2025", "RUN/3/2025", "RUN/5/2025"]


def test_without_the_workshop_nothing_is_exported(published: Path, tmp_path: Path) -> None:
    with pytest.raises(ExportRefused, match="Mottagarna i listan"):
        export(published, tmp_path / "ut", LISTING, Tables(tmp_path / "ingen"))


def test_what_a_programme_says_no_more_is_gone_with_the_next_export(
    published: Path, workshop: Tables, tmp_path: Path
) -> None:
    prefixed = replace(LISTING, open_data=replace(OPEN_DATA, grants_prefix="360G-regionjh"))
    done = export(published, tmp_path / "ut", prefixed, workshop)
    assert {row["id"].rsplit("-", 1)[0] for row in told(done)["grants"]} == {"360G-regionjh"}
    silent = replace(LISTING, open_data=replace(OPEN_DATA, grants=False))
    done = export(published, tmp_path / "ut", silent, workshop)
    assert done.listed is None
    assert {path.name for path in done.folder.iterdir()} == {"csv", "parquet", "datapackage.json", "dcat.rdf"}

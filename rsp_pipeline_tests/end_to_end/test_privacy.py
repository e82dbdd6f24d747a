"""What must not be told of persons: searched for in every byte that a night, an approval and an export leave behind."""

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from rsp_pipeline.registers.grants import GRANTS
from rsp_pipeline.registers.visits import VISITS
from rsp_pipeline.settings import Settings
from rsp_pipeline.store.tables import Tables
from rsp_pipeline_tests.end_to_end.test_approving import approve
from rsp_pipeline_tests.installations import run, typed
from rsp_pipeline_tests.workshop import reading

E_MAIL, PHONE, PERSONAL_NUMBER = "asa.ripvallen@example.com", "070-174 06 98", "19810131-9800"


@pytest.fixture(scope="module")
def night(own_copy: Settings) -> Settings:
    """A night, 2025 approved and open data exported, of the sample with more in its free text."""
    activities = own_copy.raw_dir / "activities" / "aktiviteter_2025.csv"
    text = activities.read_text(encoding="utf-8-sig")
    told = f"Livsmedelsberedskap, {E_MAIL} och {PHONE} ({PERSONAL_NUMBER})"
    activities.write_text(text.replace("Livsmedelsberedskap", told, 1), encoding="utf-8-sig")
    assert run(own_copy).success
    assert approve(own_copy).success
    exported = typed(own_copy.data_dir.parent, "export", "--open", str(own_copy.data_dir / "open"))
    assert (exported.exit_code, exported.stderr) == (0, "")
    return own_copy


def contacts(raw: Path) -> set[str]:
    """The persons whom the logs of visits name, with their numbers and addresses."""
    found: set[str] = set()
    for path in (raw / VISITS.name).iterdir():
        if path.suffix == ".csv":
            rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")), delimiter=";"))
        else:
            (sheet,) = openpyxl.load_workbook(path).worksheets
            rows = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
        header = next(row for row in rows if "Kontaktperson" in row)
        places = [header.index(name) for name in ("Kontaktperson", "Telefon", "E-post")]
        below = rows[rows.index(header) + 1 :]
        found |= {row[place] for row in below if len(row) == len(header) for place in places if row[place]}
    return found


def recipients(tables_dir: Path) -> set[str]:
    """The recipients that are no municipality, by name and by number as people write it."""
    rows = Tables(tables_dir).read(GRANTS.table).to_pylist()
    private = [row for row in rows if row["recipient_kind"] != "Kommun"]
    numbers = {row["recipient_org_no"] for row in private}
    return {row["recipient_name"] for row in private} | numbers | {f"{each[:6]}-{each[6:]}" for each in numbers}


def for_officers(night: Settings) -> list[Path]:
    """The workbooks that are made for the region's own officers, and not published."""
    return [night.de_minimis_file, night.central_register_file]


def texts_of(table: pa.Table) -> Iterator[str]:
    for column in table.columns:
        yield "\n".join(column.cast(pa.string()).drop_null().to_pylist())


def texts(path: Path) -> Iterator[str]:
    """What a file says: its bytes, and what they are packed of."""
    yield path.read_bytes().decode("utf-8", errors="ignore")
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            yield from (packed.read(name).decode("utf-8", errors="ignore") for name in packed.namelist())
    elif path.suffix == ".parquet":
        yield from texts_of(pq.read_table(path))
    elif path.suffix == ".duckdb":
        with reading(path) as connection:
            names = connection.sql("SELECT table_schema, table_name FROM information_schema.tables").fetchall()
            for schema, name in names:
                yield from texts_of(connection.sql(f'FROM "{schema}"."{name}"').to_arrow_table())


def telling(secrets: set[str], paths: list[Path]) -> dict[str, set[str]]:
    """The secrets that a file tells, by its name."""
    found = {path.name: {secret for text in texts(path) for secret in secrets if secret in text} for path in paths}
    return {name: told for name, told in found.items() if told}


def test_no_byte_of_what_is_published_tells_of_a_person_or_a_recipient(night: Settings) -> None:
    made = [path for path in night.data_dir.rglob("*") if path.is_file() and night.raw_dir not in path.parents]
    published = [path for path in made if night.tables_dir not in path.parents and path not in for_officers(night)]
    kinds = {path.suffix for path in published}
    assert kinds >= {".duckdb", ".html", ".docx", ".xlsx", ".svg", ".md", ".parquet", ".csv", ".rdf", ".json"}
    secrets = contacts(night.raw_dir) | recipients(night.tables_dir) | {E_MAIL, PHONE, PERSONAL_NUMBER, "070-174 06"}
    assert len(secrets) > 100
    assert telling(secrets, published) == {}


def test_what_tells_of_single_recipients_is_for_its_owner_alone(night: Settings) -> None:
    assert [path.stat().st_mode & 0o777 for path in for_officers(night)] == [0o600] * 2
    told = telling(recipients(night.tables_dir), for_officers(night))
    assert set(told) == {path.name for path in for_officers(night)}


def test_not_even_the_workshop_keeps_contact_details_or_what_free_text_told_of_persons(night: Settings) -> None:
    reached_by = {contact for contact in contacts(night.raw_dir) if "@" in contact or contact[0].isdigit()}
    secrets = reached_by | {E_MAIL, PHONE, PERSONAL_NUMBER, "070-174 06", "@example.com"}
    tables = [path for path in night.tables_dir.rglob("*") if path.is_file()]
    assert tables
    assert telling(secrets, tables) == {}


def test_the_search_finds_what_is_there(night: Settings) -> None:
    assert telling(recipients(night.tables_dir), [night.tables_dir / "core" / "grants.parquet"])
    assert telling({"Beviljat belopp"}, [night.published_file, night.followup_dir(2025) / "uppfoljning-2025.xlsx"])


def test_what_was_masked_is_counted_and_found_with_its_row(night: Settings) -> None:
    with reading(night.published_file) as connection:
        told = connection.sql("SELECT message FROM quality.remark WHERE code = 'masked_personal_data' ORDER BY ALL")
        ((sentence,), *_) = told.fetchall()
        found_there = "1 e-postadress, 1 telefonnummer och 1 personnummer (rad 2)"
        assert sentence.replace("\u00a0", " ") == f"Personuppgifter i fritext är dolda: {found_there}."
        found = connection.sql("SELECT rule_id, source_row FROM quality.finding WHERE register = 'activities'")
        assert sorted(found.fetchall()) == [("R32", 2), ("R33", 2), ("R34", 2)]
        title = connection.sql("SELECT title FROM core.activities WHERE activity_id = 'A2025-01'").fetchall()
    assert title == [
        ("Livsmedelsberedskap, [dold e-postadress] och [dolt telefonnummer] ([dolt personnummer]) i en ny tid",)
    ]

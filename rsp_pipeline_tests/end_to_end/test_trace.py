"""`rsp trace` and the views of the published file, on the shipped sample as the night publishes it."""

import re
from collections.abc import Iterator
from decimal import Decimal

import duckdb
import pytest
from click.testing import Result

from rsp_pipeline.indicators import INDICATORS
from rsp_pipeline.publishing.publish import TABLES
from rsp_pipeline.report import REPORTS
from rsp_pipeline.store.sql import read_by
from rsp_pipeline.store.tables import Tables
from rsp_pipeline_tests.installations import Refreshed, rsp, typed
from rsp_pipeline_tests.lineage.test_provenance import WITHOUT_ITS_ROWS
from rsp_pipeline_tests.workshop import ask


def traced(done: Result) -> tuple[list[Decimal], Decimal]:
    """The values of the rows printed, and the sum under them."""
    lines = done.stdout.splitlines()
    foot = next(place for place, line in enumerate(lines) if re.match(r"\d+ rad(er)?, ", line))
    values = [_last_number(line) for line in lines[4:foot]]
    return values, _last_number(lines[foot])


def _last_number(line: str) -> Decimal:
    return Decimal(line.rsplit(" ", 1)[-1].replace("\u00a0", "").replace(",", "."))


@pytest.mark.parametrize(
    ("indicator", "form", "count", "total"),
    [
        ("S02", "Hemsändning", 8, 1_476_300),
        ("S02", "Servicebidrag", 4, 619_992),
        ("S02", "Investeringsbidrag", 23, 7_036_881),
        ("S02", "Särskilt driftstöd", 21, 4_543_056),
        ("S18", "", 18, 18),
    ],
)
def test_each_bullet_of_the_memo_leads_to_its_records_and_their_sum(
    refreshed: Refreshed, indicator: str, form: str, count: int, total: int
) -> None:
    chosen = ["--grant-form", form] if form else []
    done = typed(refreshed.folder, "trace", indicator, "--year", "2025", *chosen)
    assert (done.exit_code, done.stderr) == (0, "")
    values, told = traced(done)
    assert len(values) == count
    assert sum(values) == told == total
    assert "är lika med vad raderna ger" in done.stdout


def test_a_shell_shows_what_a_command_says(refreshed: Refreshed) -> None:
    asked = ("trace", "S18", "--year", "2025")
    done = rsp(refreshed.folder, *asked)
    assert (done.returncode, done.stderr, done.stdout) == (0, "", typed(refreshed.folder, *asked).stdout)


def test_a_printed_row_stands_in_the_delivered_file(refreshed: Refreshed) -> None:
    done = typed(
        refreshed.folder, "trace", "s02", "--year", "2025", "--municipality", "åre", "--grant-form", "Hemsändning"
    )
    (line,) = (line for line in done.stdout.splitlines() if line.startswith("grants/"))
    file, row, record, *_ = line.split()
    delivered = (refreshed.folder / "data" / "raw" / file).read_bytes().decode("cp1252").splitlines()
    assert record.split(":")[1] in delivered[int(row) - 1]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["S99", "--year", "2025"], "S99"),
        (["S02", "--year", "1999"], "S02 har ingen siffra för 1999. Välj bland 2023, 2024, 2025, 2026."),
        (["S02", "--year", "2025", "--municipality", "Umeå"], "Kommun ”Umeå” finns inte"),
        (["S02", "--year", "2025", "--record", "grants:1:1"], "--record gäller en regels fynd."),
    ],
)
def test_what_cannot_be_traced_is_refused_with_a_sentence(
    refreshed: Refreshed, arguments: list[str], sentence: str
) -> None:
    done = typed(refreshed.folder, "trace", *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert sentence in done.stderr


def test_every_figure_has_its_rows_in_provenance_and_each_leads_to_a_file_and_a_row(refreshed: Refreshed) -> None:
    assert ask(refreshed.published, WITHOUT_ITS_ROWS) == []
    nowhere = "source_file IS NULL OR source_file = '' OR source_row IS NULL OR source_row < 1"
    lost = f"FROM meta.provenance WHERE indicator_id <> 'Q01' AND ({nowhere})"  # the records of Q01 are files
    assert ask(refreshed.published, lost) == []


@pytest.fixture(scope="module")
def workshop(refreshed: Refreshed) -> Iterator[duckdb.DuckDBPyConnection]:
    """The tables and views of the reports, as they are before they are published."""
    sources = read_by([report.select for report in REPORTS], TABLES)
    with Tables(refreshed.folder / "data" / "warehouse" / "tables").session(sources, REPORTS) as session:
        yield session


@pytest.mark.parametrize("view", [view.table.full_name for view in REPORTS])
def test_a_report_reads_the_same_in_the_workshop_as_in_the_published_file(
    refreshed: Refreshed, workshop: duckdb.DuckDBPyConnection, view: str
) -> None:
    rows = ask(refreshed.published, f"FROM {view}")
    assert rows
    in_workshop = workshop.sql(f"FROM {view}").fetchall()
    restricted = {indicator.id for indicator in INDICATORS if indicator.restricted}
    assert [row for row in in_workshop if row[0] not in restricted] == rows

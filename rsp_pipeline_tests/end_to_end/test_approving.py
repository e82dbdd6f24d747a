"""Closing 2025 for real on a copy of the sample: what is approved stands, and what differs from it is shown."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import dagster as dg
import duckdb
import pytest

from rsp_pipeline.indicators import PUBLISHED
from rsp_pipeline.indicators.traceability import differing
from rsp_pipeline.orchestration.approving import APPROVE
from rsp_pipeline.orchestration.build import build_definitions
from rsp_pipeline.settings import Settings
from rsp_pipeline_tests.end_to_end.test_nightly import installed, run
from rsp_pipeline_tests.workshop import ask

DECISION = {"diary_no": "RUN/100/2026", "paragraph": 45, "decided_on": "2026-03-24"}
S02_2025 = "indicator_id = 'S02' AND year = 2025 AND breakdown = 'total'"


@dataclass(frozen=True)
class Story:
    """An installation where 2025 is approved, one of its amounts was then changed, and a night has passed.

    `published` is a copy of the file of that night, and `documents` the follow-up's as they were when approved.
    """

    installation: Settings
    published: Path
    documents: dict[str, bytes]
    record_id: str


def approve(installation: Settings, **config: object) -> dg.ExecuteInProcessResult:
    job = build_definitions(installation).resolve_job_def(APPROVE)
    with dg.DagsterInstance.ephemeral() as instance:
        return job.execute_in_process(
            instance=instance,
            partition_key="2025",
            run_config={"ops": {"warehouse__approved": {"config": DECISION | config}}},
            raise_on_error=False,
        )


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def change_an_amount(installation: Settings) -> str:
    """Make one grant of 2025 a krona and a half; which record it is."""
    ((record_id, row),) = ask(
        installation.published_file,
        """
        SELECT record_id, source_row FROM core.grants SEMI JOIN evidence.s02 USING (record_id)
        WHERE source_file = 'grants/export_2025.csv' ORDER BY source_row LIMIT 1
        """,
    )
    path = installation.raw_dir / "grants" / "export_2025.csv"
    lines = path.read_bytes().decode("cp1252").split("\r\n")
    cells = lines[int(str(row)) - 1].split(";")
    cells[lines[0].split(";").index("Belopp")] = "1,50"
    lines[int(str(row)) - 1] = ";".join(cells)
    path.write_bytes("\r\n".join(lines).encode("cp1252"))
    return str(record_id)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    installation = installed(tmp_path_factory.mktemp("closing"))
    assert run(installation).success
    assert approve(installation).success
    documents = files(installation.followup_dir(2025))
    record_id = change_an_amount(installation)
    assert run(installation).success
    published = installation.published_file.with_name("kopia.duckdb")
    shutil.copyfile(installation.published_file, published)
    return Story(installation, published, documents, record_id)


@pytest.fixture
def published(story: Story) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(story.published), read_only=True) as connection:
        yield connection


def test_the_approved_figures_stand_and_say_so(published: duckdb.DuckDBPyConnection) -> None:
    figure = published.sql(f"SELECT value, status FROM indicator.value WHERE {S02_2025}").fetchall()
    assert figure == [(13_676_229, "fastställd")]
    assert published.sql("SELECT sum(value) FROM evidence.s02 WHERE year = 2025").fetchall() == [(13_676_229,)]
    statuses = published.sql("SELECT DISTINCT year FROM indicator.value WHERE status = 'fastställd'").fetchall()
    assert statuses == [(2025,)]


def test_the_difference_is_shown_with_the_rows_behind_it(story: Story, published: duckdb.DuckDBPyConnection) -> None:
    ((approved, fresh, difference),) = published.sql(
        f"SELECT approved_value, fresh_value, difference FROM report.revideringar WHERE {S02_2025}"
    ).fetchall()
    assert approved == 13_676_229
    assert fresh - approved == difference < 0
    rows = published.sql(
        """
        SELECT change, record_id, fresh_value - approved_value, source_file
        FROM report.reviderade_rader WHERE indicator_id = 'S02' AND year = 2025
        """
    ).fetchall()
    assert rows == [("ändrad", story.record_id, difference, "grants/export_2025.csv")]
    years = published.sql("SELECT DISTINCT year FROM report.revideringar").fetchall()
    assert years == [(2025,)]


def test_the_followup_of_an_approved_year_is_byte_for_byte_as_approved(story: Story) -> None:
    kept = story.installation.published_file.parent / "approved" / "2025" / "v1" / "followup"
    assert files(kept) == story.documents != {}
    assert "1\u00a0476\u00a0300\u00a0kronor" in story.documents["nyckeltal.md"].decode()


def test_every_approved_figure_still_equals_its_evidence(published: duckdb.DuckDBPyConnection) -> None:
    assert differing(published, PUBLISHED) == []


def test_a_revision_makes_version_two_official_and_keeps_version_one(story: Story) -> None:
    installation = story.installation
    first = files(installation.published_file.parent / "approved" / "2025" / "v1")
    assert files(installation.followup_dir(2025)) == story.documents
    assert not approve(installation).success
    assert not approve(installation, revision=True).success
    assert approve(installation, revision=True, reason="Beloppet i ett ärende var fel.").success
    assert files(installation.published_file.parent / "approved" / "2025" / "v1") == first
    documents = files(installation.followup_dir(2025))
    assert documents.keys() == story.documents.keys()
    assert documents != story.documents
    assert run(installation).success
    assert files(installation.followup_dir(2025)) == documents
    fresh = ask(story.published, f"SELECT fresh_value, 'fastställd' FROM report.revideringar WHERE {S02_2025}")
    assert ask(installation.published_file, f"SELECT value, status FROM indicator.value WHERE {S02_2025}") == fresh
    assert ask(installation.published_file, "FROM report.revideringar") == []
    versions = ask(installation.published_file, "SELECT version, reason FROM meta.approval ORDER BY ALL")
    assert versions == [(1, ""), (2, "Beloppet i ett ärende var fel.")]

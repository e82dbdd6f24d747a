"""Closing 2025 for real on a copy of the sample: what is approved stands, and what differs from it is shown."""

import shutil
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import dagster as dg
import pytest

from rsp_pipeline.followup.dashboard.content import HIDDEN
from rsp_pipeline.indicators import PUBLISHED
from rsp_pipeline.indicators.traceability import differing
from rsp_pipeline.night.night import run
from rsp_pipeline.night.step import Night
from rsp_pipeline.open_data.datasets import HIDDEN as HIDDEN_IN_OPEN_DATA
from rsp_pipeline.open_data.public import public_session
from rsp_pipeline.orchestration.approval_page import closed, form
from rsp_pipeline.orchestration.approving import APPROVE, KEY
from rsp_pipeline.orchestration.build import build_definitions
from rsp_pipeline.settings import Settings
from rsp_pipeline_tests.builders import PROGRAMME, contents
from rsp_pipeline_tests.followup.dashboard.shown import figures_in, figures_of, told
from rsp_pipeline_tests.installations import change_a_grant
from rsp_pipeline_tests.workshop import ask, reading

DECISION = {"diarienummer": "RUN/100/2026", "paragraf": 45, "dag": "2026-03-24"}
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


def approve(
    installation: Settings, history: dg.DagsterInstance | None = None, **config: object
) -> dg.ExecuteInProcessResult:
    job = build_definitions(installation).resolve_job_def(APPROVE)
    with nullcontext(history) if history else dg.DagsterInstance.ephemeral() as instance:
        return job.execute_in_process(
            instance=instance,
            partition_key="2025",
            tags={"rsp/user": "åsa"},
            run_config={"ops": {"beslutet": {"config": DECISION | config}}},
            raise_on_error=False,
        )


@pytest.fixture(scope="module")
def story(own_copy: Settings) -> Story:
    assert approve(own_copy).success
    documents = contents(own_copy.followup_dir(2025))
    record_id, *_ = change_a_grant(own_copy)
    run(Night.of(own_copy))
    published = own_copy.published_file.with_name("kopia.duckdb")
    shutil.copyfile(own_copy.published_file, published)
    return Story(own_copy, published, documents, record_id)


def test_the_approved_figures_stand_and_say_so(story: Story) -> None:
    figure = ask(story.published, f"SELECT value, status FROM indicator.value WHERE {S02_2025}")
    assert figure == [(13_676_229, "fastställd")]
    assert ask(story.published, "SELECT sum(value) FROM evidence.s02 WHERE year = 2025") == [(13_676_229,)]
    years = ask(story.published, "SELECT DISTINCT year FROM indicator.value WHERE status = 'fastställd'")
    assert years == [(2025,)]


def test_the_dashboard_has_the_approved_figures_and_says_by_which_decision(story: Story) -> None:
    content = told(story.installation.dashboard_file)
    (year,) = [each for each in content["years"] if each["year"] == 2025]
    assert year["state"] == "fastställt"
    assert f"§ {DECISION['paragraf']} ({DECISION['diarienummer']})" in year["told"]
    with reading(story.published) as session:
        counted = figures_of(session)
    assert {key for key, figure in figures_in(content) if figure.status != HIDDEN and figure != counted[key]} == set()
    with public_session(story.published, PROGRAMME.fewest_recipients) as session:
        open_data = figures_of(session)
    hidden = {key for key, figure in figures_in(content) if figure.status == HIDDEN}
    assert hidden == {key for key, figure in open_data.items() if figure.status == HIDDEN_IN_OPEN_DATA}


def test_the_difference_is_shown_with_the_rows_behind_it(story: Story) -> None:
    total = f"""
        SELECT approved_value, fresh_value - approved_value = difference AND difference < 0, difference
        FROM report.revideringar
        WHERE {S02_2025}
    """
    ((approved, is_less_by_the_difference, difference),) = ask(story.published, total)
    assert (approved, is_less_by_the_difference) == (13_676_229, True)
    rows = """
        SELECT change, record_id, fresh_value - approved_value, source_file
        FROM report.reviderade_rader WHERE indicator_id = 'S02' AND year = 2025
    """
    assert ask(story.published, rows) == [("ändrad", story.record_id, difference, "grants/export_2025.csv")]
    assert ask(story.published, "SELECT DISTINCT year FROM report.revideringar") == [(2025,)]


def test_the_followup_of_an_approved_year_is_byte_for_byte_as_approved(story: Story) -> None:
    kept = story.installation.published_file.parent / "approved" / "2025" / "v1" / "followup"
    assert contents(kept) == story.documents != {}
    assert "1\u00a0476\u00a0300\u00a0kronor" in story.documents["nyckeltal.md"].decode()


def test_the_page_above_all_years_tells_of_the_decision(story: Story) -> None:
    page = (story.installation.overview_dir / "index.html").read_text(encoding="utf-8")
    assert page.count("Fastställd av Regionala utvecklingsnämnden den 24\u00a0mars 2026, § 45 (RUN/100/2026).") == 1
    assert "Stödbeslut: 1\u00a0ändrad rad." in page


def test_every_approved_figure_still_equals_its_evidence(story: Story) -> None:
    with reading(story.published) as session:
        assert differing(session, PUBLISHED) == []


def test_a_refused_second_approval_fails_its_own_run_and_leaves_the_year_green(story: Story, tmp_path: Path) -> None:
    """In a history that knows the year as approved."""
    with dg.DagsterInstance.ephemeral(str(tmp_path)) as instance:
        instance.report_runless_asset_event(dg.AssetMaterialization(KEY, partition="2025"))
        done = approve(story.installation, instance)
        (run_of_it,) = instance.get_runs()
        assert run_of_it.status is dg.DagsterRunStatus.FAILURE
        assert not instance.get_records_for_run(
            run_of_it.run_id, of_type=dg.DagsterEventType.ASSET_MATERIALIZATION_PLANNED
        ).records
        assert instance.get_materialized_partitions(KEY) == {"2025"}
    (failure,) = done.filter_events(lambda event: event.is_step_failure)
    told = failure.step_failure_data.user_failure_data
    assert told
    assert str(told.description).startswith("2025 är redan fastställt (version 1, RUN/100/2026 § 45).")


def test_the_form_offers_the_next_year_tells_of_the_approved_and_refuses_with_a_sentence(story: Story) -> None:
    page = form(story.installation)
    assert "<option>2025</option>\n<option selected>2024</option>\n<option>2023</option>" in page
    decision = "den 24\u00a0mars 2026, § 45 (RUN/100/2026)"
    assert f"<dd>Fastställd av Regionala utvecklingsnämnden {decision}</dd>" in page
    sent = {"ar": "2025", "diarienummer": "RUN/1/2026", "paragraf": "1", "dag": "2026-03-24"}
    for wrong, sentence in (
        ({}, "2025 är redan fastställt (version 1, RUN/100/2026 § 45)."),
        ({"paragraf": "femte"}, "År och paragraf skrivs med siffror, som 2025 och 45."),
        ({"ar": "2026"}, "2026 är inte slut. Det kan fastställas från och med 2027-01-01."),
        ({"dag": ""}, "”” är ingen dag. Skriv den som 2026-03-24."),
    ):
        told, is_closed = closed(story.installation, sent | wrong, {})
        assert (told.startswith(sentence), is_closed) == (True, False), told


def test_a_revision_makes_version_two_official_and_keeps_version_one(story: Story) -> None:
    installation = story.installation
    first = contents(installation.published_file.parent / "approved" / "2025" / "v1")
    assert contents(installation.followup_dir(2025)) == story.documents
    assert not approve(installation).success
    assert not approve(installation, revidering=True).success
    assert approve(installation, revidering=True, skäl="Beloppet i ett ärende var fel.").success
    assert contents(installation.published_file.parent / "approved" / "2025" / "v1") == first
    documents = contents(installation.followup_dir(2025))
    assert documents.keys() == story.documents.keys()
    assert documents != story.documents
    run(Night.of(installation))
    assert contents(installation.followup_dir(2025)) == documents
    fresh = ask(story.published, f"SELECT fresh_value, 'fastställd' FROM report.revideringar WHERE {S02_2025}")
    assert ask(installation.published_file, f"SELECT value, status FROM indicator.value WHERE {S02_2025}") == fresh
    assert ask(installation.published_file, "FROM report.revideringar") == []
    versions = ask(installation.published_file, "SELECT version, reason, approved_by FROM meta.approval ORDER BY ALL")
    assert versions == [(1, "", "åsa"), (2, "Beloppet i ett ärende var fel.", "åsa")]

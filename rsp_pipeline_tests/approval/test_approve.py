"""Closing a year in a small workshop: what is refused, what is frozen, what is noticed, and what is shown."""

from __future__ import annotations

import json
import shutil
import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from rsp_pipeline.approval.approve import (
    Closing,
    Decision,
    NotApprovable,
    bring_back_documents,
    freeze,
    refuse_unapprovable,
)
from rsp_pipeline.approval.archive import FORMAT, Archive, Newer, Version
from rsp_pipeline.approval.revisions import verified
from rsp_pipeline.indicators.engine import VALUE
from rsp_pipeline.publishing.gate import HeldBack
from rsp_pipeline.publishing.publish import publish
from rsp_pipeline.store.tables import Tables
from rsp_pipeline_tests.builders import PROGRAMME, TODAY, Row, contents, grant, write_csv
from rsp_pipeline_tests.workshop import OCCASION, ask, fill, workshop_of

DECISION = Decision("RUN/100/2026", 45, date(2026, 3, 24))
CLOSING = Closing(2025, DECISION, is_revision=False, today=TODAY, programme=PROGRAMME)
REVISION = replace(CLOSING, decision=replace(DECISION, reason="Ett belopp var fel."), is_revision=True)
NOW = datetime(2026, 3, 25, 9, 0)  # noqa: DTZ001
TOTAL = "SELECT value, status FROM indicator.value WHERE indicator_id = 'S02' AND year = 2025 AND breakdown = 'total'"


class Small:
    """A warehouse with a few grants, published, and one document of the follow-up."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.tables, self.published = folder, Tables(folder / "tables"), folder / "rsp.duckdb"
        self.archive, self.documents = Archive.beside(self.published), folder / "followup" / "2025"

    def copy_in(self, folder: Path) -> Small:
        return Small(shutil.copytree(self.folder, folder, dirs_exist_ok=True))

    def night(self, *grants: Row) -> None:
        """Deliver these grants, and read, count and publish."""
        write_csv(self.folder / "raw", "grants/a.csv", grants)
        fill(self.tables, self.folder / "raw")
        publish(self.tables, self.published, OCCASION)

    def close(self, closing: Closing = CLOSING) -> Version:
        refuse_unapprovable(closing, self.archive, self.published, self.tables)
        return freeze(closing, self.archive, self.published, self.documents, NOW)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Small:
    made = Small(tmp_path_factory.mktemp("made"))
    publish(workshop_of(made.folder, [grant()]), made.published, OCCASION)
    made.documents.mkdir(parents=True)
    (made.documents / "memo.md").write_text("Uppföljning 2025", encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def made_closed(made: Small, tmp_path_factory: pytest.TempPathFactory) -> Small:
    closed = made.copy_in(tmp_path_factory.mktemp("closed"))
    closed.close()
    closed.night(grant())
    return closed


@pytest.fixture(scope="module")
def version(made_closed: Small) -> Version:
    """What was frozen there, for reading only."""
    (version,) = made_closed.archive.versions()
    return version


@pytest.fixture
def small(made: Small, tmp_path: Path) -> Small:
    return made.copy_in(tmp_path)


@pytest.fixture
def closed(made_closed: Small, tmp_path: Path) -> Small:
    """A warehouse whose 2025 is approved, after another night with the same grants."""
    return made_closed.copy_in(tmp_path)


def tamper(closed: Small, name: str, content: Callable[[bytes], bytes | None]) -> None:
    """Change a file of the approved version, which is for reading only, or add or remove it."""
    (version,) = closed.archive.versions()
    path = version.folder / name
    path.parent.chmod(0o755)
    before = path.read_bytes() if path.exists() else b""
    path.unlink(missing_ok=True)
    after = content(before)
    if after is not None:
        path.write_bytes(after)


def assert_held_back(closed: Small, why: str) -> None:
    published = closed.published.read_bytes()
    with pytest.raises(HeldBack, match=why):
        closed.night(grant())
    assert closed.published.read_bytes() == published


def test_what_is_frozen_can_be_read_without_this_program(version: Version) -> None:
    frozen = {"evidence.parquet", "finding.parquet", "indicator.parquet", "value.parquet", "manifest.json", "followup"}
    assert {path.name for path in version.folder.iterdir()} == frozen
    figures = pq.read_table(version.folder / "value.parquet").to_pylist()
    s02 = next(row for row in figures if row["indicator_id"] == "S02" and row["breakdown"] == "total")
    assert (s02["value"], s02["status"]) == (100_000, "fastställd")
    rows = pq.read_table(version.folder / "evidence.parquet").to_pylist()
    place = [(row["record_id"], row["source_file"], row["source_row"]) for row in rows if row["indicator_id"] == "S02"]
    assert place == [("grants:2025-1:1", "grants/a.csv", 2)]
    comment = pq.read_schema(version.folder / "value.parquet").field("value").metadata[b"kommentar"]
    assert comment.decode().startswith("Värdet")
    manifest = json.loads((version.folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["decision"]["paragraph"] == 45
    assert manifest["source_files"].keys() == {"grants/a.csv"}
    assert "followup/memo.md" in manifest["files"]


def test_the_columns_of_the_format_are_those_agreed(version: Version) -> None:
    """A column may come. If one goes, or means something else: one format more, and a way to read the one before."""
    assert version.manifest["format"] == FORMAT == 1
    agreed = {
        "value.parquet": "indicator_id year breakdown municipality_code grant_form value denominator n_records status",
        "evidence.parquet": "indicator_id record_id year value denominator source_file source_sheet source_row",
        "indicator.parquet": "indicator_id title unit description processing",
    }
    for name, columns in agreed.items():
        assert set(columns.split()) <= set(pq.read_schema(version.folder / name).names), name


def test_nothing_is_read_of_what_a_later_program_laid_out(closed: Small) -> None:
    tamper(closed, "manifest.json", lambda before: before.replace(b'"format": 1', b'"format": 2'))
    (told,) = closed.archive.damage()
    assert told.startswith("approved/2025/v1 är fastställd med en senare version av programmet")
    with pytest.raises(Newer, match=told):
        closed.archive.versions()[0].table(VALUE)
    assert_held_back(closed, told)


def test_what_is_frozen_is_for_reading_only_and_has_no_restricted_indicator(version: Version) -> None:
    modes = {stat.S_IMODE(path.stat().st_mode) for path in version.folder.rglob("*") if path.is_file()}
    assert modes == {0o444}
    assert stat.S_IMODE(version.folder.stat().st_mode) == stat.S_IMODE(version.folder.parent.stat().st_mode) == 0o555
    assert b"S17" not in (version.folder / "value.parquet").read_bytes()
    assert "S17" not in set(pq.read_table(version.folder / "evidence.parquet")["indicator_id"].to_pylist())


@pytest.mark.parametrize(
    ("closing", "why"),
    [
        (replace(CLOSING, year=2026), "2026 är inte slut. Det kan fastställas från och med 2027-01-01."),
        (replace(CLOSING, year=2031), "2031 är inget år i programmet. Välj bland 2023–2030."),
        (replace(CLOSING, decision=replace(DECISION, decided_on=date(2025, 12, 1))), "Beslutet är daterat 2025-12-01."),
        (replace(CLOSING, decision=replace(DECISION, decided_on=date(2027, 1, 1))), "Beslutet är daterat 2027-01-01."),
        (REVISION, "2025 är inte fastställt, så det finns inget att revidera."),
    ],
)
def test_a_year_that_cannot_be_closed_is_refused_with_the_reason(small: Small, closing: Closing, why: str) -> None:
    with pytest.raises(NotApprovable, match=why):
        small.close(closing)
    assert small.archive.versions() == ()


@pytest.mark.parametrize(("diary_no", "paragraph"), [(" ", 45), ("RUN/536/2021", 0)])
def test_a_decision_has_a_diary_number_and_a_paragraph(diary_no: str, paragraph: int) -> None:
    with pytest.raises(NotApprovable, match=r"diarienummer är tomt|ingen paragraf"):
        Decision(diary_no, paragraph, date(2026, 3, 24))


def test_a_night_that_was_held_back_is_not_approved(small: Small) -> None:
    write_csv(small.folder / "raw", "grants/a.csv", [grant(Belopp="7")])
    fill(small.tables, small.folder / "raw")
    with pytest.raises(NotApprovable, match="Den senaste körningen är inte publicerad"):
        small.close()


def test_a_year_without_documents_is_not_approved(small: Small) -> None:
    (small.documents / "memo.md").unlink()
    with pytest.raises(NotApprovable, match="Uppföljningen av 2025 har inga dokument"):
        small.close()


def test_approving_twice_is_refused_unless_it_is_a_revision_with_a_reason(small: Small) -> None:
    small.close()
    with pytest.raises(NotApprovable, match=r"2025 är redan fastställt \(version 1, RUN/100/2026 § 45\)"):
        small.close()
    with pytest.raises(NotApprovable, match="En revidering har ett skäl"):
        small.close(replace(CLOSING, is_revision=True))
    assert small.close(REVISION).number == 2


@pytest.fixture(scope="module")
def later(made: Small, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published file after 2025 was approved with four grants, and then amount, place and rows changed."""
    small = made.copy_in(tmp_path_factory.mktemp("later"))
    late = grant(Ärendenr="2025-4", Ansökan_inkom="2025-04-01")  # after the decision
    small.night(grant(), *(grant(Ärendenr=f"2025-{number}") for number in (2, 3)), late)
    small.close()
    small.night(
        grant(Ärendenr="2025-0", Beslutsdatum="2024-02-02"),
        grant(Belopp="90 000"),
        grant(Ärendenr="2025-2", Kommun="Åre"),
        grant(Ärendenr="2025-3"),
        late,
        {**late, "Ärendenr": "2025-5", "Belopp": "5 000"},
    )
    return small.published


def test_later_changes_leave_the_approved_figure_and_show_beside_it(later: Path) -> None:
    assert ask(later, TOTAL) == [(400_000, "fastställd")]
    assert ask(later, "SELECT sum(value) FROM evidence.s02 WHERE year = 2025") == [(400_000,)]
    shown = "SELECT approved_value, fresh_value, difference FROM report.revideringar"
    assert ask(later, f"{shown} WHERE indicator_id = 'S02' AND breakdown = 'total'") == [(400_000, 395_000, -5_000)]


def test_a_row_that_changed_has_a_line_and_one_that_moved_one_where_it_was_and_one_where_it_is(later: Path) -> None:
    columns = "change, record_id, municipality_code, approved_value, fresh_value"
    assert ask(later, f"SELECT {columns} FROM report.reviderade_rader WHERE indicator_id = 'S02' ORDER BY ALL") == [
        ("ny", "grants:2025-5:1", "2313", None, 5_000),
        ("ändrad", "grants:2025-1:1", "2313", 100_000, 90_000),
        ("ändrad", "grants:2025-2:1", "2313", 100_000, None),
        ("ändrad", "grants:2025-2:1", "2321", None, 100_000),
    ]


def test_the_differences_of_the_rows_come_to_the_difference_of_the_figure(later: Path) -> None:
    both = """
        SELECT municipality_code, any_value(difference), sum(coalesce(r.fresh_value, 0) - coalesce(r.approved_value, 0))
        FROM report.revideringar JOIN report.reviderade_rader AS r USING (indicator_id, year, municipality_code)
        WHERE indicator_id = 'S02' AND breakdown = 'municipality' GROUP BY ALL
    """
    differing = ask(later, both)
    assert {code for code, *_ in differing} == {"2313", "2321"}
    assert all(figure == rows for _, figure, rows in differing)


def test_an_approved_figure_leads_to_where_its_row_stood_then(later: Path) -> None:
    place = "SELECT DISTINCT record_id, source_file, source_row FROM meta.provenance WHERE indicator_id = 'S02'"
    assert ("grants:2025-1:1", "grants/a.csv", 2) in ask(later, f"{place} AND year = 2025")
    assert ask(later, "SELECT source_row FROM core.grants WHERE case_id = '2025-1'") == [(3,)]


def test_findings_that_there_were_at_the_approval_have_been_seen_and_later_ones_are_new(later: Path) -> None:
    states = ask(later, "SELECT record_id, state FROM quality.finding WHERE rule_id = 'R25' ORDER BY ALL")
    assert states == [("grants:2025-4:1", "sedd"), ("grants:2025-5:1", "ny")]
    to_do = ask(later, "SELECT what FROM quality.todo WHERE starts_with(what, 'R25')")
    assert len(to_do) == 1


def test_a_revision_is_a_new_version_and_keeps_the_first(small: Small) -> None:
    first = small.close()
    before = contents(first.folder)
    small.night(grant(Belopp="90 000"))
    second = small.close(REVISION)
    assert second.name == "2025/v2"
    assert contents(first.folder) == before
    assert second.manifest["previous_manifest_sha256"] == first.manifest_sha256


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("value.parquet", lambda before: before + b" ", id="changed"),
        pytest.param("followup/memo.md", lambda _: None, id="removed"),
        pytest.param("followup/nytt.md", lambda _: b"Ny", id="added"),
        pytest.param("manifest.json", lambda _: b"{", id="unreadable"),
        pytest.param(
            "manifest.json", lambda before: before.replace(b'"paragraph": 45', b'"paragraph": 46'), id="signed_anew"
        ),
    ],
)
def test_tampering_is_told_by_file(closed: Small, name: str, content: Callable[[bytes], bytes | None]) -> None:
    assert verified(closed.published) == []
    tamper(closed, name, content)
    (told,) = verified(closed.published)
    assert told.startswith(f"approved/2025/v1/{name}")


def test_what_is_told_of_the_approved_holds_the_night_back_as_a_whole_version_that_is_gone(closed: Small) -> None:
    (version,) = closed.archive.versions()
    version.folder.parent.chmod(0o755)
    version.folder.rename(closed.folder / "undan")
    assert verified(closed.published) == ["approved/2025/v1 saknas. Lägg tillbaka den från säkerhetskopian."]
    assert_held_back(closed, "approved/2025/v1 saknas")


def test_the_documents_of_a_version_replace_those_of_the_one_before(small: Small) -> None:
    version = small.close()
    (small.documents / "memo.md").write_text("Ändrat", encoding="utf-8")
    (small.documents / "annat.md").write_text("Annat", encoding="utf-8")
    bring_back_documents(version, small.documents)
    assert contents(small.documents) == {"memo.md": "Uppföljning 2025".encode()}


@pytest.mark.parametrize("diary_no", ["22RS1234", "RUN 2023-00123", "RUN-2026-0123", "RS 2023/77"])
def test_a_diary_number_is_as_the_region_writes_it(diary_no: str) -> None:
    assert Decision(diary_no, 45, date(2026, 3, 24)).diary_no == diary_no

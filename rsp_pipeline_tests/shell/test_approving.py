"""`rsp approve`: asks in a terminal, says what is missing without one, and remarks on an unusual diary number."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock

import pytest
from click.testing import CliRunner

from rsp_pipeline.night.approving import next_to_approve
from rsp_pipeline.shell import approving
from rsp_pipeline.shell.approving import Said
from rsp_pipeline.shell.cli import main
from rsp_pipeline.shell.exit_codes import GOOD, GOOD_WITH_REMARKS
from rsp_pipeline_tests.builders import TODAY, settings
from rsp_pipeline_tests.installations import typed

SAID = Said(2025, "RUN/100/2026", 45, "2026-03-24", is_revision=False, reason="")


def night_of(folder: Path, *approved: int) -> Any:
    version = SimpleNamespace(number=1, folder=folder)
    return SimpleNamespace(settings=settings(folder), archive=Mock(versions=lambda _: [version], years=approved))


@pytest.mark.parametrize(
    ("diary_no", "remark"),
    [
        ("RUN/100/2026", ""),
        ("22RS1234", "Diarienumret ”22RS1234” har en annan form än regionens andra, som RUN/536/2021.\n"),
    ],
)
def test_a_number_of_another_form_is_remarked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], diary_no: str, remark: str
) -> None:
    monkeypatch.setattr("rsp_pipeline.orchestration.runs.run_approving", lambda *_: [])
    code = approving.approve(night_of(tmp_path), replace(SAID, diary_no=diary_no))
    assert code == (GOOD_WITH_REMARKS if remark else GOOD)
    told = capsys.readouterr()
    assert told.out.startswith(f"2025 är fastställt som version 1: {tmp_path}")
    assert told.err == remark


def test_without_a_terminal_it_says_what_is_missing(tmp_path: Path) -> None:
    done = typed(tmp_path, "approve", "--paragraph", "45")
    assert done.exit_code == 2
    assert done.stderr == (
        "Det saknas något: året, diarienumret (--diary-no) och dagen för beslutet (--decided-on). Skriv till exempel: "
        "rsp approve 2025 --diary-no 'RUN/536/2021' --paragraph 45 --decided-on 2026-03-24\n"
    )


@pytest.mark.parametrize(
    ("approved", "is_revision", "year"),
    [((), False, 2025), ((2025,), False, 2024), ((2023, 2024, 2025), False, None), ((2024,), True, 2024)],
)
def test_the_year_to_approve_is_the_last_that_has_ended_and_is_not_approved(
    tmp_path: Path, approved: tuple[int, ...], is_revision: bool, year: int | None
) -> None:
    assert next_to_approve(night_of(tmp_path, *approved), is_revision) == year


def test_in_a_terminal_it_asks_with_defaults_and_a_refusal_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(approving, "is_terminal", lambda: True)
    here = {"RSP_DATA_DIR": str(tmp_path), "RSP_TODAY": TODAY.isoformat()}
    done = CliRunner(env=here).invoke(main, ["approve"], input="\nRUN/100/2026\n0\n\n")
    assert done.stdout == (
        "År [2025]: \nBeslutet av Regionala utvecklingsnämnden om uppföljningen av 2025\n"
        "Diarienummer: RUN/100/2026\nParagraf: 0\nDag för beslutet [2026-11-01]: \n"
    )
    assert done.stderr == "0 är ingen paragraf i ett protokoll. Skriv den som 45.\n"
    assert done.exit_code == 2

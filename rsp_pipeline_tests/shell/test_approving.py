"""`rsp approve`: a diary number of another form than the region's is remarked, and the year is closed."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock

import pytest

from rsp_pipeline.shell import approving
from rsp_pipeline_tests.builders import settings


@pytest.mark.parametrize(
    ("diary_no", "code", "remark"),
    [
        ("RUN/100/2026", 0, ""),
        ("22RS1234", 1, "Diarienumret ”22RS1234” har en annan form än regionens andra, som RUN/536/2021.\n"),
    ],
)
def test_a_number_of_another_form_is_remarked(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    diary_no: str,
    code: int,
    remark: str,
) -> None:
    monkeypatch.setattr(approving, "run_approving", lambda *_: [])
    version = SimpleNamespace(number=1, folder=tmp_path)
    night: Any = SimpleNamespace(settings=settings(tmp_path), archive=Mock(versions=lambda _: [version]))
    assert approving.approve(night, 2025, {"diary_no": diary_no}) == code
    told = capsys.readouterr()
    assert told.out.startswith(f"2025 är fastställt som version 1: {tmp_path}")
    assert told.err == remark

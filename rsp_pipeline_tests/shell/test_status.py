"""`rsp status`: what it tells and how it exits, for people and for a watchdog."""

import os
from pathlib import Path

import pytest

from rsp_pipeline.night.step import Night
from rsp_pipeline.shell.exit_codes import GOOD_WITH_REMARKS, REFUSED
from rsp_pipeline.shell.status import status
from rsp_pipeline_tests.builders import settings
from rsp_pipeline_tests.installations import Refreshed

TWO_DAYS = 2 * 24 * 3600


def test_what_is_left_to_do_is_told_and_a_night_long_ago_refused(
    refreshed: Refreshed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    installed = refreshed.copy_in(tmp_path)
    texts = installed.raw_dir / "texts" / "2025.md"
    texts.parent.mkdir()
    texts.write_text("Handläggarre: A\n\n## Okänd rubrik\n\nText.\n", encoding="utf-8")
    assert status(Night.of(installed)) == GOOD_WITH_REMARKS
    told = capsys.readouterr().out
    assert "2026: året pågår, siffrorna är preliminära.\n2025: inte fastställd än.\n" in told
    assert "Kvar att fylla i i tjänsteskrivelsen 2025" in told
    assert "texts/2025.md, rad 1: nyckeln ”Handläggarre” är okänd" in told
    assert "rubriken ”Okänd rubrik” finns inte i något av dokumenten" in told
    assert "Karantän: " in told
    written = installed.published_file.stat().st_mtime - TWO_DAYS
    os.utime(installed.published_file, (written, written))
    assert status(Night.of(installed)) == REFUSED
    assert "Det är mer än 26 timmar sedan" in capsys.readouterr().out


def test_nothing_published_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert status(Night.of(settings(tmp_path))) == REFUSED
    assert "Ingenting är publicerat" in capsys.readouterr().out

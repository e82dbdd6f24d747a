"""How a night went is noted, whichever way it ended, until a published file tells of it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rsp_pipeline.night.hindrances import in_swedish
from rsp_pipeline.night.night import run
from rsp_pipeline.night.noted import BEGUN, KILLED, forget, going, noted, past, skip, to_tell
from rsp_pipeline.night.step import Night
from rsp_pipeline.publishing.about import FAILED, UNCHANGED, Went
from rsp_pipeline.store.lock import sole_use
from rsp_pipeline_tests.builders import settings
from rsp_pipeline_tests.night.stopping import fail


@pytest.fixture
def night(tmp_path: Path) -> Night:
    return Night.of(settings(tmp_path))


def of(nights: tuple[Went, ...]) -> list[Any]:
    return [(went.outcome, went.step, went.because) for went in nights]


def test_a_night_that_fails_is_noted_with_its_step_and_cause_in_swedish(night: Night) -> None:
    fail(night, OSError(28, "No space left on device"))
    ((outcome, step, because),) = of(noted(night))
    assert (outcome, step) == (FAILED, "core/grants")
    assert because.startswith("Disken är full. Frigör utrymme och kör igen. OSError")


def test_nights_are_noted_in_their_order_until_they_are_forgotten(night: Night) -> None:
    fail(night, ValueError("fel"))
    skip(night)
    with going(night):
        pass
    assert [went.outcome for went in noted(night)] == [FAILED, UNCHANGED, UNCHANGED]
    assert noted(night) == past(night) == to_tell(night)
    forget(night)
    assert noted(night) == ()


def test_a_night_of_which_the_published_file_tells_is_noted_only_if_it_fails_after_that(night: Night) -> None:
    with going(night):
        forget(night)
    assert noted(night) == ()
    with pytest.raises(ValueError, match="sedan"), going(night):
        forget(night)
        raise ValueError("sedan")
    assert [went.outcome for went in noted(night)] == [FAILED]


def test_a_killed_night_is_told_as_failed_and_one_that_goes_on_is_not_told(night: Night) -> None:
    fail(night, KeyboardInterrupt())  # as a process that dies: nothing is noted after it
    assert [went.outcome for went in noted(night)] == [BEGUN]
    assert of(past(night)) == [(FAILED, "", KILLED)]
    with sole_use(night.settings.warehouse_dir):
        assert past(night) == ()
    skip(night)
    assert of(noted(night)) == [(FAILED, "", KILLED), (UNCHANGED, "", "")]


def test_a_night_that_cannot_be_noted_fails_with_its_own_error(night: Night) -> None:
    folder = night.settings.warehouse_dir
    folder.parent.mkdir(parents=True)
    folder.write_text("ingen mapp", encoding="utf-8")
    fail(night, ValueError("eget fel"))
    assert noted(night) == ()


def test_what_is_noted_damaged_is_as_nothing(night: Night) -> None:
    skip(night)
    (night.settings.warehouse_dir / "nights.json").write_text('[{"outcome": 1}]', encoding="utf-8")
    assert noted(night) == ()


def test_a_night_that_keeps_no_records_notes_nothing(night: Night) -> None:
    run(replace(night, kept=None), ())
    assert noted(night) == ()


@pytest.mark.parametrize(
    ("told", "swedish"),
    [
        ("OSError: [Errno 28] No space left on device", "Disken är full. Frigör utrymme och kör igen."),
        ("[Errno 30] Read-only file system: '/x/.lock'", "Mappen går inte att skriva i: filsystemet är skrivskyddat."),
        ("[Errno 13] Permission denied: '/x/.lock'", "Mappen går inte att skriva i: behörighet saknas."),
    ],
)
def test_what_the_operating_system_says_is_led_by_a_swedish_sentence(told: str, swedish: str) -> None:
    assert in_swedish(told) == f"{swedish} {told}"
    assert in_swedish("Något annat") == "Något annat"

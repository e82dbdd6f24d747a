"""What stops a night from outside, as people read it."""

import pytest

from rsp_pipeline.night.hindrances import in_swedish


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

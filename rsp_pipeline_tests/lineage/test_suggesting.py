"""What someone may have meant who asked for what is not there."""

import pytest

from rsp_pipeline.lineage.suggesting import did_you_mean

TITLES = {"S02": "Beviljat belopp, kr", "S20": "Digitala kontakter, antal", "O01": "Gällande serviceplan, antal"}


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("S2", " Menade du S02 Beviljat belopp, kr?"),
        ("SO2", " Menade du S02 Beviljat belopp, kr?"),
        ("serviceplan", " Menade du O01 Gällande serviceplan, antal?"),
        ("S021", " Menade du S02 Beviljat belopp, kr?"),
        ("xyzzy", ""),
    ],
)
def test_what_is_called_almost_so_or_has_the_word_in_its_title_is_named(asked: str, told: str) -> None:
    assert did_you_mean(asked, TITLES) == told

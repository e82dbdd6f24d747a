"""A night that stops, as its notes have it."""

import pytest

from rsp_pipeline.night.noted import going
from rsp_pipeline.night.step import Night


def fail(night: Night, error: BaseException) -> None:
    """Begin a step, and let the error end the night."""
    with pytest.raises(type(error)), going(night) as note_step:
        note_step("core/grants")
        raise error

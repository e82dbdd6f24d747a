"""The kinds of content that a follow-up has, whatever its programme calls its priority areas.

An indicator, a table and a chart say which kind they are; the programme file says which area holds which kind.
"""

from __future__ import annotations

from enum import Enum


class Content(Enum):
    """A kind of content: what a programme file calls it, and the heading it has where no priority area holds it."""

    CITIZENS = ("insatser för medborgarna", "Insatser för medborgarna")
    GRANTS_AND_VISITS = ("stöd och besök", "Stöd och företagsbesök")
    PUBLIC_BODIES = ("planer och offentliga aktörer", "Planer och offentliga aktörer")

    def __init__(self, term: str, heading: str) -> None:
        self.term = term
        self.heading = heading

"""What is hidden so that a figure of few recipients can neither be read nor worked out from the others."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rsp_pipeline.open_data.disclosure import Cell, hidden

FEWEST = 3
PLACES, FORMS = ("Berg", "Krokom", "Åre"), ("Drift", "Service")


def cell(**members: str) -> Cell:
    return Cell(2025, frozenset(members.items()))


ALL, BERG, KROKOM, ÅRE = cell(), *(cell(place=place) for place in PLACES)
YEAR_BEFORE = Cell(2024, ÅRE.members)


def by_place(**recipients: int) -> dict[Cell, int]:
    """The recipients of each municipality, and of them all."""
    return {cell(): sum(recipients.values())} | {cell(place=place): count for place, count in recipients.items()}


HIDDEN = {
    "nothing where each is of enough recipients": (by_place(Berg=5, Krokom=3, Åre=3), set()),
    "nobody by a zero": (by_place(Berg=5, Krokom=3, Åre=0), set()),
    "the smallest other part where subtraction would tell": (by_place(Berg=5, Krokom=3, Åre=2), {KROKOM, ÅRE}),
    "a third part beside two that are of too few together": (by_place(Berg=5, Krokom=1, Åre=1), {BERG, KROKOM, ÅRE}),
    "no third part beside two that are of enough together": (by_place(Berg=5, Krokom=2, Åre=2), {KROKOM, ÅRE}),
    "a whole that few make up": (by_place(Berg=2), {ALL, BERG}),
    "no other part of a whole that is not published": ({BERG: 5, ÅRE: 2}, {ÅRE}),
    "nothing of another year": ({YEAR_BEFORE: 2, BERG: 5, ALL: 5}, {YEAR_BEFORE}),
}


@pytest.mark.parametrize(("recipients", "expected"), HIDDEN.values(), ids=HIDDEN)
def test_what_rests_on_too_few_is_hidden_and_what_else_would_tell_it(
    recipients: dict[Cell, int], expected: set[Cell]
) -> None:
    assert hidden(recipients, FEWEST) == expected


@given(st.lists(st.integers(0, 6), min_size=6, max_size=6), st.integers(1, 5))
def test_no_single_sum_tells_a_hidden_figure(counts: list[int], fewest: int) -> None:
    recipients: dict[Cell, int] = {}
    for (place, form), count in zip(product(PLACES, FORMS), counts, strict=True):
        for members in ({}, {"place": place}, {"form": form}, {"place": place, "form": form}):
            recipients[cell(**members)] = recipients.get(cell(**members), 0) + count
    gone = hidden(recipients, fewest)
    assert {each for each, count in recipients.items() if 0 < count < fewest} <= gone
    for whole, dimension in [(cell(), "place"), (cell(), "form"), *((cell(place=p), "form") for p in PLACES)]:
        parts = [c for c in recipients if c.members > whole.members and len(c.members - whole.members) == 1]
        unknown = {c for c in parts if dict(c.members - whole.members).keys() == {dimension}} & gone
        if whole in gone:
            assert unknown
        elif unknown:
            assert len(unknown) > 1
            assert sum(recipients[c] for c in unknown) >= fewest


def test_what_is_settled_elsewhere_stands_and_the_whole_is_hidden_instead() -> None:
    parts = {BERG: False, KROKOM: False, ÅRE: True}
    assert hidden(by_place(Berg=5, Krokom=3, Åre=2), FEWEST, parts) == {ALL, ÅRE}

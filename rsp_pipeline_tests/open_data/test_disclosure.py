"""What is hidden so that a figure of few recipients can neither be read nor worked out from the others."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from rsp_pipeline.open_data.disclosure import Cell, hidden

FEWEST = 3
PLACES, FORMS = ("Berg", "Krokom", "Åre"), ("Drift", "Service")


def cell(**members: str) -> Cell:
    return Cell(2025, frozenset(members.items()))


def by_place(**recipients: int) -> dict[Cell, int]:
    """The recipients of each municipality, and of them all."""
    return {cell(): sum(recipients.values())} | {cell(place=place): count for place, count in recipients.items()}


def test_where_no_figure_is_hidden_nothing_else_is() -> None:
    assert hidden(by_place(Berg=5, Krokom=3, Åre=3), FEWEST) == set()


def test_nobody_is_told_of_by_a_zero() -> None:
    assert hidden(by_place(Berg=5, Krokom=3, Åre=0), FEWEST) == set()


def test_the_smallest_other_part_is_hidden_when_subtraction_would_tell() -> None:
    assert hidden(by_place(Berg=5, Krokom=3, Åre=2), FEWEST) == {cell(place="Krokom"), cell(place="Åre")}


def test_two_hidden_parts_of_too_few_together_hide_a_third() -> None:
    assert hidden(by_place(Berg=5, Krokom=1, Åre=1), FEWEST) == {cell(place=place) for place in PLACES}


def test_two_hidden_parts_of_enough_together_are_left_at_that() -> None:
    assert hidden(by_place(Berg=5, Krokom=2, Åre=2), FEWEST) == {cell(place="Krokom"), cell(place="Åre")}


def test_a_whole_that_few_make_up_is_hidden_itself() -> None:
    assert hidden(by_place(Berg=2), FEWEST) == {cell(), cell(place="Berg")}


def test_parts_without_a_published_whole_tell_nothing_of_each_other() -> None:
    assert hidden({cell(place="Berg"): 5, cell(place="Åre"): 2}, FEWEST) == {cell(place="Åre")}


def test_years_do_not_add_up() -> None:
    before = Cell(2024, frozenset({("place", "Åre")}))
    assert hidden({before: 2, cell(place="Berg"): 5, cell(): 5}, FEWEST) == {before}


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
    parts = {cell(place="Berg"): False, cell(place="Krokom"): False, cell(place="Åre"): True}
    assert hidden(by_place(Berg=5, Krokom=3, Åre=2), FEWEST, parts) == {cell(), cell(place="Åre")}

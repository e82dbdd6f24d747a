"""A grid over time begins with the first year that is known, and keeps its last in any case."""

from decimal import Decimal

from rsp_pipeline.followup.charts.grid import Figure, Grid


def grid(*years: Figure) -> Grid:
    return Grid.of(("1", "Besök", n, 2023 + n, figure, False) for n, figure in enumerate(years))


def test_unknown_years_before_the_first_known_are_left_out() -> None:
    known = grid(None, None, Decimal(0), None).from_first_known()
    assert known.columns == ("2025", "2026")
    assert known.row("Besök") == {"2025": Decimal(0), "2026": None}


def test_what_is_known_from_the_start_or_never_is_not_lost() -> None:
    assert grid(Decimal(1), None).from_first_known().columns == ("2023", "2024")
    assert grid(None, None).from_first_known().columns == ("2024",)
    assert Grid.of([]).from_first_known() == Grid.of([])

"""What each year of the sample adds up to: cases and kronor per form of aid, visits per form.

The figures of 2025 are those of Region Jämtland Härjedalens published follow-up; the other years are invented. How
the amounts are drawn and made to fit belongs in `amounts`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rsp_pipeline.programme import Programme

COUNTY_OF_THE_FIGURES = "23"
MUNICIPALITIES_OF_THE_FIGURES = 8


@dataclass(frozen=True)
class Aid:
    """The cases first approved in a year, and what they had been granted when it ended (whole kronor)."""

    cases: int
    granted_sek: int


@dataclass(frozen=True)
class Year:
    """A year's aid per form, its visits per form, and the last day of which the sample knows."""

    aid: dict[str, Aid]
    visits: dict[str, int]
    last_day: date


YEARS = {
    2023: Year(
        {
            "Hemsändning": Aid(8, 1_312_450),
            "Servicebidrag": Aid(5, 812_500),
            "Investeringsbidrag": Aid(19, 5_487_320),
            "Särskilt driftstöd": Aid(19, 3_987_500),
            "Korrosionsskydd": Aid(3, 412_600),
        },
        {"Fysiskt": 14, "Digitalt": 9, "Telefon": 12},
        date(2023, 12, 19),
    ),
    2024: Year(
        {
            "Hemsändning": Aid(8, 1_398_750),
            "Servicebidrag": Aid(6, 1_034_200),
            "Investeringsbidrag": Aid(21, 6_212_468),
            "Särskilt driftstöd": Aid(20, 4_218_575),
        },
        {"Fysiskt": 16, "Digitalt": 11, "Telefon": 14},
        date(2024, 12, 19),
    ),
    2025: Year(
        {
            "Hemsändning": Aid(8, 1_476_300),
            "Servicebidrag": Aid(4, 619_992),
            "Investeringsbidrag": Aid(23, 7_036_881),
            "Särskilt driftstöd": Aid(21, 4_543_056),
        },
        {"Fysiskt": 18, "Digitalt": 12, "Telefon": 15},
        date(2025, 12, 19),
    ),
    2026: Year(
        {
            "Hemsändning": Aid(8, 1_521_900),
            "Servicebidrag": Aid(3, 487_500),
            "Investeringsbidrag": Aid(15, 4_650_930),
            "Särskilt driftstöd": Aid(18, 4_307_800),
        },
        {"Fysiskt": 11, "Digitalt": 8, "Telefon": 10},
        date(2026, 9, 30),
    ),
}


def last_day(year: int) -> date:
    """The last day of the year of which the sample knows: the case system closes for the year before Christmas."""
    return YEARS[year].last_day if year in YEARS else date(year, 12, 19)


def cases_per_form(programme: Programme, year: int, scale: int) -> dict[str, int]:
    """How many cases of each form are first approved: in proportion to the region's municipalities and the scale."""
    aid = YEARS.get(year, YEARS[2025]).aid
    return {form: _in_proportion(of_form.cases, programme) * scale for form, of_form in aid.items()}


def visits_per_form(programme: Programme, year: int, scale: int) -> dict[str, int]:
    """How many visits of each form are made: in proportion to the region's municipalities and the scale."""
    visits = YEARS.get(year, YEARS[2025]).visits
    return {form: _in_proportion(count, programme) * scale for form, count in visits.items()}


def granted_per_form(programme: Programme, year: int, scale: int) -> dict[str, int]:
    """The whole kronor that each form adds up to; empty where the sample is not made to add up to anything."""
    if programme.county_code != COUNTY_OF_THE_FIGURES or scale != 1 or year not in YEARS:
        return {}
    return {form: of_form.granted_sek for form, of_form in YEARS[year].aid.items()}


def _in_proportion(count: int, programme: Programme) -> int:
    share = count * len(programme.municipalities) + MUNICIPALITIES_OF_THE_FIGURES // 2
    return max(1, share // MUNICIPALITIES_OF_THE_FIGURES)

"""What the sample draws for the shipped programme: drawn once for all tests, which do not change it."""

from functools import cache

import pandas as pd

from rsp_pipeline.sample.cases import draw_cases
from rsp_pipeline.sample.decisions import decisions_of
from rsp_pipeline.sample.dice import Dice
from rsp_pipeline.sample.recipients import draw_recipients
from rsp_pipeline.sample.visits import draw_visits
from rsp_pipeline_tests.builders import PROGRAMME

YEARS = (2023, 2024, 2025, 2026)
SEED = 2025


@cache
def recipients(seed: int = SEED, scale: int = 1) -> pd.DataFrame:
    return draw_recipients(PROGRAMME, scale, Dice(seed, 0))


@cache
def decisions_in(year: int, seed: int = SEED, scale: int = 1) -> pd.DataFrame:
    cases = draw_cases(PROGRAMME, recipients(seed, scale), year, scale, Dice(seed, 1, year))
    return decisions_of(cases, year, scale, Dice(seed, 2, year))


@cache
def all_decisions(seed: int = SEED, scale: int = 1) -> pd.DataFrame:
    return pd.concat([decisions_in(year, seed, scale) for year in YEARS], ignore_index=True)


def visits_in(year: int) -> pd.DataFrame:
    return draw_visits(PROGRAMME, recipients(), year, 1, Dice(SEED, 3, year))

"""Writing a whole sample: every register of every year, in the folders where a delivery is looked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from rsp_pipeline.programme import Programme
from rsp_pipeline.sample.cases import draw_cases
from rsp_pipeline.sample.decisions import decisions_of
from rsp_pipeline.sample.dice import Dice
from rsp_pipeline.sample.grant_exports import write_grants
from rsp_pipeline.sample.plans import write_plans
from rsp_pipeline.sample.recipients import draw_recipients
from rsp_pipeline.sample.reference import write_reference
from rsp_pipeline.sample.visits import draw_visits, write_visits

LARGEST_SCALE_IN_WORKBOOKS = 20

# Each part of the sample draws from a stream of its own, so that one more year changes nothing in the others.
RECIPIENTS, CASES, DECISIONS, VISITS, REFERENCE = range(5)


def write_sample(
    into: Path, programme: Programme, years: Sequence[int], seed: int = 2025, scale: int = 1
) -> tuple[Path, ...]:
    """Write synthetic registers of a programme and return the files written.

    The same arguments give the same bytes. For county 23 at scale 1 the years add up to `targets.YEARS`. `scale`
    multiplies shops, cases and visits (scale 1 has some 70 decisions a year, scale 1000 some 70 000); above
    `LARGEST_SCALE_IN_WORKBOOKS` grants and visits are written as csv only. A decision is in the file of its own year;
    cases that began before the first of `years` are left out. Other files in `into` are left alone.

    Raises:
        ValueError: no years, a negative seed, or a scale below 1.
    """
    if not years or seed < 0 or scale < 1:
        raise ValueError("Ange minst ett år, ett frö som inte är negativt och en skala som är minst 1.")
    workbooks = scale <= LARGEST_SCALE_IN_WORKBOOKS
    recipients = draw_recipients(programme, scale, Dice(seed, RECIPIENTS))
    written: list[Path] = []
    began_earlier = pd.DataFrame()
    for year in sorted(set(years)):
        cases = draw_cases(programme, recipients, year, scale, Dice(seed, CASES, year))
        own = decisions_of(cases, year, scale, Dice(seed, DECISIONS, year))
        decisions = pd.concat([began_earlier, own], ignore_index=True)
        written += write_grants(into / "grants", decisions, year, programme, workbooks)
        began_earlier = own[own["decided_on"].dt.year > year]
        visits = draw_visits(programme, recipients, year, scale, Dice(seed, VISITS, year))
        written.append(write_visits(into / "visits", visits, year, programme, workbooks))
    written.append(write_plans(into / "service_plans", programme))
    written += write_reference(into / "reference", programme, Dice(seed, REFERENCE))
    return tuple(written)

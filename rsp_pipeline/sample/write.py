"""Writing a whole sample: every register of every year, in the folders where a delivery is looked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from rsp_pipeline.programme import Programme
from rsp_pipeline.sample.action_plan import write_action_plan
from rsp_pipeline.sample.activities import write_activities
from rsp_pipeline.sample.cases import NOT_APPROVED, draw_cases
from rsp_pipeline.sample.decisions import decisions_of
from rsp_pipeline.sample.dice import Dice
from rsp_pipeline.sample.findings import with_double_visit, with_findings
from rsp_pipeline.sample.funding import write_funding
from rsp_pipeline.sample.grant_exports import write_grants
from rsp_pipeline.sample.outlets import draw_outlets, write_outlets
from rsp_pipeline.sample.payments import draw_payments, write_payments
from rsp_pipeline.sample.places import write_places
from rsp_pipeline.sample.plans import write_plans
from rsp_pipeline.sample.recipients import draw_recipients
from rsp_pipeline.sample.reference import write_reference
from rsp_pipeline.sample.targets import cases_per_form
from rsp_pipeline.sample.visits import draw_visits, write_visits

LARGEST_SCALE_IN_WORKBOOKS = 20

# Each part of the sample draws from a stream of its own, so that one more year changes nothing in the others.
RECIPIENTS, CASES, DECISIONS, VISITS, REFERENCE, PAYMENTS, OUTLETS = range(7)


def scale_of(programme: Programme, years: Sequence[int], rows: int) -> int:
    """The scale at which a sample has at least so many cases of grants, as near as may be."""
    each_year = (sum(cases_per_form(programme, year, 1).values()) + len(NOT_APPROVED) for year in years)
    return max(1, -(-rows // max(1, sum(each_year))))


def write_sample(
    into: Path, programme: Programme, years: Sequence[int], seed: int = 2025, scale: int = 1
) -> tuple[Path, ...]:
    """Write synthetic registers of a programme and return the files written.

    The same arguments give the same bytes. For county 23 at scale 1 the years add up to `targets.YEARS`. `scale`
    multiplies shops, cases and visits (scale 1 has some 70 decisions a year, scale 1000 some 70 000); above
    `LARGEST_SCALE_IN_WORKBOOKS` grants, payments and visits are written as csv only. A decision or payment is in the
    file of its own year; cases that began before the first of `years` are left out. Other files in `into` are left
    alone.

    Raises:
        ValueError: no years, a negative seed, or a scale below 1.
    """
    if not years or seed < 0 or scale < 1:
        raise ValueError("Ange minst ett år, ett frö som inte är negativt och en skala som är minst 1.")
    workbooks = scale <= LARGEST_SCALE_IN_WORKBOOKS
    recipients = draw_recipients(programme, scale, Dice(seed, RECIPIENTS))
    written: list[Path] = []
    began_earlier, paid_later = pd.DataFrame(), pd.DataFrame()
    for year in sorted(set(years)):
        cases = draw_cases(programme, recipients, year, scale, Dice(seed, CASES, year))
        own = with_findings(decisions_of(cases, year, scale, Dice(seed, DECISIONS, year)), year)
        decisions = pd.concat([began_earlier, own], ignore_index=True)
        written += write_grants(into / "grants", decisions, year, programme, workbooks)
        began_earlier = own[own["decided_on"].dt.year > year]
        payments = pd.concat([paid_later, draw_payments(own, Dice(seed, PAYMENTS, year))], ignore_index=True)
        written.append(write_payments(into / "payments", payments, year, programme, workbooks))
        paid_later = payments[payments["paid_on"].dt.year > year]
        visits = with_double_visit(draw_visits(programme, recipients, year, scale, Dice(seed, VISITS, year)), year)
        written.append(write_visits(into / "visits", visits, year, programme, workbooks))
        written.append(write_activities(into / "activities", programme, year))
        written.append(write_action_plan(into / "action_plan", programme, year, scale))
    written.append(write_plans(into / "service_plans", programme))
    written.append(write_places(into / "service_plan_places", programme))
    outlets = draw_outlets(programme, recipients, Dice(seed, OUTLETS))
    written.append(write_outlets(into / "outlets", outlets, programme))
    written.append(write_funding(into / "funding", programme))
    written += write_reference(into / "reference", programme, scale, Dice(seed, REFERENCE))
    return tuple(written)

"""Which findings are new: the one place that says so.

A finding is new until someone has accepted it, or a year was approved while it was there. It is the same finding as
long as it is about the same record and says the same: its message names the values that decide.
"""

from __future__ import annotations

from rsp_pipeline.registers.accepted_findings import ACCEPTED_FINDINGS

NEW, ACCEPTED, SEEN = "ny", "godtagen", "sedd"
STATES = (NEW, ACCEPTED, SEEN)
MEANS = (
    "En avvikelse är ny tills den är godtagen, i accepted_findings.csv, eller sedd: den fanns, med samma besked, när "
    "ett år senast fastställdes."
)
SPACES = "translate(trim({}, ' .'), chr(160), ' ')"
"""A message as it is compared: a spreadsheet may have made its no-break spaces plain."""

ACCEPTANCE = f"""
    SELECT record_id, rule_id, row_key, {SPACES.format("message")} AS message
    FROM {ACCEPTED_FINDINGS.table.full_name}
"""


def state(seen: str) -> str:
    """The SQL expression of a finding's state, over its columns; `seen` are the findings of the last approval."""
    known = f"(rule_id, record_id, {SPACES.format('message')})"
    return f"""
        CASE
            WHEN {known} IN (SELECT (rule_id, row_key, message) FROM ({ACCEPTANCE})) THEN '{ACCEPTED}'
            WHEN {known} IN (SELECT {known} FROM {seen}) THEN '{SEEN}'
            ELSE '{NEW}'
        END
    """

"""`rsp findings`: what breaks the rules, with where each finding stands and whether anyone has seen it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import groupby

from rsp_pipeline.lineage.findings import Standing
from rsp_pipeline.registers.accepted_findings import ACCEPTED_FINDINGS
from rsp_pipeline.rules.standing import ACCEPTED, NEW, SEEN
from rsp_pipeline.shell.exit_codes import GOOD, GOOD_WITH_REMARKS
from rsp_pipeline.shell.terminal import plain
from rsp_pipeline.swedish import enumeration, number

MANY = {NEW: "nya", ACCEPTED: "godtagna", SEEN: "sedda"}


def exit_code(findings: Sequence[Standing]) -> int:
    """0 none is new, 1 some are."""
    return GOOD_WITH_REMARKS if any(finding.state == NEW for finding in findings) else GOOD


def as_acceptances(findings: Sequence[Standing]) -> Iterator[str]:
    """The new findings as lines of accepted_findings.csv, below its header: who lets one stand writes why, and who."""
    rows = [(each.rule_id, each.record_id, each.message, "", "", "") for each in findings if each.state == NEW]
    for row in ([column.header for column in ACCEPTED_FINDINGS.columns], *rows):
        line = io.StringIO()
        csv.writer(line, delimiter=";", lineterminator="").writerow(row)
        yield plain(line.getvalue())


def as_text(findings: Sequence[Standing]) -> Iterator[str]:
    """Each rule with its findings: state, place, record and message; and how many there are of each state."""
    for title, own in groupby(findings, key=lambda finding: f"{finding.rule_id} {finding.title}"):
        yield title
        for finding in own:
            yield plain(f"  {finding.state}: {', '.join(filter(None, (finding.place, finding.record_id)))}")
            yield plain(f"      {finding.message}")
    counts = [f"{number(sum(each.state == state for each in findings))} {many}" for state, many in MANY.items()]
    yield f"Avvikelser: {enumeration(counts)}."

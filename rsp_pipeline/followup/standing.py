"""How a year's follow-up stands: going on, ended, or approved and by which decision, in words that all use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rsp_pipeline.swedish import long_date

GOING_ON = "Preliminär, för året pågår"
NOT_APPROVED = "Inte fastställd än"


@dataclass(frozen=True)
class Approval:
    """How a year was approved: the board's decision, and which version of the year it is."""

    diary_no: str
    paragraph: int
    decided_on: date
    version: int


def standing(approval: Approval | None, has_ended: bool, board: str) -> str:
    """How a year stands, without a full stop."""
    if approval is None:
        return NOT_APPROVED if has_ended else GOING_ON
    version = f", version {approval.version}" if approval.version > 1 else ""
    decision = f"{long_date(approval.decided_on)}, § {approval.paragraph} ({approval.diary_no})"
    return f"Fastställd av {board} {decision}{version}"

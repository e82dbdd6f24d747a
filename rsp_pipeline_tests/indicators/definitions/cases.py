"""A case: its decisions in order, its first approval, and what it was granted as it stood when a year ended.

From the introduction of docs/indicators.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

APPROVED = ("Bifall", "Delvis bifall")
INVESTMENT, HOME_DELIVERY = "Investeringsbidrag", "Hemsändning"
SERVICE, OPERATING = "Servicebidrag", "Särskilt driftstöd"


def is_approval(decision: SimpleNamespace) -> bool:
    return decision.outcome in APPROVED and decision.decision_type != "Återkrav"


def sets_the_amount(decision: SimpleNamespace) -> bool:
    """An approval says what is granted from then on, and so does an amendment that withdraws the aid."""
    withdraws = decision.decision_type == "Ändring" and decision.outcome == "Återkallad"
    return is_approval(decision) or withdraws


@dataclass(frozen=True)
class Case:
    """The decisions of one case, by day and then by number."""

    decisions: Sequence[Any]

    @property
    def is_known(self) -> bool:
        """Approved at least once, and known from its beginning: its *grundbeslut* is in the register."""
        known = any(decision.decision_type == "Grundbeslut" for decision in self.decisions)
        return known and any(map(is_approval, self.decisions))

    @property
    def first(self) -> Any:
        """The first approval."""
        return next(filter(is_approval, self.decisions))

    @property
    def id(self) -> str:
        return str(self.first.case_id)

    @property
    def year(self) -> int:
        return int(self.first.decided_on.year)

    @property
    def members(self) -> dict[str, str | None]:
        """Where the case belongs, whatever it is broken down by."""
        return {
            "municipality": self.first.municipality_code,
            "grant_form": self.first.grant_form,
            "funding_source": self.first.funding_source,
            "decision_year": str(self.year),
            "investment_kind": self.first.investment_kind,
        }

    def granted_at_end_of(self, year: int) -> Decimal:
        """The total granted as it stood on 31 December."""
        setting = [each for each in self.decisions if sets_the_amount(each) and each.decided_on.year <= year]
        return Decimal(setting[-1].granted_sek)

    @property
    def granted(self) -> Decimal:
        """The total granted as it stood when the year of the first approval ended."""
        return self.granted_at_end_of(self.year)

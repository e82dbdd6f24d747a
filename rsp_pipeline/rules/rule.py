"""The nouns of this room: `Rule`, the group it belongs to, and how severe a breach of it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

OWN = "egen kontroll"  # what a rule rests on that no ordinance states


class Severity(Enum):
    """How a breach is to be taken; the value is what people read."""

    WARNING = "varning"
    NOTICE = "upplysning"


@dataclass(frozen=True)
class Group:
    """Rules that are shown and checked together.

    `check` is the name of the check in Dagster and `promise` what it promises, a Swedish sentence.
    """

    title: str
    check: str
    promise: str


@dataclass(frozen=True)
class Rule:
    """One way in which what was delivered may look wrong.

    `tries` is a SELECT with one row per record that the rule concerns: `record_id`; `breaks`, which is null when an
    input is missing so that the rule cannot be tried; and, named with their units, the values that decide. It reads
    the tables of the schemas core, indicator and quality, those of `ground`, and `lost`. A column `rests_on` tells the
    paragraph that held for the record, and a column `severity` how severe its breach is; without them the rule's own
    are told.

    `sentence` is the finding in Swedish, without a full stop; `{granted_sek}` stands for the value of that column. A
    restricted value must be in none of the columns it names. `compares` names the column with the actual value and
    the one with the allowed value, for rules that compare two numbers. `description` says what is tried.
    """

    id: str
    title: str
    group: Group
    description: str
    rests_on: str
    tries: str
    sentence: str
    compares: tuple[str, str] | None = None
    severity: Severity = Severity.WARNING

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the dated parameters that the rule compares with."""
        return tuple(dict.fromkeys(re.findall(r"\bparameter(?:\.| = ')(\w+)", self.tries)))

    @property
    def reads_decisions(self) -> bool:
        """Whether the rule reads the decisions that `ground` lays, with their parameters."""
        return re.search(r"\b(?:standing_)?decisions\b", self.tries) is not None

    @property
    def reads_today(self) -> bool:
        """Whether the rule compares with the day."""
        return re.search(r"\btoday\b", self.tries) is not None

    @property
    def references(self) -> tuple[str, ...]:
        """The names of the references of which the rule reads those that find nothing."""
        return tuple(re.findall(r"\blost\.reference = '([\w.]+)'", self.tries))


def paragraph(own: str, before: str = "") -> str:
    """SQL for the column `rests_on` of a decision: `own` if its ordinance held, else the ordinance that did.

    A rule of 2024:1243 had its like in 2000:284, whose paragraphs were numbered in another way: `before` is that one's,
    where it is known.
    """
    current = own.split()[0]
    other = f"'SFS ' || ordinance || '{before and ' ' + before}'"
    return f"CASE WHEN ordinance = '{current}' THEN '{own}' ELSE coalesce({other}, '{own}') END AS rests_on"

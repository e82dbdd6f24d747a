"""The form of a region's diary numbers, as a picture: `RS {år}/{nr}` is the form of RS 2023/77."""

from __future__ import annotations

import re
from dataclasses import dataclass

PARTS = {"{nr}": "[0-9]+", "{år}": "[0-9]{4}", "{åå}": "[0-9]{2}"}
"""What stands for digits in a form: a running number, a year, and a year in two digits."""
FORM = r"(?:[^{}]|\{nr\}|\{år\}|\{åå\})*\{nr\}(?:[^{}]|\{år\}|\{åå\})*"


@dataclass(frozen=True)
class DiaryNumbers:
    """The form of diary numbers, and one of them; without a form, every number is as good as another."""

    form: str = ""
    example: str = ""

    def is_known(self, diary_no: str) -> bool:
        """Whether a diary number is of the form."""
        parts = re.split(r"(\{[^{}]*\})", self.form)
        pattern = "".join(PARTS.get(part, re.escape(part)) for part in parts)
        return not self.form or re.fullmatch(pattern, diary_no) is not None

    def remark(self, diary_no: str) -> str:
        """A Swedish sentence on a diary number of another form; empty where there is nothing to remark."""
        if self.is_known(diary_no):
            return ""
        return f"Diarienumret ”{diary_no}” har en annan form än regionens andra, som {self.example}."

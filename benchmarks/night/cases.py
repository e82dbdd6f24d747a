"""Over what the night is measured."""

from __future__ import annotations

from dataclasses import dataclass

YARDSTICK_ROWS = 100_000


@dataclass(frozen=True)
class Case:
    """The sample of so many years, with so many grant rows beside it, in so many csv files or in one workbook."""

    name: str
    title: str
    rows: int = 0
    files: int = 1
    workbook: bool = False
    years: int = 4

    @property
    def floor_rows(self) -> int:
        """The rows of the floor: the same, or as a measure of the machine where the case has none of its own."""
        return self.rows or YARDSTICK_ROWS

    @property
    def grows(self) -> bool:
        """Whether the case differs in its number of rows alone."""
        return self.rows > 0 and not self.workbook and self == Case(self.name, self.title, self.rows)


CASES = (
    Case("sample", "The sample"),
    Case("1000", "1 000 rows", rows=1_000),
    Case("100000", "100 000 rows", rows=100_000),
    Case("1000000", "1 000 000 rows", rows=1_000_000),
    Case("xlsx", "100 000 rows, xlsx", rows=100_000, workbook=True),
    Case("files", "100 000 rows, 500 files", rows=100_000, files=500),
    Case("3-years", "3 years", years=3),
    Case("8-years", "8 years", years=8),
    Case("20-years", "20 years", years=20),
)

"""A table of the steward's, and what is downloaded and imported into it."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from rsp_pipeline.importing import Imported, ImportRefused, import_file
from rsp_pipeline_tests.builders import GIVEN, SAMPLE


@dataclass(frozen=True)
class Table:
    """A reference table in a raw folder."""

    file: Path

    @property
    def raw(self) -> Path:
        return self.file.parents[1]

    @property
    def lines(self) -> list[str]:
        return self.file.read_text(encoding="utf-8-sig").splitlines()

    def write(self, *lines: str, encoding: str = "utf-8-sig") -> None:
        self.file.write_text("".join(f"{line}\n" for line in lines), encoding=encoding)

    def imported(self, text: str, encoding: str = "utf-8") -> Imported:
        path = self.raw.parent / "nedladdad"
        path.write_bytes(text.encode(encoding))
        return import_file(path, self.raw, GIVEN)

    def stays_when_imported_again(self, text: str, rows: int) -> None:
        self.imported(text)
        first = self.file.read_bytes()
        assert counts(self.imported(text)) == (0, 0, rows)
        assert self.file.read_bytes() == first

    def stays_and_refuses(self, text: str, told: str) -> None:
        before = self.file.read_bytes()
        with pytest.raises(ImportRefused, match=told) as refused:
            self.imported(text)
        assert str(refused.value).endswith(".")
        assert self.file.read_bytes() == before


def table_of_sample(folder: Path, name: str, *, but: str = "$") -> Table:
    """A table of the sample, without the lines whose beginning is as a pattern says."""
    table = Table(folder / "raw" / "reference" / name)
    table.file.parent.mkdir(parents=True)
    lines = (SAMPLE / "reference" / name).read_text(encoding="utf-8-sig").splitlines()
    table.write(*(line for line in lines if not re.match(but, line)))
    return table


def counts(done: Imported) -> tuple[int, int, int]:
    """How many rows were added, changed, and stand as they were."""
    return done.merged.added, done.merged.changed, done.merged.unchanged

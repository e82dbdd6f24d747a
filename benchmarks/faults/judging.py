"""What became of a fault: whether a figure changed, and where a person is told of what is wrong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from enum import Enum
from functools import cached_property
from pathlib import Path
from random import Random
from shutil import copytree

from benchmarks.faults.deeds import FAULTS, Fault, written
from benchmarks.faults.files import text_rows
from rsp_pipeline.indicators.engine import VALUE
from rsp_pipeline.night.derived import DERIVATIONS
from rsp_pipeline.night.indicators import FIGURES
from rsp_pipeline.night.registers import READINGS
from rsp_pipeline.night.rules import FINDINGS
from rsp_pipeline.reading.delivered import delivered
from rsp_pipeline.reading.tables import CORRECTION, QUARANTINE, REMARK, SOURCE_FILE
from rsp_pipeline.registers import REGISTERS, Register
from rsp_pipeline.registers.register import PLACE
from rsp_pipeline.rules.tables import FINDING
from rsp_pipeline.settings import Settings
from rsp_pipeline.store.schema import Table
from rsp_pipeline_tests.builders import SAMPLE, settings
from rsp_pipeline_tests.sessions import QuickNight, of_the_sample

ROW = re.compile(r"\brad(?:en|erna)? \d[\d, –och]*")


class Outcome(Enum):
    """What became of a fault, in the words of the table in docs/reading.md."""

    REFUSED = "Syns i karantän eller avvisad fil"
    REMARKED = "Syns som anmärkning"
    SAME = "Inget nyckeltal ändrat"
    FOUND = "Syns som fynd"
    UNSEEN = "Syns bara som ändrat nyckeltal"


TOLD_WHEN_READ: Mapping[Outcome, tuple[tuple[Table, tuple[str, ...]], ...]] = {
    Outcome.REFUSED: ((QUARANTINE, ("code", "column_name")), (SOURCE_FILE, ("verdict",))),
    Outcome.REMARKED: ((REMARK, ("message",)), (CORRECTION, ("message",))),
}


class Standing:
    """How a night stands when a register of the sample has been read: what is counted is counted when it is asked for.

    `rows` are the accepted ones but for where they stand, and `told` what the reading tells in each place.
    """

    def __init__(self, night: QuickNight, register: Register) -> None:
        READINGS[register].make(night)
        self._night = night
        rows = night.tables.read(register.table)
        self.rows = rows.select([name for name in rows.column_names if name not in PLACE])
        self.told = {
            outcome: Counter(
                f"{table.name} {ROW.sub('', ' '.join(map(str, cells)))}"
                for table, columns in places
                for cells in zip(
                    *night.tables.read(table, register.name).select(columns).to_pydict().values(), strict=True
                )
            )
            for outcome, places in TOLD_WHEN_READ.items()
        }

    @cached_property
    def figures(self) -> frozenset[tuple[object, ...]]:
        """Every figure."""
        self._night.make(DERIVATIONS.values())
        FIGURES.make(self._night)
        with self._night.tables.session([VALUE]) as session:
            return frozenset(session.execute(f"FROM {VALUE.full_name}").fetchall())

    @cached_property
    def findings(self) -> Counter[str]:
        """What is found, by rule and sentence."""
        assert self.figures
        FINDINGS.make(self._night)
        with self._night.tables.session([FINDING]) as session:
            found = session.execute(f"SELECT rule_id || message FROM {FINDING.full_name}").fetchall()
        return Counter(ROW.sub("", text) for (text,) in found)

    def became(self, after: Standing) -> Outcome:
        """What became of it by one fault."""
        if told := [outcome for outcome in TOLD_WHEN_READ if after.told[outcome] - self.told[outcome]]:
            return told[0]
        if after.rows.equals(self.rows) or after.figures == self.figures:
            return Outcome.SAME
        return Outcome.FOUND if after.findings - self.findings else Outcome.UNSEEN


def sampled() -> list[Register]:
    """The registers that the sample has a file of."""
    return [register for register in REGISTERS if _files(register)]


def tried(register: Register, number: int, folder: Path, seed: int) -> Iterator[tuple[Fault, Outcome, str]]:
    """So many faults in a register of the sample, one at a time: each, what became of it, and the line where it is."""
    random = Random(seed)
    files = {path.with_suffix(".csv"): text_rows(SAMPLE / path) for path in _files(register)}
    right, faulty = (_installed(folder / name, register, files) for name in ("right", "faulty"))
    before = Standing(_night(right), register)
    night = _night(faulty)
    done = 0
    while done < number:
        name, rows = random.choice(list(files.items()))
        fault = random.choice(FAULTS)
        lines = fault.happen(rows, random)
        if lines is None:
            continue
        path = faulty.raw_dir / name
        _write(path, lines)
        if fault.copies:
            _write(path.with_stem("kopia"), lines)
        after = Standing(night, register)
        changed = next((line for line, was in zip(lines, written(rows), strict=False) if line != was), lines[-1])
        yield fault, before.became(after), changed
        path.with_stem("kopia").unlink(missing_ok=True)
        _write(path, written(rows))
        done += 1


def _night(installation: Settings) -> QuickNight:
    return QuickNight(installation, installation.open_years, beneath=of_the_sample())


def _files(register: Register) -> list[Path]:
    """The sample's files of a register, counted from the raw folder."""
    given = settings(SAMPLE.parents[1])
    found = delivered(SAMPLE, register, given.programme.first_year, given.today)
    return [path.relative_to(SAMPLE) for path in found.paths]


def _installed(folder: Path, register: Register, files: Mapping[Path, list[list[str]]]) -> Settings:
    """An installation of the sample, with a register's files as plain csv."""
    installation = settings(folder)
    copytree(SAMPLE, installation.raw_dir)
    for path in _files(register):
        (installation.raw_dir / path).unlink()
    for path, rows in files.items():
        _write(installation.raw_dir / path, written(rows))
    return installation


def _write(path: Path, lines: list[str]) -> None:
    path.write_text("".join(lines), encoding="utf-8-sig", newline="")

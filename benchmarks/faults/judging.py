"""What became of a fault: whether a figure changed, and where a person is told of what is wrong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from random import Random
from shutil import copytree

from benchmarks.faults.deeds import FAULTS, Fault, written
from benchmarks.faults.files import text_rows
from rsp_pipeline.indicators.engine import VALUE
from rsp_pipeline.night.derived import DERIVATIONS
from rsp_pipeline.night.indicators import DEFINITIONS, FIGURES
from rsp_pipeline.night.night import CORE, run
from rsp_pipeline.night.registers import READINGS
from rsp_pipeline.night.rules import FINDINGS
from rsp_pipeline.reading.delivered import delivered
from rsp_pipeline.reading.tables import CORRECTION, QUARANTINE, REMARK, SOURCE_FILE
from rsp_pipeline.registers import REGISTERS, Register
from rsp_pipeline.rules.tables import FINDING
from rsp_pipeline.store.schema import Table
from rsp_pipeline_tests.builders import SAMPLE, QuickNight, settings

COUNTING = (*DERIVATIONS.values(), DEFINITIONS, FIGURES, FINDINGS)
ROW = re.compile(r"\brad(?:en|erna)? \d[\d, –och]*")


class Outcome(Enum):
    """What became of a fault, in the words of the table in docs/reading.md."""

    SAME = "Inget nyckeltal ändrat"
    REFUSED = "Syns i karantän eller avvisad fil"
    REMARKED = "Syns som anmärkning"
    FOUND = "Syns som fynd"
    UNSEEN = "Syns bara som ändrat nyckeltal"


PLACES: Mapping[Outcome, tuple[tuple[Table, str], ...]] = {
    Outcome.REFUSED: ((QUARANTINE, "code || column_name"), (SOURCE_FILE, "verdict")),
    Outcome.REMARKED: ((REMARK, "message"), (CORRECTION, "message")),
    Outcome.FOUND: ((FINDING, "rule_id || message"),),
}


@dataclass(frozen=True)
class State:
    """The figures of a night, and what it tells in each place."""

    figures: frozenset[tuple[object, ...]]
    told: Mapping[Outcome, Counter[str]]

    @classmethod
    def of(cls, night: QuickNight) -> State:
        """How a night that has been run stands."""
        with night.tables.session((VALUE, *(table for places in PLACES.values() for table, _ in places))) as session:
            figures = frozenset(session.execute(f"FROM {VALUE.full_name}").fetchall())
            told = {
                outcome: Counter(
                    f"{table.name} {ROW.sub('', text or '')}"
                    for table, said in places
                    for (text,) in session.execute(f"SELECT {said} FROM {table.full_name}").fetchall()
                )
                for outcome, places in PLACES.items()
            }
        return cls(figures, told)

    def became(self, after: State) -> Outcome:
        """What a state became by one fault."""
        if after.figures == self.figures:
            return Outcome.SAME
        seen = (outcome for outcome in PLACES if after.told[outcome] - self.told[outcome])
        return next(seen, Outcome.UNSEEN)


def sampled() -> list[Register]:
    """The registers that the sample has a file of."""
    given = settings(SAMPLE.parents[1])
    first_year, today = given.programme.first_year, given.today
    return [register for register in REGISTERS if delivered(SAMPLE, register, first_year, today).paths]


def tried(register: Register, number: int, folder: Path, seed: int) -> Iterator[tuple[Fault, Outcome, str]]:
    """So many faults in a register of the sample, one at a time: each, what became of it, and the line where it is."""
    random = Random(seed)
    installation = settings(folder)
    copytree(SAMPLE, installation.raw_dir)
    found = delivered(installation.raw_dir, register, installation.programme.first_year, installation.today).paths
    files = {path.with_suffix(".csv"): text_rows(path) for path in found}
    for path in found:
        path.unlink()
    for path, rows in files.items():
        _write(path, written(rows))
    night = QuickNight(installation, installation.open_years)
    run(night, (*CORE, DEFINITIONS, FIGURES, FINDINGS))
    before = State.of(night)
    counted = night.tables.read(register.table)
    done = 0
    while done < number:
        path, rows = random.choice(list(files.items()))
        fault = random.choice(FAULTS)
        lines = fault.happen(rows, random)
        if lines is None:
            continue
        _write(path, lines)
        if fault.copies:
            _write(path.with_stem("kopia"), lines)
        run(night, (READINGS[register],))
        if not night.tables.read(register.table).equals(counted):
            run(night, COUNTING)
            counted = night.tables.read(register.table)
        after = State.of(night)
        changed = next((line for line, was in zip(lines, written(rows), strict=False) if line != was), lines[-1])
        yield fault, before.became(after), changed
        path.with_stem("kopia").unlink(missing_ok=True)
        _write(path, written(rows))
        done += 1


def _write(path: Path, lines: list[str]) -> None:
    path.write_text("".join(lines), encoding="utf-8-sig", newline="")

"""From what was typed to corrections: each line is tried as the night would read it, and put into corrections.csv.

A line that does not hold is told why, and keeps no other from being put in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from rsp_pipeline.mending import corrections_file
from rsp_pipeline.mending.cells import BY_TITLE, Cell, Texts, by_cell, cell_of
from rsp_pipeline.mending.trying import Tried, tried
from rsp_pipeline.mending.typed import Typed
from rsp_pipeline.office.workbook import harmless, may_be_a_formula
from rsp_pipeline.reading.cells.suggestions import elsewhere
from rsp_pipeline.reading.circumstances import Circumstances
from rsp_pipeline.reading.corrections import cell, one_spaced, row_keys
from rsp_pipeline.reading.personal_data import masked
from rsp_pipeline.reading.problems import HIDDEN_VALUE
from rsp_pipeline.reading.quarantine_workbook import WHO, WHY
from rsp_pipeline.reading.read import delivered_texts
from rsp_pipeline.registers import CORRECTIONS, Register
from rsp_pipeline.registers.register import PLACE, Column
from rsp_pipeline.swedish import enumeration, sentence

READ_ANEW = "Kör rsp refresh, och skriv i den nya arbetsboken"


class Became(Enum):
    """What became of a line that was typed."""

    ADDED = auto()
    KNOWN = auto()
    REFUSED = auto()


class Outcome(NamedTuple):
    """What became of a line, told in a Swedish sentence; `is_left` says that its row stays in quarantine."""

    line: Typed
    became: Became
    told: str
    is_left: bool = False


class _Refused(Exception):
    """A line that cannot be taken; the message says in Swedish why."""


@dataclass(frozen=True)
class _Draft:
    """A line as it would stand in corrections.csv."""

    register: Register
    column: Column
    texts: Texts

    @property
    def cell(self) -> Cell:
        """The cell that it is about."""
        return cell_of(self.register, self.texts["row_key"], self.texts["column_name"])

    @property
    def record_id(self) -> str:
        """What the correction is known by, once it is read."""
        return f"{CORRECTIONS.name}:{self.register.name}:{self.texts['row_key']}:{self.texts['column_name']}"

    @property
    def told(self) -> str:
        """What it does, without what nobody should read."""
        expected, right = (
            HIDDEN_VALUE if self.column.restricted else masked(self.texts[name]) or "tom cell"
            for name in ("expected_value", "corrected_value")
        )
        return f"{self.register.title} {self.texts['row_key']}, {self.column.header}: ”{expected}” blir ”{right}”"


@dataclass
class _Delivered:
    """The rows of registers as they are delivered, each register read once."""

    raw_dir: Path
    given: Circumstances
    read: dict[str, tuple[pd.DataFrame, pd.Series[str]]] = field(default_factory=dict)

    def of(self, register: Register) -> tuple[pd.DataFrame, pd.Series[str]]:
        """The rows, and their keys."""
        if register.name not in self.read:
            texts = delivered_texts(register, self.raw_dir, self.given)
            self.read[register.name] = texts, row_keys(texts, register)
        return self.read[register.name]


def mend(
    lines: Sequence[Typed], by: str, reason: str, raw_dir: Path, given: Circumstances, mode: int = 0o600
) -> list[Outcome]:
    """Put into corrections.csv what was typed, and tell what became of each line; the file is new with `mode`.

    `by` and `reason` say who and why where the line does not.

    Raises:
        CorrectionsUnusable: corrections.csv cannot be read or added to, and is left as it is.
        OSError: it cannot be written.
    """
    known = corrections_file.known(raw_dir, given)
    there_are = by_cell(known)
    delivered = _Delivered(raw_dir, given)
    outcomes: dict[int, Outcome] = {}
    drafts: dict[int, _Draft] = {}
    for at, line in enumerate(lines):
        try:
            draft = _draft(line, by, reason, delivered)
            before = there_are.setdefault(draft.cell, draft.texts)
            if before is draft.texts:
                _refuse_what_has_changed(line, draft)
                drafts[at] = draft
            else:
                outcomes[at] = Outcome(line, Became.KNOWN, _as_before(draft, before))
        except _Refused as why:
            outcomes[at] = Outcome(line, Became.REFUSED, str(why))
    for at, found in _tried(drafts, known, raw_dir, given).items():
        outcomes[at] = _judged(lines[at], drafts[at], found)
    added = [drafts[at].texts for at in sorted(drafts) if outcomes[at].became is Became.ADDED]
    if added:
        corrections_file.add(added, raw_dir, given, mode)
    return [outcomes[at] for at in range(len(lines))]


def _draft(line: Typed, by: str, reason: str, delivered: _Delivered) -> _Draft:
    register = BY_TITLE.get(line.register)
    column = register.spellings.get(line.column.lower()) if register else None
    if register is None or column is None:
        raise _Refused("Raden har ingen rättelse att fylla i. Gör som det står i kolumnen Förslag.")
    texts, keys = delivered.of(register)
    label = _label(texts, line)
    if label is None:
        raise _Refused(f"Rad {line.place[2]} i {line.place[0]} finns inte längre. {READ_ANEW}.")
    key = keys[label]
    if not isinstance(key, str):
        raise _Refused(elsewhere(register, "", has_key=False))
    expected = cell(texts, label, column)
    alike = [each for each in texts.index[(keys == key).fillna(False)] if cell(texts, each, column) == expected]
    if column.name in register.key and len(alike) > 1:
        raise _Refused(elsewhere(register, "conflicting_key", has_key=True))
    cells = {
        "register": register.title,
        "row_key": key,
        "column_name": column.header,
        "expected_value": expected,
        "corrected_value": line.corrected,
        "reason": one_spaced(line.why or reason),
        "corrected_by": one_spaced(line.who or by),
        "corrected_on": delivered.given.today.isoformat(),
    }
    for name, header, option in (("reason", WHY, "--reason"), ("corrected_by", WHO, "--by")):
        if not cells[name]:
            raise _Refused(f"Skriv i kolumnen {header}, eller ange {option}.")
    if any(map(may_be_a_formula, cells.values())):
        raise _Refused("Ett kalkylprogram kan ta texten för en formel. Rätta i filen, och lägg in den på nytt.")
    return _Draft(register, column, cells)


def _label(texts: pd.DataFrame, line: Typed) -> int | None:
    """The label of the row that a line is about."""
    file, sheet, row = PLACE
    there = texts[texts[row].astype("string") == line.place[2]]
    for label, own_file, own_sheet in zip(there.index, there[file], there[sheet], strict=True):
        if (harmless(own_file), harmless(own_sheet)) == line.place[:2]:
            return int(label)
    return None


def _refuse_what_has_changed(line: Typed, draft: _Draft) -> None:
    """A line is about the text that stood in the cell when the workbook was made."""
    text = draft.texts["expected_value"]
    shown = HIDDEN_VALUE if text and draft.column.restricted else one_spaced(harmless(masked(text)))
    if one_spaced(line.expected) != shown:
        stands = f"”{shown}”" if shown else "ingenting"
        raise _Refused(f"I cellen står nu {stands}. {READ_ANEW}.")


def _as_before(draft: _Draft, before: Texts) -> str:
    """What is told of a cell that a correction is about already.

    Raises:
        _Refused: it says something else.
    """
    if all(one_spaced(before[name]) == draft.texts[name] for name in ("expected_value", "corrected_value")):
        return sentence(f"{draft.told}. Det står redan i corrections.csv")
    where = f"{draft.column.header} i {draft.register.title} {draft.texts['row_key']}"
    raise _Refused(f"{where} har redan en annan rättelse, och en cell har bara en. Ändra den i corrections.csv.")


def _tried(
    drafts: Mapping[int, _Draft], known: pd.DataFrame, raw_dir: Path, given: Circumstances
) -> Mapping[int, Tried]:
    """What would become of drafts: read as lines of corrections.csv, and applied together with those there are."""
    if not drafts:
        return {}
    reading = corrections_file.as_read([draft.texts for draft in drafts.values()], given)
    read = set(reading.accepted["record_id"])
    unreadable = dict(zip(reading.quarantine["source_row"], reading.quarantine["reason"], strict=True))
    everything = pd.concat([known, reading.accepted], ignore_index=True)
    found: dict[str, Tried] = {}
    for register in {draft.register.name: draft.register for draft in drafts.values()}.values():
        found |= tried(everything, register, raw_dir, given)
    return {
        at: found[draft.record_id] if draft.record_id in read else Tried(unreadable.get(row, "Raden kan inte läsas."))
        for row, (at, draft) in enumerate(drafts.items(), start=2)
    }


def _judged(line: Typed, draft: _Draft, found: Tried) -> Outcome:
    if found.outdated or found.still_refused:
        return Outcome(
            line, Became.REFUSED, " ".join(map(sentence, [found.outdated] if found.outdated else found.still_refused))
        )
    if found.others_refused:
        left = f"Raden är kvar i karantän tills också {enumeration(list(found.others_refused))} är rättat"
        return Outcome(line, Became.ADDED, f"{draft.told}. {left}.", is_left=True)
    return Outcome(line, Became.ADDED, f"{draft.told}.")

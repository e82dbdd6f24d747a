"""A check of one file as it is told: in Swedish to a person, or as one JSON object to a machine.

What is checked, and how, belongs in `reading.check`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from rsp_pipeline.reading.check import Check, Reason
from rsp_pipeline.reading.files import name_of
from rsp_pipeline.reading.problems import place_in_file
from rsp_pipeline.reading.tables import ACCEPTED, ACCEPTED_WITH_QUARANTINE, REJECTED
from rsp_pipeline.registers import Register
from rsp_pipeline.shell.exit_codes import GOOD, GOOD_WITH_REMARKS, REFUSED
from rsp_pipeline.shell.terminal import plain
from rsp_pipeline.swedish import number, sentence

SHOWN_REASONS = 50


def exit_code(check: Check) -> int:
    """0 accepted, 1 accepted with quarantine or warnings, 2 rejected."""
    if check.verdict == REJECTED:
        return REFUSED
    return GOOD_WITH_REMARKS if check.verdict == ACCEPTED_WITH_QUARANTINE or check.has_warnings else GOOD


def as_text(check: Check) -> list[str]:
    """The lines a person reads: the verdict first, then rows and sums, then every reason."""
    return [plain(line) for line in _lines(check)]


def as_json(check: Check) -> str:
    """One JSON object on one line; the sums are written as they are, exact to the öre."""
    parts = {
        "file": json.dumps(check.file),
        "register": json.dumps(check.register.name if check.register else None),
        "verdict": json.dumps(check.verdict),
        "rows": json.dumps(
            {"read": check.rows_read, "accepted": check.rows_accepted, "quarantined": check.rows_quarantined}
        ),
        "sums": "{" + ", ".join(f"{json.dumps(name)}: {total:f}" for name, total in check.sums.items()) + "}",
        "reasons": json.dumps([_record(reason) for reason in check.reasons]),
    }
    return "{" + ", ".join(f'"{name}": {written}' for name, written in parts.items()) + "}"


def _record(reason: Reason) -> dict[str, str | int | None]:
    return {
        "code": reason.code,
        "sheet": reason.sheet,
        "row": reason.row,
        "column": reason.column,
        "value": reason.value,
        "message": reason.message,
    }


def _lines(check: Check) -> Iterator[str]:
    path = Path(check.file)
    name = name_of(path, path.parent)
    yield f"{name}: {_verdict(check)}"
    if check.register:
        yield f"Register: {check.register.title} ({check.register.name})"
    if check.verdict != REJECTED:
        yield _rows(check)
        if check.register:
            yield from _sums(check, check.register)
    if check.reasons:
        yield ""
        yield "Skäl:" if check.verdict == REJECTED else "Att veta om filen:"
    for reason in check.reasons[:SHOWN_REASONS]:
        yield f"- {_sentence(reason)}"
    if len(check.reasons) > SHOWN_REASONS:
        yield f"… och {number(len(check.reasons) - SHOWN_REASONS)} till."


def _verdict(check: Check) -> str:
    if check.verdict == REJECTED:
        return "AVVISAD. Inget i filen räknas med."
    if check.verdict == ACCEPTED_WITH_QUARANTINE:
        return "GODTAGEN MED RADER I KARANTÄN. De räknas inte med förrän de är rättade."
    if check.verdict == ACCEPTED and check.has_warnings:
        return "GODTAGEN MED ANMÄRKNINGAR. Varje rad kan tolkas."
    return "GODTAGEN. Varje rad kan tolkas."


def _rows(check: Check) -> str:
    counts = f"Rader: {number(check.rows_read)} lästa, {number(check.rows_accepted)} godtagna"
    counts += f", {number(check.rows_quarantined)} i karantän"
    twins = check.rows_read - check.rows_accepted - check.rows_quarantined
    return counts + (f", {number(twins)} likadana som en annan rad" if twins else "")


def _sums(check: Check, register: Register) -> Iterator[str]:
    """The sums of the columns that hold anything, one under another."""
    sums = {
        f"{register.column(name).header}:": f"{number(total, 2)} {register.column(name).unit}"
        for name, total in check.sums.items()
        if total
    }
    if not sums:
        return
    yield "Summor av de godtagna raderna:"
    headers, totals = max(map(len, sums)), max(map(len, sums.values()))
    for header, total in sums.items():
        yield f"  {header:<{headers}}  {total:>{totals}}"


def _sentence(reason: Reason) -> str:
    """The reason without the file's name, which stands at the top."""
    if reason.row is not None:
        between = ", " if reason.column else ": "
        return sentence(f"{place_in_file(reason.sheet, reason.row)}{between}{reason.reason}")
    return f"Blad ”{reason.sheet}”: {reason.message}" if reason.sheet else reason.message

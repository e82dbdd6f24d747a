"""The steps that read: each register's files, judged, and stored as rows, quarantine and verdicts."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from rsp_pipeline.night.step import Night, Step, name_of, names_of
from rsp_pipeline.reading.delivered import delivered, unread
from rsp_pipeline.reading.files import name_of as name_of_file
from rsp_pipeline.reading.files import state_of
from rsp_pipeline.reading.tables import FAR_AHEAD, IN_FUTURE, QUARANTINE, REMARK, UNFORESEEN
from rsp_pipeline.registers import CORRECTIONS, DELIVERED, Register
from rsp_pipeline.registers.kinds import Day
from rsp_pipeline.settings import Settings
from rsp_pipeline.store.kept import EVERY_DAY, NO_DAY, Days, RestsOn, fingerprint
from rsp_pipeline.store.pseudonym_key import make_key

if TYPE_CHECKING:
    from rsp_pipeline.reading.read import Reading


def read(register: Register, night: Night) -> Reading:
    """Read a register and store what came of it. The first reading of all makes the key of pseudonyms."""
    from rsp_pipeline.reading.circumstances import Circumstances
    from rsp_pipeline.reading.read import read_register
    from rsp_pipeline.reading.readings import store

    settings, tables = night.settings, night.tables
    if not settings.given_key:
        make_key(settings.key_file)
    given = Circumstances(settings.programme, settings.today, settings.pseudonym_key, tables.frame, settings.limits)
    reading = read_register(register, settings.raw_dir, given)
    store(tables, register, reading)
    return reading


def _rests_on(register: Register, night: Night) -> RestsOn:
    """The register's files as they are delivered today, and the circumstances that they are read in."""
    settings, states = night.settings, defaultdict(list)
    has_pseudonyms = any(column.pseudonym for column in register.columns)
    found = delivered(settings.raw_dir, register, settings.programme.first_year, settings.today)
    not_read = unread(found, settings.raw_dir, register, settings.open_years)
    for path in found.paths:
        state = state_of(path, settings.raw_dir, settings.limits)
        states[name_of_file(path, settings.raw_dir)].append((str(path.relative_to(settings.raw_dir)), state))
    return {
        **{name: fingerprint(of_name) for name, of_name in states.items()},
        **({"Det som inte läses": fingerprint(not_read)} if not_read else {}),
        "Programfilen": fingerprint(settings.programme),
        **({"Pseudonymernas nyckel": _key_state(settings)} if has_pseudonyms else {}),
        "Vad en fil får kräva av maskinen": fingerprint(settings.limits),
    }


def _key_state(settings: Settings) -> str:
    try:
        return fingerprint(settings.pseudonym_key)
    except FileNotFoundError:
        return ""


def _days(register: Register, night: Night) -> Days:
    """A day in the future, or far ahead, is refused until it comes; all else is read alike on every day from now on.

    A file that could not be read for a reason that nobody foresaw is tried again every time.
    """
    if UNFORESEEN in night.tables.read(REMARK, register.name)["code"].to_pylist():
        return NO_DAY
    if not any(isinstance(column.kind, Day) for column in register.columns):
        return EVERY_DAY
    today = night.settings.today
    codes = night.tables.read(QUARANTINE, register.name)["code"].to_pylist()
    return Days(today, today if {IN_FUTURE, FAR_AHEAD} & {*codes} else date.max)


def _step(register: Register) -> Step[Reading]:
    others = {check.other: None for check in register.cross_checks}
    needs = [CORRECTIONS.table, *others] if register != CORRECTIONS else []
    return Step(
        (name_of(register.table),),
        names_of(needs),
        partial(read, register),
        reads=tuple(needs),
        rests_on=partial(_rests_on, register),
        days=partial(_days, register),
    )


READINGS: dict[Register, Step[Reading]] = {register: _step(register) for register in (CORRECTIONS, *DELIVERED)}

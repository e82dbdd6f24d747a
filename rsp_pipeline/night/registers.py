"""The steps that read: each register's files, judged, and stored as rows, quarantine and verdicts."""

from __future__ import annotations

from functools import partial

from rsp_pipeline.night.step import Night, Step, name_of, names_of
from rsp_pipeline.reading.read import Circumstances, Reading, read_register
from rsp_pipeline.reading.readings import store
from rsp_pipeline.registers import CORRECTIONS, DELIVERED, Register
from rsp_pipeline.store.pseudonym_key import make_key


def read(register: Register, night: Night) -> Reading:
    """Read a register and store what came of it. The first reading of all makes the key of pseudonyms."""
    settings, tables = night.settings, night.tables
    if not settings.given_key:
        make_key(settings.key_file)
    given = Circumstances(settings.programme, settings.today, settings.pseudonym_key, tables.frame, settings.limits)
    reading = read_register(register, settings.raw_dir, given)
    store(tables, register, reading)
    return reading


def _step(register: Register) -> Step[Reading]:
    others = {check.other.table: None for check in register.cross_checks}
    needs = [CORRECTIONS.table, *others] if register != CORRECTIONS else []
    return Step((name_of(register.table),), names_of(needs), partial(read, register))


READINGS: dict[Register, Step[Reading]] = {register: _step(register) for register in (CORRECTIONS, *DELIVERED)}

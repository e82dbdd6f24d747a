"""`rsp approve`: a year closed from the shell; what is not said is asked for in a terminal."""

from __future__ import annotations

import sys
from dataclasses import dataclass

import click

from rsp_pipeline.approval.approve import Decision, NotApprovable
from rsp_pipeline.night.approving import next_to_approve
from rsp_pipeline.night.step import Night
from rsp_pipeline.remote.turn import in_turn
from rsp_pipeline.shell.exit_codes import GOOD, GOOD_WITH_REMARKS, REFUSED
from rsp_pipeline.store.lock import Busy
from rsp_pipeline.swedish import enumeration


@dataclass(frozen=True)
class Said:
    """What was typed of a decision: what was not is empty."""

    year: int | None
    diary_no: str
    paragraph: int | None
    decided_on: str
    is_revision: bool
    reason: str


def approve(night: Night, said: Said) -> int:
    """Close a year, asking for what is missing, and tell how it went; the exit code of `rsp approve`."""
    try:
        year, decision = _decision(night, _asked_for(night, said) if is_terminal() else said)
        from rsp_pipeline.orchestration.runs import run_approving

        with in_turn(night.settings, click.echo):
            failed = run_approving(night, year, decision, said.is_revision)
    except (Busy, OSError, NotApprovable) as hindrance:
        click.echo(f"{hindrance}", err=True)
        return REFUSED
    for each in failed:
        click.echo(each.why, err=True)
    if failed:
        return REFUSED
    version = night.archive.versions(year)[-1]
    click.echo(f"{year} är fastställt som version {version.number}: {version.folder}")
    click.echo("Siffrorna står fast. Databasen visar dem som fastställda efter nästa nattkörning, eller rsp refresh.")
    if remark := night.settings.programme.diary_numbers.remark(decision.diary_no):
        click.echo(remark, err=True)
        return GOOD_WITH_REMARKS
    return GOOD


def is_terminal() -> bool:
    """Whether someone is there to answer."""
    return sys.stdin.isatty()


def _asked_for(night: Night, said: Said) -> Said:
    """What was typed, with what was not asked for in the terminal."""
    programme, today = night.settings.programme, night.settings.today
    year = said.year or click.prompt("År", type=int, default=next_to_approve(night, said.is_revision))
    click.echo(f"Beslutet av {programme.board} om uppföljningen av {year}")
    return Said(
        year,
        said.diary_no or click.prompt("Diarienummer"),
        said.paragraph or click.prompt("Paragraf", type=int),
        said.decided_on or click.prompt("Dag för beslutet", default=today.isoformat()),
        said.is_revision,
        said.reason or (click.prompt("Skäl till revideringen") if said.is_revision else ""),
    )


def _decision(night: Night, said: Said) -> tuple[int, Decision]:
    """The year and the decision.

    Raises:
        NotApprovable: something is missing, or is not told as it should be.
    """
    if said.year and said.diary_no and said.paragraph is not None and said.decided_on:
        return said.year, Decision.told(said.diary_no, said.paragraph, said.decided_on, said.reason)
    typed = {
        "året": said.year,
        "diarienumret (--diary-no)": said.diary_no,
        "paragrafen (--paragraph)": said.paragraph,
        "dagen för beslutet (--decided-on)": said.decided_on,
    }
    missing = enumeration([name for name, value in typed.items() if not value])
    programme = night.settings.programme
    diary_no = programme.diary_numbers.example or programme.diary_no
    raise NotApprovable(
        f"Det saknas något: {missing}. Skriv till exempel: "
        f"rsp approve 2025 --diary-no '{diary_no}' --paragraph 45 --decided-on 2026-03-24"
    )

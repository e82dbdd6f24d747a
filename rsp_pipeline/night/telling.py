"""Who is told of a night that went wrong, and of one after which nothing is: what is wrong, as the night leaves it.

What a letter looks like and who was told what belongs in `messages`. Telling never breaks a night: what goes wrong in
it is a sentence for the log.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rsp_pipeline.messages.causes import Cause
from rsp_pipeline.messages.channels import Channel
from rsp_pipeline.messages.letter import Letter
from rsp_pipeline.night.hindrances import HINDRANCES
from rsp_pipeline.night.noted import BEGUN, KILLED, noted
from rsp_pipeline.night.step import Night
from rsp_pipeline.publishing.about import FAILED
from rsp_pipeline.reading.personal_data import masked
from rsp_pipeline.reading.tables import REJECTED, SOURCE_FILE
from rsp_pipeline.store.atomic import UNFINISHED
from rsp_pipeline.store.clock import changed_at, now
from rsp_pipeline.store.tables import TableMissing
from rsp_pipeline.swedish import long_date

UNFORESEEN = re.compile(r"(?:\w+\.)*(\w*(?:Errors?|Exception)): (?!\[Errno)")  # what has a number names paths alone
VARYING = re.compile(rf"[^\s/'\"]*{re.escape(UNFINISHED)}\S*|process \d+, sedan [\d :-]+")  # other each night
AS_IT_WAS = "Databasfilen är kvar som den var"


@dataclass(frozen=True)
class Stopped:
    """What stopped a night: at which step, if it came that far, and why, in Swedish as far as it can be told so."""

    step: str
    why: str

    @property
    def cause(self) -> Cause:
        """The cause as it is told. The text of an error that nobody foresaw may hold anything, and is not."""
        hindrance = next((hindrance for hindrance in HINDRANCES.values() if hindrance in self.why), "")
        key = re.split("[.,:]", hindrance)[0]  # a full disk is told in two ways, and is one cause
        why = masked(self.why)
        if not key and (unforeseen := UNFORESEEN.match(self.why)):
            key = f"{self.step} {unforeseen[1]}"
            why = (
                f"Felet är ett som ingen har förutsett ({unforeseen[1]}). Vad det säger står i Dagster, under Runs, "
                "eller i det som rsp refresh skrev. Kör igen; stannar det på samma sätt behöver programmet rättas."
            )
        at = f" i steget {self.step}" if self.step else ""
        return Cause(
            _key(key or f"{self.step} {VARYING.sub('', self.why)}"),
            f"Uppdateringen stannade{at}.",
            tuple(why.split("\n")),
            stops=True,
        )


def tell(night: Night, stopped: Stopped | None = None) -> list[str]:
    """Tell what the night leaves wrong, if anyone is to be told; Swedish sentences on letters that did not arrive.

    The caller has the warehouse to himself, unless the night was stopped by that. What stopped the last night is known
    from its note, and need be handed in only where it came to none.
    """
    return _told(night, stopped or _noted(night), whole=True)


def tell_of_killed(night: Night) -> list[str]:
    """Before a night begins: tell that the one before was killed, if it was.

    The caller has the warehouse to himself.
    """
    last = noted(night)[-1:]
    return _told(night, _noted(night), whole=False) if last and last[0].outcome == BEGUN else []


def tell_of_hindrance(night: Night, why: str) -> list[str]:
    """Tell what kept a night from beginning: what was wrong before is still."""
    return _told(night, Stopped("", why), whole=False)


def tell_of_refusal(why: str, channels: Sequence[Channel], data_dir: Path) -> list[str]:
    """Tell that a night cannot begin, since its settings are refused."""
    cause = Cause(_key(f"settings {why}"), "Uppdateringen kunde inte börja.", tuple(why.split("\n")), stops=True)
    closing = (f"{AS_IT_WAS}.", f"Register och databasfil ligger i {data_dir}")
    return sent(lambda: [cause], lambda: closing, channels, data_dir / "warehouse", now().date(), whole=False)


def trial(night: Night) -> Letter:
    """A letter on trial."""
    tried = "Det här är ett prov: så här kommer brev när uppdateringen stannar och när allt fungerar igen."
    return Letter("prov", (tried, *closing(night)))


def _told(night: Night, stopped: Stopped | None, whole: bool) -> list[str]:
    settings = night.settings

    def causes() -> list[Cause]:
        return [*([stopped.cause] if stopped else []), *(_rejected(night) if whole else [])]

    return sent(
        causes, lambda: closing(night, bool(stopped)), settings.channels, settings.warehouse_dir, settings.today, whole
    )


def sent(
    causes: Callable[[], list[Cause]],
    closing: Callable[[], tuple[str, ...]],
    channels: Sequence[Channel],
    folder: Path,
    day: date,
    whole: bool,
) -> list[str]:
    """Tell each channel what of the causes is new: see `post.tell`. Whatever goes wrong in it is a sentence."""
    if not channels:
        return []
    from rsp_pipeline.messages import post

    try:
        return post.tell(causes(), closing(), channels, folder, day, whole)
    except Exception as error:  # whatever it is, the night goes on
        return [f"Ingen är underrättad om hur natten gick: {type(error).__name__}."]  # its text may hold a secret


def _noted(night: Night) -> Stopped | None:
    """What stopped the last night, if anything did: one that is still begun was killed."""
    for last in noted(night)[-1:]:
        if last.outcome in (BEGUN, FAILED):
            return Stopped(last.step, last.because or KILLED)
    return None


def _rejected(night: Night) -> list[Cause]:
    """The files that are rejected, as they were last read."""
    try:
        with night.tables.session([SOURCE_FILE]) as session:
            files = session.execute(
                f"""
                SELECT source_file, coalesce(sha256, ''), coalesce(message, '')
                FROM {SOURCE_FILE.full_name} WHERE verdict = ? ORDER BY ALL
                """,
                [REJECTED],
            ).fetchall()
    except TableMissing:
        return []
    causes = []
    for file, checksum, message in files:
        path = night.settings.raw_dir / file
        mend = f"Inga rader ur den räknas. Rätta den, lägg den på samma plats, och pröva den med: rsp check {path}"
        key = _key(f"file {file} {checksum} {message}")
        causes.append(Cause(key, f"Avvisad fil: {path}", (masked(message), mend)))
    return causes


def closing(night: Night, is_stopped: bool = False) -> tuple[str, str]:
    """The last paragraphs of a letter: which figures hold now, and where all lies."""
    settings = night.settings
    published = settings.published_file
    if not published.exists():
        holds = "Ingenting är publicerat än."
    elif is_stopped:
        holds = f"{AS_IT_WAS}: siffrorna från {long_date(changed_at(published).date())} gäller."
    else:
        holds = f"Siffrorna som gäller är från {long_date(changed_at(published).date())}."
    return holds, f"Registren ligger i {settings.told(settings.raw_dir)}\nDatabasfilen är {settings.told(published)}"


def _key(of: str) -> str:
    return hashlib.sha256(of.encode("utf-8", "surrogateescape")).hexdigest()[:16]

"""`rsp restore`: which database files can be brought back, what that changes, and bringing one back."""

from __future__ import annotations

from pathlib import Path

import click

from rsp_pipeline.night.bringing_back import MOMENT, bring_back, published_now
from rsp_pipeline.night.hindrances import in_swedish
from rsp_pipeline.night.step import Night
from rsp_pipeline.publishing.difference import NotComparable, basis, difference
from rsp_pipeline.publishing.earlier import Earlier, Unreadable, earlier_files
from rsp_pipeline.publishing.generations import previous_file
from rsp_pipeline.remote.turn import in_turn
from rsp_pipeline.shell import diff_report
from rsp_pipeline.shell.exit_codes import GOOD, GOOD_WITH_REMARKS, REFUSED
from rsp_pipeline.store.lock import Busy

UNREADABLE = "Den som gäller nu går inte att läsa, så det går inte att visa vad som ändras."
UNCHANGED = "Inget är ändrat. Lägg tillbaka den med --yes."
STANDS = (
    "Den står kvar tills något ändras i det som siffrorna räknas ur. Då räknas allt om: är felet inte rättat, kommer "
    "det tillbaka. För att räkna om genast: rsp refresh --force."
)
DOES_NOT_STAND = (
    "Den är byggd av en annan version av programmet, så nästa natt räknar om allt och ersätter den. Ska den stå kvar: "
    "lägg först tillbaka programmets förra version."
)
DOCUMENTS = "Dokumenten i mappen followup är kvar från den senaste natten."


def listed(night: Night) -> int:
    """Tell which files can be brought back; the exit code of `rsp restore` alone."""
    published = night.settings.published_file
    now = published_now(published)
    click.echo(f"Gäller nu: {f'byggd {now.built_at:{MOMENT}}' if now else 'ingen som går att läsa'}, {published}")
    found = earlier_files(published)
    for each in found:
        option = "--previous" if each.path == previous_file(published) else f"--snapshot {_day(each)}"
        click.echo(f"rsp restore {option}: byggd {each.built_at:{MOMENT}}, {each.path}")
    if not found:
        click.echo("Det finns ingen tidigare databasfil att lägga tillbaka.")
    return GOOD


def shown(night: Night, chosen: Path) -> int:
    """Tell what bringing a file back would change; the exit code."""
    try:
        _tell_difference(night, Earlier.of(chosen))
    except (Unreadable, NotComparable) as reason:
        click.echo(f"{reason}", err=True)
        return REFUSED
    click.echo(UNCHANGED)
    return GOOD_WITH_REMARKS


def restored(night: Night, chosen: Path, reason: str) -> int:
    """Bring a file back and tell what that changed; the exit code."""
    try:
        with in_turn(night.settings, click.echo):
            earlier = Earlier.of(chosen)
            _tell_difference(night, earlier)
            stands = bring_back(night, earlier, reason)
    except (Unreadable, NotComparable, Busy) as hindrance:
        click.echo(f"{hindrance}", err=True)
        return REFUSED
    except OSError as error:
        click.echo(f"Inget är ändrat. {in_swedish(str(error))}", err=True)
        return REFUSED
    click.echo(f"Databasfilen som byggdes {earlier.built_at:{MOMENT}} är tillbakalagd.")
    click.echo(STANDS if stands else DOES_NOT_STAND)
    click.echo(DOCUMENTS)
    return GOOD


def _tell_difference(night: Night, earlier: Earlier) -> None:
    published = night.settings.published_file
    if not published_now(published):
        click.echo(UNREADABLE)
        return
    now, then = (basis(str(path), night.archive) for path in (published, earlier.path))
    names = {each.code: each.name for each in night.settings.programme.municipalities}
    for line in diff_report.as_text(difference(now, then), names):
        click.echo(line)


def _day(snapshot: Earlier) -> str:
    return snapshot.path.name.split(".")[1]

"""What a night leaves for people to do, told in the shell: blanks, texts without a place, and what is refused."""

from __future__ import annotations

from rich.console import Console

from rsp_pipeline.followup.documents.write import blanks
from rsp_pipeline.followup.headings import headings
from rsp_pipeline.followup.own_texts import own_texts
from rsp_pipeline.night.outcome import Refusals, counted_deliveries, refusals
from rsp_pipeline.night.step import Night
from rsp_pipeline.registers import TITLES
from rsp_pipeline.swedish import enumeration

REASONS_SHOWN = 20


def tell(night: Night, console: Console) -> bool:
    """Tell what is left to do; whether anything but blanks, which are filled in when the officer signs, is."""
    _tell_blanks(night, console)
    lost = _tell_lost(night, console)
    found = refusals(night.tables, REASONS_SHOWN)
    _tell_refusals(found, night, console)
    return bool(lost or found.count)


def _tell_blanks(night: Night, console: Console) -> None:
    """Tell what is left to fill in in the letter that is next to be signed: the last year's that has ended."""
    ended = [year for year in night.years_to_write if year < night.settings.today.year]
    if ended and (left := blanks(night.settings.followup_dir(ended[-1]))):
        file = night.settings.raw_dir / "texts" / f"{ended[-1]}.md"
        console.print(f"Kvar att fylla i i tjänsteskrivelsen {ended[-1]}, i {file}: {enumeration(left)}.", markup=False)


def _tell_lost(night: Night, console: Console) -> bool:
    """Tell which complete deliveries count, and which of the officer's own texts have no place; if any has none."""
    settings = night.settings
    for name, day in counted_deliveries(night.tables):
        console.print(f"{TITLES[name]}: leveransen {name}/{day} gäller.", markup=False)
    texts = own_texts(settings.raw_dir, settings.programme.years, headings(settings.programme))
    lost = [remark for year in night.years for remark in texts[year].remarks]
    for sentence in lost[:REASONS_SHOWN]:
        console.print(sentence, markup=False)
    if len(lost) > REASONS_SHOWN:
        console.print(f"… och {len(lost) - REASONS_SHOWN} till.", markup=False)
    return bool(lost)


def _tell_refusals(found: Refusals, night: Night, console: Console) -> None:
    sentences = [
        *(f"{name} läses inte. {reason}" for name, reason in found.unread),
        *(f"Avvisad fil: {name}. {message}" for name, message in found.files),
        *(f"Inaktuell rättelse i {register}, {key}: {message}" for register, key, message in found.corrections),
        *(f"Karantän: {reason}" for reason in found.reasons),
    ]
    if sentences:
        console.print()
    for sentence in sentences[:REASONS_SHOWN]:
        console.print(sentence, markup=False)
    if found.count > REASONS_SHOWN:
        console.print(f"… och {found.count - REASONS_SHOWN} till; alla står i quality.quarantine.", markup=False)
    if found.reason_count:
        console.print(f"Att rätta, rad för rad: {night.settings.quarantine_file}", markup=False)

"""Bringing back a file that was published before, which no night does: a person asks for it when the figures are wrong.

The file then stands until something that the figures rest on has changed: the next night would count the same again.
"""

from __future__ import annotations

from pathlib import Path

from rsp_pipeline.lineage.build import code_version
from rsp_pipeline.night.noted import note_brought_back
from rsp_pipeline.night.overview import OVERVIEW
from rsp_pipeline.night.publishing import PUBLISHED
from rsp_pipeline.night.step import Night, make
from rsp_pipeline.publishing.earlier import Earlier, Unreadable
from rsp_pipeline.publishing.generations import damaged_file, exchange, previous_file

MOMENT = "%Y-%m-%d kl. %H.%M"


def bring_back(night: Night, chosen: Earlier, reason: str = "") -> bool:
    """Put an earlier file in the place of the published one; whether it stands until something has changed.

    It does not where another version of the program built it: the next night makes all anew. The published file becomes
    the previous one, so that bringing that back undoes this. Whoever calls has the warehouse to himself.

    Raises:
        OSError: the files cannot be exchanged; the published one is as it was.
    """
    assert night.kept is not None
    published = night.settings.published_file
    wrong = published_now(published)
    exchange(published, chosen.path, previous_file(published) if wrong else damaged_file(published))
    note_brought_back(night, chosen.nights, wrong.nights if wrong else (), _because(chosen, wrong, reason))
    stands = chosen.code_version == code_version() and night.kept.exchange(PUBLISHED.name, published)
    if stands:
        make(OVERVIEW, night)
    night.kept.save()
    return stands


def published_now(published: Path) -> Earlier | None:
    """The published file; None when there is none, or when it cannot be read."""
    try:
        return Earlier.of(published)
    except Unreadable:
        return None


def _because(chosen: Earlier, wrong: Earlier | None, reason: str) -> str:
    instead = f"den som byggdes {wrong.built_at:{MOMENT}}" if wrong else "en som inte gick att läsa"
    because = f"Filen som byggdes {chosen.built_at:{MOMENT}} lades tillbaka i stället för {instead}."
    return " ".join(filter(None, (because, reason.strip())))

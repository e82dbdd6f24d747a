"""Closing a year, which no night does: a person asks for it when the board has decided."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from rsp_pipeline.approval.approve import Closing, NotApprovable, bring_back_documents, freeze, refuse_unapprovable
from rsp_pipeline.approval.archive import Version
from rsp_pipeline.indicators.approved import FRESH
from rsp_pipeline.indicators.engine import VALUE
from rsp_pipeline.night.followup import FOLLOWUP
from rsp_pipeline.night.noted import is_brought_back
from rsp_pipeline.night.step import Night
from rsp_pipeline.store.atomic import UNFINISHED
from rsp_pipeline.store.clock import now


def close(closing: Closing, night: Night) -> Version:
    """Freeze a year; a revision makes its documents anew first, from the figures of today.

    Raises:
        NotApprovable: the year cannot be closed as asked.
    """
    published, documents = night.settings.published_file, night.settings.followup_dir(closing.year)
    if is_brought_back(night):
        raise NotApprovable(
            "En tidigare databasfil är tillbakalagd, och dokumenten är inte gjorda av dess siffror. Rätta det som var "
            "fel, kör rsp refresh och fastställ sedan."
        )
    refuse_unapprovable(closing, night.archive, published, night.tables)
    moment = now().replace(microsecond=0)
    if not closing.is_revision:
        return freeze(closing, night.archive, published, documents, moment)
    with _made_anew(closing.year, night) as fresh:
        version = freeze(closing, night.archive, published, fresh, moment)
    bring_back_documents(version, documents)
    return version


def next_to_approve(night: Night, is_revision: bool = False) -> int | None:
    """The last year that has ended and is not approved; of a revision, the last that is; None where there is none."""
    ended = [year for year in night.settings.open_years if year < night.settings.today.year]
    return max((year for year in ended if (year in night.archive.years) == is_revision), default=None)


@contextmanager
def _made_anew(year: int, night: Night) -> Iterator[Path]:
    """The follow-up's documents of a year, made in a workshop of their own where nothing of the year is approved."""
    settings = night.settings
    with TemporaryDirectory(dir=settings.warehouse_dir, prefix=".revision.", suffix=UNFINISHED) as folder:
        apart = Night(replace(settings, data_dir=Path(folder)), (year,))
        shutil.copytree(settings.tables_dir, apart.settings.tables_dir)
        apart.tables.write(VALUE, night.tables.read(FRESH, str(year)), part=str(year))
        for step in FOLLOWUP:
            step.make(apart)
        yield apart.settings.followup_dir(year)

"""The step of the page above all years, made when the file is published: it tells what the file tells."""

from __future__ import annotations

from pathlib import Path

from rsp_pipeline.followup.overview.folder import names_in
from rsp_pipeline.followup.overview.material import gather
from rsp_pipeline.followup.overview.write import write
from rsp_pipeline.night.publishing import PUBLISHED
from rsp_pipeline.night.step import Night, Step, the_programme
from rsp_pipeline.store.kept import RestsOn, fingerprint


def write_overview(night: Night) -> Path:
    """Write the page; where it is."""
    settings = night.settings
    return write(settings.overview_dir, gather(settings.published_file), settings.programme)


def _the_published_and_what_there_is(night: Night) -> RestsOn:
    assert night.kept is not None
    return {
        **the_programme(night),
        "Databasfilen": night.kept.state_of(night.settings.published_file),
        "Dokumenten i mappen followup": fingerprint(names_in(night.settings.overview_dir)),
    }


OVERVIEW = Step(("followup/oversikt",), (PUBLISHED.name,), write_overview, rests_on=_the_published_and_what_there_is)

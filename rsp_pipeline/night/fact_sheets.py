"""The step of the municipalities' fact sheets, for each year that is not approved."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from rsp_pipeline.followup.documents import pdf
from rsp_pipeline.followup.fact_sheets.compose import FactSheet
from rsp_pipeline.followup.fact_sheets.gather import READS, fact_sheets
from rsp_pipeline.followup.fact_sheets.write import write
from rsp_pipeline.night.step import Night, Step, make_unless_kept, names_of, the_programme, the_years
from rsp_pipeline.store.kept import fingerprint

NAME = "followup/faktablad"


def write_fact_sheets(night: Night) -> dict[int, tuple[Path, ...]]:
    """Write the fact sheets of each year in which they say something else than they do; the files, by year."""
    settings, programme = night.settings, night.settings.programme
    with night.tables.session(READS) as session:
        of_years = fact_sheets(session, programme, night.years_to_write)

    def make(year: int, sheets: Mapping[str, FactSheet]) -> tuple[Path, ...] | None:
        shown = {"Det som visas": fingerprint((sheets, programme.region, pdf.is_available()))}
        write_them = partial(write, settings.fact_sheets_dir(year), year, programme.region, sheets)
        return make_unless_kept(f"{NAME}/{year}", lambda: shown, write_them, night)

    made = {year: make(year, sheets) for year, sheets in of_years.items()}
    return {year: paths for year, paths in made.items() if paths}


FACT_SHEETS = Step(
    (NAME,),
    names_of(READS[:2]),
    write_fact_sheets,
    yearly=True,
    reads=READS,
    rests_on=lambda night: {**the_programme(night), **the_years(night)},
)

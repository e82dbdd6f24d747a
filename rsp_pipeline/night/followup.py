"""The steps of what people read: the key figures' page, each chart, and the documents, for each year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rsp_pipeline.derived.records import record_of
from rsp_pipeline.followup import CHARTS, Chart, key_figures, tillvaxtverket
from rsp_pipeline.followup.charts import ChartData, SavedChart, save
from rsp_pipeline.followup.document import Source
from rsp_pipeline.followup.documents.origins import FIRST_ROWS, first_rows, groups_asked
from rsp_pipeline.followup.documents.put_together import editions
from rsp_pipeline.followup.documents.write import Written, write_year
from rsp_pipeline.followup.figures import Figures
from rsp_pipeline.followup.headings import headings
from rsp_pipeline.followup.own_texts import YearTexts, own_texts
from rsp_pipeline.indicators import Indicator
from rsp_pipeline.indicators.catalogue import INDICATOR
from rsp_pipeline.indicators.engine import VALUE
from rsp_pipeline.night.derived import CORE_TABLES
from rsp_pipeline.night.fact_sheets import FACT_SHEETS
from rsp_pipeline.night.step import (
    Night,
    Step,
    by_tables_read,
    make_unless_kept,
    names_of,
    part_of,
    states,
    the_programme,
    the_years,
)
from rsp_pipeline.reading.tables import QUARANTINE, SOURCE_FILE
from rsp_pipeline.report import REPORTS
from rsp_pipeline.store.atomic import replaced
from rsp_pipeline.store.checksums import state_of
from rsp_pipeline.store.kept import RestsOn, fingerprint
from rsp_pipeline.store.schema import Table, View
from rsp_pipeline.store.sql import read_by
from rsp_pipeline.store.tables import Tables

if TYPE_CHECKING:
    import pyarrow as pa

READ_BY_DOCUMENTS = (*CORE_TABLES, INDICATOR, VALUE)
SEEN_BY_DOCUMENTS = (*READ_BY_DOCUMENTS, SOURCE_FILE, QUARANTINE)  # the last two are made with the registers


@dataclass(frozen=True)
class KeyFigures:
    """The key figures' page of a year: where it lies and what it says, as Markdown."""

    path: Path
    page: str


@dataclass(frozen=True)
class Followup:
    """A year's documents as they stand in its folder, and the steward's own texts in them."""

    written: Written
    texts: YearTexts


def stored_figures(tables: Tables) -> Figures:
    """Every figure in the workshop."""
    return Figures.of(tables.read(VALUE).to_pylist())


def write_key_figures(night: Night) -> dict[int, KeyFigures]:
    """Write the page of key figures for each year that is not approved."""
    figures = stored_figures(night.tables)
    return {year: _key_figures(night, figures, year) for year in night.years_to_write}


def draw(chart: Chart, night: Night) -> dict[int, SavedChart]:
    """Draw a chart for each year that is not approved and in which it shows something else than it does."""
    with night.tables.session(_read_by(chart), chart.views) as session:
        data = chart.data_by_year(session, night.years_to_write)
    made = {year: _draw_unless_kept(chart, year, shown, night) for year, shown in data.items()}
    return {year: saved for year, saved in made.items() if saved}


def write_documents(night: Night) -> dict[int, Followup]:
    """Write the documents of each year that is not approved, from the figures, the charts and the steward's texts."""
    settings, programme = night.settings, night.settings.programme
    written = own_texts(settings.raw_dir, programme.years, headings(programme))
    texts = {year: written[year] for year in night.years_to_write}
    with night.tables.session(SEEN_BY_DOCUMENTS, worked_out=REPORTS) as session:
        editions_of = editions(session, programme, texts, settings.charts_dir, partial(_first_rows, night))
        to_agency = {
            year: tillvaxtverket.tables(session, programme, year, own.head.reported_on) for year, own in texts.items()
        }
    return {
        year: Followup(write_year(settings.followup_dir(year), editions_of[year], to_agency[year], settings.today), own)
        for year, own in texts.items()
    }


def _first_rows(night: Night, sources: Sequence[Source]) -> pa.Table:
    """The first rows behind figures: looked up anew only where a table that they are in differs."""
    import pyarrow as pa

    asked = groups_asked(sources)

    def looked_up(tables: tuple[Table, ...], indicators: list[Indicator]) -> pa.Table:
        told = fingerprint([(indicator.id, str(asked[indicator])) for indicator in indicators])

        def rests_on() -> RestsOn:
            return {**states(night, tables), "Siffrorna som visas": told}

        def rows() -> pa.Table:
            with night.tables.session(tables, [_records_of(indicators)]) as session:
                return first_rows(session, [source for source in sources if source.indicator in indicators])

        return part_of(FIRST_ROWS, indicators[0].id, rests_on, rows, night)

    pieces = by_tables_read(asked, _selects_of_rows, SEEN_BY_DOCUMENTS)
    found = [looked_up(tables, some) for tables, some in pieces.items()]
    return pa.concat_tables([FIRST_ROWS.arrow_schema.empty_table(), *found])


def _selects_of_rows(indicator: Indicator) -> tuple[str, ...]:
    return indicator.evidence, _records_of([indicator]).select


def _records_of(indicators: Sequence[Indicator]) -> View:
    """The records that rows of some indicators may be: everything there is, where one names no register."""
    named = {name for indicator in indicators for name in indicator.registers}
    return record_of(named if all(indicator.registers for indicator in indicators) else ())


def _draw_unless_kept(chart: Chart, year: int, data: ChartData, night: Night) -> SavedChart | None:
    draw = partial(save, chart, data, year, night.settings.charts_dir(year))
    shown = {"Det som visas": fingerprint(data.shown)}
    return make_unless_kept(f"followup/{chart.name}/{year}", lambda: shown, draw, night)


def _key_figures(night: Night, figures: Figures, year: int) -> KeyFigures:
    page = key_figures.document(figures, year, night.settings.programme.grant_lines)
    path = night.settings.followup_dir(year) / "nyckeltal.md"
    with replaced(path, 0o644) as beside:
        beside.write_text(page, encoding="utf-8")
    return KeyFigures(path, page)


def _read_by(chart: Chart) -> tuple[Table, ...]:
    return tuple(read_by(chart.selects, READ_BY_DOCUMENTS))


def _drawing(chart: Chart) -> Step[dict[int, SavedChart]]:
    reads = _read_by(chart)
    name = f"followup/{chart.name}"
    return Step((name,), names_of(reads), partial(draw, chart), yearly=True, reads=reads, rests_on=the_years)


def the_texts(night: Night) -> RestsOn:
    """The steward's own texts, as something that a step rests on."""
    raw, names = night.settings.raw_dir, [f"texts/{year}.md" for year in night.settings.programme.years]
    return {name: state_of(raw / name) for name in names if (raw / name).exists()}


def _programme_years_texts_and_template(night: Night) -> RestsOn:
    template = night.settings.programme.template
    of_template = {"Wordmallen": state_of(template)} if template else {}
    return {**the_programme(night), **the_years(night), **the_texts(night), **of_template}


KEY_FIGURES = Step(
    ("followup/nyckeltal",),
    names_of([VALUE]),
    write_key_figures,
    yearly=True,
    reads=(VALUE,),
    rests_on=lambda night: {**the_programme(night), **the_years(night)},
)
DRAWINGS: dict[str, Step[dict[int, SavedChart]]] = {chart.name: _drawing(chart) for chart in CHARTS}
DOCUMENTS = Step(
    ("followup/uppfoljning",),
    (*names_of(READ_BY_DOCUMENTS), *(step.name for step in DRAWINGS.values())),
    write_documents,
    yearly=True,
    reads=SEEN_BY_DOCUMENTS,
    rests_on=_programme_years_texts_and_template,
)
FOLLOWUP: tuple[Step[Any], ...] = (KEY_FIGURES, *DRAWINGS.values(), DOCUMENTS, FACT_SHEETS)

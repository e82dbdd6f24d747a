"""Writing what people read of the nation: a folder for each year, and the page above them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from rsp_pipeline.followup.charts import save
from rsp_pipeline.followup.document import Figure, Kind
from rsp_pipeline.followup.documents.charts import figure_of, picture_of
from rsp_pipeline.followup.documents.edition import Edition, Picture, stem
from rsp_pipeline.followup.documents.links import INDEX, Link, Links
from rsp_pipeline.followup.documents.write import write_report
from rsp_pipeline.followup.overview.folder import CHARTS_FOLDER, names_in
from rsp_pipeline.lineage.build import whole_version
from rsp_pipeline.nation.followup import index, pages
from rsp_pipeline.nation.followup.behind import REGIONS, behind
from rsp_pipeline.nation.followup.charts import BESIDE, CHARTS, COUNTY_MAP
from rsp_pipeline.nation.followup.compose import compose
from rsp_pipeline.nation.followup.material import Material, gather
from rsp_pipeline.nation.regions import Nation
from rsp_pipeline.store.atomic import replaced
from rsp_pipeline.store.kept import EVERY_DAY, Kept, fingerprint

ON_THE_INDEX = (COUNTY_MAP.name, BESIDE.name)


@dataclass(frozen=True)
class Drawn:
    """The charts of a year: those that have something to show as figures, and every one as it was drawn."""

    figures: tuple[Figure, ...]
    pictures: dict[str, Picture]


def write(nation: Nation, today: date) -> Path:
    """Write the nation's follow-up of each year and the page above them, out of the national file; where that page is.

    Documents in which nothing but the day would differ stand as they are, and so do charts of the same figures.
    """
    kept = Kept(nation.nation_dir, whole_version())
    whole = gather(nation.published_file, today)
    latest, shown, pictures = whole, tuple[Figure, ...](), dict[str, Picture]()
    for year in whole.years:
        material = replace(whole, year=year, pages=pages.of_year(nation, year))
        folder = nation.nation_dir / str(year)
        drawn = _draw(material, folder / CHARTS_FOLDER, kept)
        write_report(folder, partial(_edition, material, drawn), today)
        if material.has_ended or year == whole.years[0]:
            latest = material
            shown, pictures = drawn.figures, drawn.pictures
    kept.save()
    path = nation.nation_dir / INDEX
    beside = [(each, pictures[each.chart_id]) for each in shown if each.chart_id in ON_THE_INDEX]
    said = index.page(whole, pages.indexes(nation), names_in(nation.nation_dir), latest, beside)
    with replaced(path, 0o644) as unfinished:
        unfinished.write_text(said, encoding="utf-8")
    return path


def _draw(material: Material, folder: Path, kept: Kept) -> Drawn:
    figures = []
    for each in CHARTS:
        data = each.data(material)
        name, rests_on = f"{material.year} {each.chart.name}", {"siffrorna": fingerprint(data.shown)}
        if kept.differs(name, rests_on, material.as_of):
            with kept.making(name, partial(dict, rests_on), lambda: EVERY_DAY):
                save(each.chart, data, material.year, folder)
        if data.is_known:
            figures.append(figure_of(each.chart, data, material.year))
    return Drawn(tuple(figures), {each.chart.name: picture_of(each.chart, folder) for each in CHARTS})


def _edition(material: Material, drawn: Drawn, day: date) -> Edition:
    """The nation's follow-up of a year as of a day."""
    told = replace(material, as_of=day)
    report = compose(told, drawn.figures)
    return Edition(
        material.year,
        day,
        index.PUBLISHER,
        report,
        drawn.pictures,
        behind(told, report.sources),
        _links(material),
        ground=REGIONS,
    )


def _links(material: Material) -> tuple[Links, ...]:
    """What the page of a year leads to: the years beside it, the page above them, and the regions' own."""
    years = [row["year"] for row in material["years"]]
    beside = [year for year in (material.year - 1, material.year + 1) if year in years]
    others = (Link(f"Uppföljning {year}", f"../{year}/{stem(Kind.REPORT, year)}.html") for year in beside)
    own = tuple(
        Link(county["region"], material.pages[county["county_code"]].href)
        for county in material["counties"]
        if county["county_code"] in material.pages
    )
    return (
        Links("Andra år", (*others, Link("alla år och regioner", f"../{INDEX}"))),
        *([Links("Regionernas egna uppföljningar", own)] if own else []),
    )

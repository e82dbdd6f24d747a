"""The page above all regions and years: how each region stands, the documents, and the nation's key figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources import files

from rsp_pipeline.followup import overview
from rsp_pipeline.followup.document import Figure, Table
from rsp_pipeline.followup.documents.edition import Picture
from rsp_pipeline.followup.documents.page import rendered
from rsp_pipeline.followup.over_years import grant_lines
from rsp_pipeline.followup.overview.compose import KEY_FIGURES
from rsp_pipeline.followup.overview.folder import CHARTS_FOLDER, Papers, papers
from rsp_pipeline.followup.standing import GOING_ON
from rsp_pipeline.indicators.action_plan import P02
from rsp_pipeline.indicators.grants import S01, S02
from rsp_pipeline.indicators.inhabitants import M01
from rsp_pipeline.indicators.payments import S04
from rsp_pipeline.indicators.service_plans import O01A
from rsp_pipeline.indicators.visits import S18
from rsp_pipeline.nation.followup import standing
from rsp_pipeline.nation.followup.charts import CHARTS
from rsp_pipeline.nation.followup.grants import LINES
from rsp_pipeline.nation.followup.material import Material
from rsp_pipeline.nation.followup.tables import Shown, by_region, over_years
from rsp_pipeline.swedish import long_date, sentence

TITLE, PUBLISHER = "Uppföljning av de regionala serviceprogrammen", "Nationell sammanställning"
COMPARED = (
    Shown("Beslutade stöd", S01),
    Shown("Belopp, kronor", S02),
    Shown("Kronor per invånare", M01),
    Shown("Utbetalt, kronor", S04),
    Shown("Fysiska företagsbesök", S18),
    Shown("Kommuner med gällande plan", O01A),
    Shown("Måluppfyllelse", P02),
)


def page(
    material: Material,
    indexes: Mapping[str, str],
    names: Sequence[str],
    latest: Material,
    shown: Sequence[tuple[Figure, Picture]],
) -> str:
    """The page as html.

    `material` reaches to the last year there is, and `latest` to the one that regions are held against each other in,
    with the charts that are `shown` of it. `indexes` are the regions' own pages, and `names` the nation's documents.
    """
    years = [(year, _status(material, year), _papers(names, year)) for year in sorted(material.years, reverse=True)]
    return rendered(
        "nation/followup/index.html.jinja",
        css=files(overview).joinpath("index.css").read_text(encoding="utf-8"),
        title=TITLE,
        publisher=PUBLISHER,
        facts=(
            ("Uppdaterad", long_date(material.as_of)),
            ("Regioner", standing.in_short(material)),
        ),
        told=standing.told(material),
        regions=standing.regions(material, indexes),
        years=years,
        key_figures=key_figures(material),
        comparison=by_region(latest, "jamforelse", f"Regionerna bredvid varandra, {latest.year}", COMPARED),
        shown=shown,
    )


def key_figures(material: Material) -> Table:
    """The nation's key figures over the years."""
    lines = (*grant_lines(material.figures, LINES, material.years), *KEY_FIGURES)
    return over_years(material, "nyckeltal", "Nyckeltal för hela landet, år för år", lines)


def _status(material: Material, year: int) -> str:
    """On how many regions a year rests, and whether it goes on."""
    known = len(material.known(S01, year))
    rests_on = material.of_all(known)
    told = sentence(f"{rests_on} har redovisat stöd")
    going_on = any(row["year"] == year and not row["has_ended"] for row in material["years"])
    return f"{GOING_ON}. {told}" if going_on else told


def _papers(names: Sequence[str], year: int) -> Papers:
    called = {CHARTS_FOLDER: {each.chart.name: each.chart.title.format(year=year) for each in CHARTS}}
    return papers(names, year, called)

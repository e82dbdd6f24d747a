"""Writing the overview: one page above the years' folders, that works from there without a server."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from rsp_pipeline.followup.documents.links import INDEX
from rsp_pipeline.followup.documents.page import rendered
from rsp_pipeline.followup.overview import compose
from rsp_pipeline.followup.overview.comparison import comparison
from rsp_pipeline.followup.overview.folder import DASHBOARD, names_in, of_programme, papers
from rsp_pipeline.followup.overview.material import Material
from rsp_pipeline.followup.overview.waiting import waiting
from rsp_pipeline.programme import Programme
from rsp_pipeline.store.atomic import replaced
from rsp_pipeline.swedish import long_date, within


def write(root: Path, material: Material, programme: Programme) -> Path:
    """Write the overview of what lies in the years' folders under `root`; where it is."""
    path = root / INDEX
    with replaced(path, 0o644) as beside:
        beside.write_text(page(root, material, programme), encoding="utf-8")
    return path


def page(root: Path, material: Material, programme: Programme) -> str:
    """The overview as html: the latest year first."""
    names = names_in(root)
    (build,) = material["build"]
    years = [
        (year, compose.status(material, programme, year), papers(names, year, of_programme(programme, year)))
        for year in reversed(material.years)
    ]
    return rendered(
        "followup/overview/index.html.jinja",
        css=files(__package__).joinpath("index.css").read_text(encoding="utf-8"),
        title=f"Uppföljning av {within(programme.title)}",
        publisher=programme.region,
        facts=(("Diarienummer", programme.diary_no), ("Uppdaterad", long_date(build["today"]))),
        waiting=waiting(material),
        years=years,
        dashboard=DASHBOARD if DASHBOARD in names else "",
        key_figures=compose.key_figures(material, programme),
        comparison=comparison(material, programme),
        changes=compose.changes(material),
    )

"""The documents that lie in a year's folder, by what they are: found there, and not from a list of what should be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from rsp_pipeline.followup.charts import CHARTS
from rsp_pipeline.followup.documents.links import FACT_SHEETS, Link, fact_sheet_name
from rsp_pipeline.programme import Programme

DASHBOARD = "instrumentpanel.html"
FORMATS = {"html": "webbsida", "docx": "Word", "pdf": "pdf", "xlsx": "Excel", "md": "text", "txt": "alternativtext"}
"""Formats by their suffixes, in the order that they are shown; others are called by their suffix."""
TITLES = {
    "tjansteskrivelse": "Tjänsteskrivelse",
    "uppfoljning": "Uppföljning",
    "nyckeltal": "Nyckeltal",
    "tillvaxtverket": "Rapport till Tillväxtverket",
}
"""What documents are called, in the order that they are shown; others are called by their file's name."""
CHARTS_FOLDER = "diagram"
GROUPS = {CHARTS_FOLDER: "Diagram", FACT_SHEETS: "Faktablad per kommun"}
RECORDS = {".json"}
"""Files that the pipeline keeps for itself."""
Called = Mapping[str, Mapping[str, str]]
"""The titles of the documents in each folder within a year's, by their files' names without the suffix."""
YEAR = re.compile(r"-\d{4}$")


@dataclass(frozen=True)
class Paper:
    """A document, in each of its formats."""

    title: str
    formats: tuple[Link, ...]


@dataclass(frozen=True)
class Group:
    """The documents of a folder within that of a year."""

    title: str
    papers: tuple[Paper, ...]


@dataclass(frozen=True)
class Papers:
    """What lies in a year's folder: its documents, and the groups that lie in folders of their own."""

    papers: tuple[Paper, ...]
    groups: tuple[Group, ...]


def names_in(root: Path) -> tuple[str, ...]:
    """The documents of the years' folders under a folder, and the pages beside these, by their names from there."""
    found = [*root.glob("*/*"), *root.glob("*/*/*"), root / DASHBOARD]
    return tuple(
        sorted(
            path.relative_to(root).as_posix()
            for path in found
            if path.is_file() and path.suffix not in RECORDS and not path.name.startswith(".")
        )
    )


def of_programme(programme: Programme, year: int) -> Called:
    """What the documents in a year's folders are called in a region."""
    charts = {chart.name: chart.title.format(year=year) for chart in CHARTS}
    return {
        CHARTS_FOLDER: charts,
        FACT_SHEETS: {fact_sheet_name(each): each.name for each in programme.municipalities},
    }


def papers(names: Iterable[str], year: int, called: Called) -> Papers:
    """The documents of a year among some names, each under its title: `called` has those of each folder's."""
    of_year = [Path(name) for name in names if name.startswith(f"{year}/")]
    inside = {
        folder: [path for path in of_year if len(path.parts) == 3 and path.parts[1] == folder]
        for folder in dict.fromkeys([*GROUPS, *(path.parts[1] for path in of_year if len(path.parts) == 3)])
    }
    groups = (
        Group(GROUPS.get(folder, folder), _papers(paths, called.get(folder, {}))) for folder, paths in inside.items()
    )
    own = [path for path in of_year if len(path.parts) == 2]
    return Papers(_papers(own, _titles(own, year)), tuple(group for group in groups if group.papers))


def _titles(paths: Iterable[Path], year: int) -> Mapping[str, str]:
    stems = {YEAR.sub("", path.stem): path.stem for path in paths}
    return {stems[kind]: f"{title} {year}" for kind, title in TITLES.items() if kind in stems}


def _papers(paths: Iterable[Path], titles: Mapping[str, str]) -> tuple[Paper, ...]:
    """The documents of some files, those with titles first in their order; files with one name are its formats."""
    by_stem: dict[str, list[Path]] = {stem: [] for stem in titles}
    for path in paths:
        by_stem.setdefault(path.stem, []).append(path)
    return tuple(
        Paper(titles.get(stem, stem), tuple(_link(path) for path in sorted(some, key=_place)))
        for stem, some in by_stem.items()
        if some
    )


def _place(path: Path) -> tuple[int, str]:
    suffix = path.suffix[1:]
    return ([*FORMATS, suffix].index(suffix), suffix)


def _link(path: Path) -> Link:
    suffix = path.suffix[1:]
    return Link(FORMATS.get(suffix, suffix), quote(path.as_posix()))

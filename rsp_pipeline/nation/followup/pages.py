"""Where the regions' own pages lie, seen from the nation's: only those that are there are linked to."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from rsp_pipeline.followup.document import Kind
from rsp_pipeline.followup.documents.edition import stem
from rsp_pipeline.followup.documents.links import INDEX
from rsp_pipeline.nation.regions import Nation
from rsp_pipeline.settings import Settings

ANCHOR = re.compile(r'id="(rader-[^"]+)"')


@dataclass(frozen=True)
class Page:
    """A region's page as a link leads to it, and the figures whose rows it lists, by their anchors."""

    href: str
    anchors: frozenset[str] = field(default_factory=frozenset)

    def at(self, anchor: str) -> str:
        """A link to a figure's rows; to the whole page where it does not list them."""
        return f"{self.href}#{anchor}" if anchor in self.anchors else self.href


def indexes(nation: Nation) -> dict[str, str]:
    """The regions' pages above all their years, by the regions' names, seen from the nation's folder."""
    found = ((name, settings.overview_dir / INDEX) for name, settings in _settings(nation))
    return {name: _href(path, nation.nation_dir) for name, path in found if path.is_file()}


def of_year(nation: Nation, year: int) -> dict[str, Page]:
    """The regions' follow-ups of a year, by county, seen from the nation's folder of that year."""
    pages = {}
    for _, settings in _settings(nation):
        path = settings.followup_dir(year) / f"{stem(Kind.REPORT, year)}.html"
        with suppress(OSError):  # not there, or not for us to read
            anchors = frozenset(ANCHOR.findall(path.read_text(encoding="utf-8")))
            pages[settings.programme.county_code] = Page(_href(path, nation.nation_dir / str(year)), anchors)
    return pages


def _settings(nation: Nation) -> Iterator[tuple[str, Settings]]:
    """The settings of every region whose programme can be read."""
    for name in nation.names:
        with suppress(ValueError):
            yield name, nation.settings_of(name)


def _href(path: Path, seen_from: Path) -> str:
    return quote(Path(os.path.relpath(path, seen_from)).as_posix())

"""The nation's open data: every region's export in one folder, the nation's figures, and a catalogue over it all.

A region decides itself what it publishes, by its own programme file; one that cannot be exported holds back no other.
Of the nation there are the figures that anyone may have, and the regions' grant lists as one, with a page to search it.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rsp_pipeline.indicators.catalogue import INDICATOR
from rsp_pipeline.nation.comparing import OPEN_COMPARISON
from rsp_pipeline.nation.open_figures import OPEN_VALUE
from rsp_pipeline.nation.regions import UNUSABLE, Nation
from rsp_pipeline.nation.tables import BUILD, COUNTIES, MUNICIPALITIES, POPULATION
from rsp_pipeline.open_data import ExportRefused, dcat, giving
from rsp_pipeline.open_data import export as export_region
from rsp_pipeline.open_data.datapackage import PROFILES, TableFile, grant_list, license_of, resource
from rsp_pipeline.open_data.datasets import Dataset
from rsp_pipeline.open_data.folder import DESCRIPTOR, METADATA, SEARCH
from rsp_pipeline.open_data.search.page import page
from rsp_pipeline.open_data.table_files import write_table
from rsp_pipeline.programme.open_data import OpenData
from rsp_pipeline.remote.turn import latest
from rsp_pipeline.store.atomic import replaced_folder
from rsp_pipeline.store.clock import with_zone
from rsp_pipeline.store.sql import quoted
from rsp_pipeline.store.tables import Tables

if TYPE_CHECKING:
    import pyarrow as pa

PUBLISHER = "utgivare.toml"
TITLE = "Uppföljning av regionala serviceprogram i hela landet"
FIGURES = Dataset(
    "nyckeltal_hela_landet",
    "Nyckeltal för regionala serviceprogram i hela landet",
    "Nyckeltal per år, län och stödform, regionernas och hela landets, med definitioner, och varje region bredvid "
    "landet och bredvid de län som liknar den.",
    ("nyckeltal", "kommersiell service", "landsbygd", "stöd"),
    (INDICATOR, OPEN_VALUE.table, OPEN_COMPARISON.table, COUNTIES, MUNICIPALITIES, POPULATION),
)


@dataclass(frozen=True)
class Exported:
    """What was exported, and where.

    `left_out` says of each region that is not there why; `listed` is how many grants the nation's list has.
    """

    folder: Path
    regions: tuple[str, ...]
    left_out: dict[str, str]
    listed: int
    has_metadata: bool


@dataclass(frozen=True)
class Publisher:
    """Who publishes the nation's open data: a name, and what a region says in [open_data]."""

    name: str
    open_data: OpenData


def publisher_of(nation: Nation) -> Publisher | None:
    """What `nation/utgivare.toml` of the folder of programme files says; None where there is no such file.

    Raises:
        ExportRefused: it cannot be used.
    """
    file = nation.programmes / "nation" / PUBLISHER
    if not file.exists():
        return None
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8"))
        return Publisher(str(said.pop("name")), OpenData(**said))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError) as error:
        raise ExportRefused(
            f"Filen {file} går inte att använda: den ska ha name och inställningarna i avsnittet [open_data]. ({error})"
        ) from error


def export(nation: Nation, folder: Path) -> Exported:
    """Export the regions and the nation to a folder, which is new, empty or an earlier export of the nation.

    Raises:
        ExportRefused: the nation's file is missing or cannot be read, or the folder holds something else.
    """
    import duckdb

    published, folder = nation.published_file, folder.resolve()
    try:
        latest(nation.together)
    except OSError as error:
        raise ExportRefused(str(error)) from error
    if not published.exists():
        raise ExportRefused(f"Landets databasfil {published} finns inte. Kör rsp nation refresh först.")
    if folder.exists() and any(folder.iterdir()) and not (folder / DESCRIPTOR).exists():
        raise ExportRefused(f"Mappen {folder} innehåller annat än en tidigare export. Välj en tom mapp.")
    try:
        with replaced_folder(folder, mode=0o755) as beside:
            left_out = _export_regions(nation, beside)
            return _write(nation, published, beside, folder, left_out)
    except (duckdb.Error, OSError) as error:
        raise ExportRefused(
            f"Det gick inte att läsa {published} eller att skriva i {folder.parent}: {error}"
        ) from error


def _export_regions(nation: Nation, beside: Path) -> dict[str, str]:
    """Export each region to a folder of its own name, and tell why some are not there."""
    left_out: dict[str, str] = {}
    for name in nation.names:
        try:
            settings = latest(nation.settings_of(name))
            export_region(settings.published_file, beside / name, settings.programme, Tables(settings.tables_dir))
        except (ExportRefused, OSError, *UNUSABLE) as reason:
            left_out[name] = str(reason)
    return left_out


def _write(nation: Nation, published: Path, beside: Path, folder: Path, left_out: dict[str, str]) -> Exported:
    import duckdb

    publisher = publisher_of(nation)
    regions = tuple(name for name in nation.names if name not in left_out)
    (beside / "csv").mkdir()
    (beside / "parquet").mkdir()
    with duckdb.connect(":memory:") as session:
        session.execute(f"ATTACH {quoted(str(published))} AS published (READ_ONLY)")
        session.execute("USE published")
        ((built_at,),) = session.execute(f"SELECT max(built_at) FROM {BUILD.full_name}").fetchall()
        files = [write_table(session, table, beside)[0] for table in FIGURES.tables]
    moment = with_zone(built_at)
    rows = _grants(beside / name for name in regions)
    if rows is not None:
        told = _package(publisher, moment)
        giving.write_list(rows, told, beside / giving.FOLDER)
        (beside / SEARCH).write_text(page(rows, told, giving.FOLDER), encoding="utf-8")
    descriptor = _descriptor(publisher, moment, files, beside if rows is not None else None)
    (beside / DESCRIPTOR).write_text(json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    if publisher:
        catalogue = _catalogue(publisher, moment, files, [beside / name for name in regions], rows is not None)
        (beside / METADATA).write_bytes(catalogue)
    return Exported(folder, regions, left_out, rows.num_rows if rows is not None else 0, publisher is not None)


def _grants(exports: Iterable[Path]) -> pa.Table | None:
    """The grants of every region that lists any, in the order of their days; None where none does."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    lists = [export / giving.FOLDER / giving.PARQUET for export in exports]
    found = [pq.read_table(each) for each in lists if each.exists()]
    return pa.concat_tables(found).sort_by([("awardDate", "ascending"), ("id", "ascending")]) if found else None


def _package(publisher: Publisher | None, moment: datetime) -> dict[str, Any]:
    """What the nation's list says before its grants; each grant tells its region."""
    if publisher:
        return giving.package(publisher.name, publisher.open_data, moment)
    return {
        "version": giving.VERSION,
        "title": f"{giving.TITLE}, hela landet",
        "description": giving.LEFT_OUT,
        "modified": moment.isoformat(),
        "publisher": {"name": "Regionerna"},
    }


def _descriptor(
    publisher: Publisher | None, moment: datetime, files: Iterable[TableFile], listed: Path | None
) -> dict[str, Any]:
    """The content of the nation's `datapackage.json`."""
    package: dict[str, Any] = {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": "regionala-serviceprogram",
        "title": TITLE,
        "description": "Siffror som vilar på få mottagare är dolda, eller som skulle röja en regions dolda siffra. "
        "Varje regions egna tabeller ligger i mappen med regionens namn.",
        "created": moment.isoformat(),
    }
    if publisher:
        told = publisher.open_data
        package |= {
            "contributors": [{"title": publisher.name, "path": told.homepage, "roles": ["publisher"]}],
            "homepage": told.homepage,
            "licenses": [license_of(told)],
        }
    return package | {"resources": [*map(resource, files), *([grant_list(listed)] if listed else [])]}


def _catalogue(
    publisher: Publisher, moment: datetime, files: list[TableFile], exports: Iterable[Path], is_listed: bool
) -> bytes:
    """The content of the nation's `dcat.rdf`: one catalogue of its own datasets and of every region's."""
    from rdflib import RDF, Graph
    from rdflib.namespace import DCAT

    description = "Regionernas och hela landets uppföljning av regionala serviceprogram som öppna data."
    told = publisher.open_data
    graph = dcat.begun(f"Öppna data: {TITLE}", description, publisher.name, dcat.NATIONAL_AUTHORITY, told, moment)
    (catalogue,) = graph.subjects(RDF.type, DCAT.Catalog)
    dcat.add(graph, FIGURES, told, moment, {kind: [getattr(file, kind) for file in files] for kind in dcat.FORMATS})
    if is_listed:
        dcat.add_grant_list(graph, told, moment)
    for export in exports:
        if (export / METADATA).exists():
            own = Graph().parse(export / METADATA, format="xml")
            for of_region in list(own.subjects(RDF.type, DCAT.Catalog)):
                own.remove((of_region, None, None))
            for dataset in own.subjects(RDF.type, DCAT.Dataset):
                graph.add((catalogue, DCAT.dataset, dataset))
            graph += own
    return dcat.written(graph)

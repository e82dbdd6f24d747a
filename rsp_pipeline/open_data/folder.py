"""The export: a folder of files, written whole beside the one before and then put in its place.

`csv/` and `parquet/` hold a file per table, `datapackage.json` describes them, and `dcat.rdf` tells a data portal.
Where the region lists its grants, `360giving/` has the list and `sok.html` searches it. The same published file always
gives the same bytes.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rsp_pipeline.indicators.engine import VALUE
from rsp_pipeline.lineage.build import BUILD
from rsp_pipeline.open_data import datapackage, dcat, giving
from rsp_pipeline.open_data.datasets import EXPORTED, HIDDEN
from rsp_pipeline.open_data.grant_list import grant_list
from rsp_pipeline.open_data.public import public_session
from rsp_pipeline.open_data.search.page import page
from rsp_pipeline.open_data.table_files import write_table
from rsp_pipeline.programme import Programme
from rsp_pipeline.store.atomic import replaced_folder
from rsp_pipeline.store.clock import with_zone
from rsp_pipeline.store.sql import quoted
from rsp_pipeline.store.tables import TableMissing, TableOutdated, Tables

if TYPE_CHECKING:
    from datetime import datetime

    import duckdb

DESCRIPTOR, METADATA, SEARCH = "datapackage.json", "dcat.rdf", "sok.html"


class ExportRefused(Exception):
    """Nothing was exported; the message says in Swedish why, and what to do."""


@dataclass(frozen=True)
class Exported:
    """What was exported, and where: how many tables, rows and hidden figures, and whether `dcat.rdf` is there.

    `listed` is how many grants the list tells; None where the region publishes none.
    """

    folder: Path
    tables: int
    rows: int
    hidden: int
    has_metadata: bool
    listed: int | None


def export(published: Path, folder: Path, programme: Programme, workshop: Tables) -> Exported:
    """Export the public tables of the published file to a folder, which is new, empty or an earlier export.

    `workshop` is asked for the recipients' names only where the region lists its grants.

    Raises:
        ExportRefused: the published file is missing or older than this version, or the folder holds something else.
    """
    import duckdb

    folder = folder.resolve()
    if not published.exists():
        raise ExportRefused(f"Databasfilen {published} finns inte. Kör rsp refresh först.")
    if foreign := _foreign(folder):
        raise ExportRefused(
            f"Mappen {folder} innehåller annat än en tidigare export ({', '.join(foreign[:3])}). "
            "Välj en tom mapp, eller en som inte finns."
        )
    try:
        with (
            public_session(
                published, programme.fewest_recipients, workshop if programme.lists_grants else None
            ) as session,
            replaced_folder(folder, mode=0o755) as beside,
        ):
            return _write(session, beside, folder, programme)
    except (TableMissing, TableOutdated) as error:
        raise ExportRefused(f"Mottagarna i listan över beviljade stöd går inte att läsa. {error}") from error
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        raise ExportRefused(
            f"Databasfilen {published} är byggd av en annan version av programmet. Kör rsp refresh. ({error})"
        ) from error
    except (duckdb.IOException, OSError) as error:
        raise ExportRefused(
            f"Det gick inte att läsa {published} eller att skriva i {folder.parent}: {error}"
        ) from error


def _write(session: duckdb.DuckDBPyConnection, beside: Path, folder: Path, programme: Programme) -> Exported:
    ((built_at,),) = session.execute(f"SELECT max(built_at) FROM published.{BUILD.full_name}").fetchall()
    moment = with_zone(built_at)
    (beside / "csv").mkdir()
    (beside / "parquet").mkdir()
    counted = [write_table(session, table, beside) for table in EXPORTED]
    files = [file for file, _ in counted]
    listed = _write_list(session, programme, moment, beside) if programme.lists_grants else None
    descriptor = datapackage.descriptor(programme, moment, files, beside if listed else None)
    (beside / DESCRIPTOR).write_text(json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    if programme.open_data:
        (beside / METADATA).write_bytes(dcat.metadata(programme, programme.open_data, moment, files, bool(listed)))
    ((hidden,),) = session.execute(f"SELECT count(*) FROM {VALUE.full_name} WHERE status = {quoted(HIDDEN)}").fetchall()
    rows = sum(rows for _, rows in counted)
    return Exported(folder, len(files), rows, hidden, programme.open_data is not None, listed)


def _write_list(session: duckdb.DuckDBPyConnection, programme: Programme, moment: datetime, beside: Path) -> int:
    """Write the grant list and the page that searches it, where there is any grant to list; tell how many."""
    assert programme.open_data
    rows = grant_list(session, programme, programme.open_data, moment)
    if rows.num_rows:
        package = giving.package(programme.region, programme.open_data, moment)
        giving.write_list(rows, package, beside / giving.FOLDER)
        (beside / SEARCH).write_text(page(rows, package, giving.FOLDER), encoding="utf-8")
    return int(rows.num_rows)


def _foreign(folder: Path) -> list[str]:
    """What lies in the folder that no earlier export put there."""
    if not folder.exists():
        return []
    if not folder.is_dir():
        return [folder.name]
    found = {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}
    own = {DESCRIPTOR, METADATA, SEARCH, *giving.FILES}
    own |= {f"{kind}/{table.full_name}.{kind}" for table in EXPORTED for kind in ("csv", "parquet")}
    is_export = DESCRIPTOR in found or not found
    return sorted(found - own if is_export else found)

"""What differs between two published files, or two approved versions of a year: figures, and the rows behind them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rsp_pipeline.approval.archive import Archive, Newer
from rsp_pipeline.approval.compare import differing_figures, differing_rows
from rsp_pipeline.indicators import PUBLISHED
from rsp_pipeline.indicators.approved import APPROVED_FIGURES
from rsp_pipeline.indicators.engine import VALUE
from rsp_pipeline.lineage.evidence import APPROVED_EVIDENCE, rows_sql
from rsp_pipeline.store.databases import database

if TYPE_CHECKING:
    import pyarrow as pa

COMPARED = ("value", "denominator", "n_records")
VERSION = re.compile(r"([0-9]{4})/v([0-9]+)")

Row = dict[str, Any]


class NotComparable(Exception):
    """Something that cannot be compared; the message says in Swedish what, and what can."""


@dataclass(frozen=True)
class Basis:
    """Figures, with the columns of `VALUE`, and the rows behind them, with those of `EVIDENCE`."""

    name: str
    figures: pa.Table
    rows: pa.Table


@dataclass(frozen=True)
class Difference:
    """What differs: the columns of `compare.differing_figures` and `compare.differing_rows`, a dict for each line."""

    old: str
    new: str
    figures: list[Row]
    rows: list[Row]


def basis(name: str, archive: Archive) -> Basis:
    """The figures and rows of a published file, or of an approved version such as `2025/v1`.

    Raises:
        NotComparable: there is no such thing, or it cannot be read.
    """
    if VERSION.fullmatch(name):
        versions = {version.name: version for version in archive.versions()}
        if name not in versions:
            raise NotComparable(f"Versionen {name} finns inte. Fastställda är: {', '.join(versions) or 'inga'}.")
        version = versions[name]
        try:
            return Basis(name, version.table(VALUE), version.table(APPROVED_EVIDENCE))
        except Newer as newer:
            raise NotComparable(str(newer)) from None
    return _published(Path(name))


def difference(old: Basis, new: Basis) -> Difference:
    """What differs between two; only years that both have figures of are compared."""
    with database() as session:
        for side, each in (("old", old), ("new", new)):
            session.register(f"{side}_figures", each.figures)
            session.register(f"{side}_rows", each.rows)
        years = "(SELECT year FROM old_figures INTERSECT SELECT year FROM new_figures)"
        for side in ("old", "new"):
            for kind in ("figures", "rows"):
                source = f"FROM {side}_{kind} WHERE year IN {years}"
                session.execute(f"CREATE TABLE {side}_compared_{kind} AS {source}")
        figures = session.sql(differing_figures("old_compared_figures", "new_compared_figures", COMPARED))
        rows = session.sql(differing_rows("old_compared_rows", "new_compared_rows"))
        return Difference(old.name, new.name, figures.to_arrow_table().to_pylist(), rows.to_arrow_table().to_pylist())


def _published(path: Path) -> Basis:
    import duckdb

    if not path.exists():
        raise NotComparable(f"Filen {path} finns inte.")
    approved, frozen = APPROVED_FIGURES.full_name, APPROVED_EVIDENCE.full_name
    try:
        with duckdb.connect(str(path), read_only=True) as session:
            figures = session.sql(f"SELECT {', '.join(VALUE.columns)} FROM {VALUE.full_name}").to_arrow_table()
            years = sorted(set(figures["year"].to_pylist()))
            today = rows_sql(PUBLISHED, lambda indicator: f"FROM {indicator.evidence_table.full_name}", years)
            rows = session.sql(
                f"""
                FROM ({today}) ANTI JOIN {approved} USING (indicator_id, year)
                UNION ALL BY NAME
                FROM {frozen}
                """
            ).to_arrow_table()
    except duckdb.Error as error:
        raise NotComparable(
            f"Filen {path} går inte att jämföra: den är skadad, ingen databasfil, eller byggd av en annan version av "
            "programmet."
        ) from error
    return Basis(path.name, figures, rows)

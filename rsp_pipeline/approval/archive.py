"""The approved years: `approved/2025/v1`, `v2` and so on, each as the board approved it, never written again.

A version holds what an auditor needs in ten years, without this program: `manifest.json` (the decision, the program's
version, and the SHA-256 of every file and of every delivered file behind the figures), the figures, their rows, their
definitions and what was found to look wrong as Parquet, and the documents of the follow-up as they were. Parquet, since
it is an open format with a public specification that many independent programs read, keeps exact decimals and types,
and tells its own columns; a DuckDB file is one program's, and its format has changed.

How a version is made belongs in `approve`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rsp_pipeline.followup.standing import Approval
from rsp_pipeline.indicators import PUBLISHED
from rsp_pipeline.indicators.catalogue import INDICATOR
from rsp_pipeline.indicators.engine import VALUE
from rsp_pipeline.lineage.evidence import APPROVED_EVIDENCE
from rsp_pipeline.rules.tables import FINDING
from rsp_pipeline.store.checksums import checksum
from rsp_pipeline.store.schema import Table

if TYPE_CHECKING:
    import pyarrow as pa

FOLDER = "approved"
MANIFEST, DOCUMENTS = "manifest.json", "followup"
FINDINGS = "finding.parquet"
FROZEN = {VALUE: "value.parquet", APPROVED_EVIDENCE: "evidence.parquet", INDICATOR: "indicator.parquet"}
REMEDY = "Lägg tillbaka den från säkerhetskopian."
FORMAT = 1
"""How a version is laid out, told by its manifest; those from before it was told are of the first.

It is one more whenever what is in `FROZEN` no longer reads as it did: a column was renamed, or means something else. A
column that has come since is no such change, and is empty in what was approved before.
"""


class Newer(Exception):
    """A version that a later program laid out; the message says in Swedish what to do."""

    @classmethod
    def of(cls, version: Version) -> Newer:
        """The error for a version."""
        return cls(
            f"{FOLDER}/{version.name} är fastställd med en senare version av programmet, i ett format som det här inte "
            "läser. Uppgradera programmet."
        )


@dataclass(frozen=True)
class Version:
    """One approved version of a year, in its folder `approved/<year>/v<number>`."""

    folder: Path

    @property
    def year(self) -> int:
        """The year that was approved."""
        return int(self.folder.parent.name)

    @property
    def number(self) -> int:
        """1 for the first approval, one more for each revision."""
        return int(self.folder.name[1:])

    @property
    def name(self) -> str:
        """Year and version as people write it: `2025/v1`."""
        return f"{self.folder.parent.name}/{self.folder.name}"

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """What `manifest.json` says."""
        content: dict[str, Any] = json.loads((self.folder / MANIFEST).read_text(encoding="utf-8"))
        return content

    @property
    def approval(self) -> Approval:
        """The decision that it was approved by."""
        decision = self.manifest["decision"]
        decided_on = date.fromisoformat(decision["decided_on"])
        return Approval(decision["diary_no"], decision["paragraph"], decided_on, self.number)

    @property
    def manifest_sha256(self) -> str:
        """The checksum of the manifest, which has those of all else."""
        return checksum(self.folder / MANIFEST)

    @property
    def is_newer(self) -> bool:
        """Whether a later version of the program laid it out in a way that this one does not read."""
        return int(self.manifest.get("format", 1)) > FORMAT

    def table(self, table: Table) -> pa.Table:
        """A frozen table, of the indicators that there still are; what it did not have then is empty.

        Raises:
            Newer: it cannot be read.
        """
        if self.is_newer:
            raise Newer.of(self)
        import pyarrow as pa
        import pyarrow.compute as pc
        import pyarrow.parquet as pq

        rows = pq.ParquetFile(self.folder / FROZEN[table]).read()
        rows = rows.filter(pc.is_in(rows["indicator_id"], pa.array([indicator.id for indicator in PUBLISHED])))
        return pa.table(
            [
                rows[field.name].cast(field.type)
                if field.name in rows.schema.names
                else pa.nulls(len(rows), field.type)
                for field in table.arrow_schema
            ],
            schema=table.arrow_schema,
        )

    @property
    def findings(self) -> pa.Table:
        """The findings that there were when the version was made; none in one that kept none."""
        import pyarrow.parquet as pq

        path = self.folder / FINDINGS
        return pq.ParquetFile(path).read() if path.exists() else FINDING.arrow_schema.empty_table()

    def damage(self) -> list[str]:
        """What is not as it was approved: a Swedish sentence for each file, with what to do."""
        try:
            expected = dict(self.manifest["files"])
            is_newer = self.is_newer
        except (OSError, ValueError, KeyError, TypeError):
            return [f"{self._path_of(MANIFEST)} saknas eller går inte att läsa. {REMEDY}"]
        if is_newer:
            return [str(Newer.of(self))]
        there = {path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file()}
        sentences = [f"{self._path_of(name)} saknas. {REMEDY}" for name in sorted(set(expected) - there)]
        added = sorted(there - set(expected) - {MANIFEST})
        sentences += [f"{self._path_of(name)} har lagts till efter fastställelsen. Ta bort den." for name in added]
        for name in sorted(there & set(expected)):
            if checksum(self.folder / name) != expected[name]:
                sentences.append(f"{self._path_of(name)} är ändrad sedan året fastställdes. {REMEDY}")
        return sentences

    def _path_of(self, name: str) -> str:
        return f"{FOLDER}/{self.name}/{name}"


@dataclass(frozen=True)
class Archive:
    """All approved years, under the folder `root`."""

    root: Path

    @classmethod
    def beside(cls, published: Path) -> Archive:
        """The archive of the warehouse that a published file lies in."""
        return cls(published.parent / FOLDER)

    @property
    def years(self) -> tuple[int, ...]:
        """The years that are approved."""
        return tuple(sorted({version.year for version in self.versions()}))

    def versions(self, year: int | None = None) -> tuple[Version, ...]:
        """Every version, or those of one year: the oldest first."""
        found = (Version(path) for path in self.root.glob(f"{year or '[0-9]*'}/v[0-9]*") if path.is_dir())
        return tuple(sorted(found, key=lambda version: (version.year, version.number)))

    def current(self) -> tuple[Version, ...]:
        """The version of each year that counts: the last."""
        return tuple({version.year: version for version in self.versions()}.values())

    def findings_seen(self) -> pa.Table | None:
        """The findings that there were at the last approval of any year; None before it, or if something is damaged."""
        if not self.versions() or self.damage():
            return None
        return max(self.versions(), key=lambda version: str(version.manifest["approved_at"])).findings

    def damage(self, known: Iterable[tuple[int, int, str]] = ()) -> list[str]:
        """What is not as it was approved, in any version; a Swedish sentence for each.

        `known` are year, number and manifest's checksum of versions that have been seen before: one of them that is
        gone, or has another manifest, is told as well. A later version vouches for the one before it in the same way.
        """
        versions = {(version.year, version.number): version for version in self.versions()}
        broken = {key: version.damage() for key, version in versions.items()}
        sentences = [sentence for damage in broken.values() for sentence in damage]
        vouched = [
            (version.year, version.number - 1, version.manifest.get("previous_manifest_sha256", ""))
            for key, version in versions.items()
            if version.number > 1 and not broken[key]
        ]
        for year, number, manifest in sorted({*known, *vouched}):
            version = versions.get((year, number))
            if version is None:
                sentences.append(f"{FOLDER}/{year}/v{number} saknas. {REMEDY}")
            elif not broken[year, number] and version.manifest_sha256 != manifest:
                sentences.append(f"{FOLDER}/{version.name}/{MANIFEST} är ändrad sedan året fastställdes. {REMEDY}")
        return sentences


NOTHING_APPROVED = Archive(Path(os.devnull))

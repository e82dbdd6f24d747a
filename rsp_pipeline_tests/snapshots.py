"""What is kept as agreed: texts and pictures in files of their own, compared by syrupy.

After an intended change, write them anew with `make snapshots`, and look at them.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from syrupy.data import SnapshotCollections
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from syrupy.location import PyTestLocation
from syrupy.types import SnapshotIndex

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
TOLERANCE = 0.5  # points


class Text(SingleFileSnapshotExtension):
    """A text as agreed, in the file that the snapshot's name says, counted from the test's folder."""

    _write_mode = WriteMode.TEXT

    @classmethod
    def get_location(cls, *, test_location: PyTestLocation, index: SnapshotIndex) -> str:
        return str((Path(test_location.filepath).parent / str(index)).resolve())

    @classmethod
    def matches_test_location(cls, *, test_location: PyTestLocation, snapshot_location: str) -> bool:  # noqa: ARG003
        return True  # a page of the handbooks lies in docs

    def discover_snapshots(self, **_: Any) -> SnapshotCollections:
        return SnapshotCollections()  # what else lies beside a kept file is not syrupy's to remove


class Picture(Text):
    """An svg with the same marks and texts as the agreed one, none of them further away than the tolerance."""

    def matches(self, *, serialized_data: Any, snapshot_data: Any) -> bool:
        drawn, agreed = NUMBER.findall(serialized_data), NUMBER.findall(snapshot_data)
        return NUMBER.sub("#", serialized_data) == NUMBER.sub("#", snapshot_data) and all(
            abs(float(one) - float(other)) <= TOLERANCE for one, other in zip(drawn, agreed, strict=True)
        )

"""Where a figure comes from: value → evidence → record → file, sheet and row.

Here belong the views that join them and the look-ups behind `rsp trace`. Not here: which rows count, which each
indicator says itself.
"""

from rsp_pipeline.derived.records import RECORD
from rsp_pipeline.lineage.provenance import PROVENANCE
from rsp_pipeline.store.schema import View

LINEAGE: tuple[View, ...] = (RECORD, PROVENANCE)

__all__ = ["LINEAGE"]

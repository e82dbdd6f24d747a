"""Checking corrections.csv as corrections: what becomes of each, against the registers that are delivered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from rsp_pipeline.mending.cells import BY_NAME
from rsp_pipeline.mending.trying import tried
from rsp_pipeline.reading.check import Check, Reason
from rsp_pipeline.reading.circumstances import Circumstances
from rsp_pipeline.reading.read import read_files
from rsp_pipeline.registers import CORRECTIONS


def with_what_they_correct(found: Check, raw_dir: Path, given: Circumstances) -> Check:
    """A check with what becomes of the corrections in the file; as it is where the file holds none."""
    if found.register != CORRECTIONS or not found.rows_accepted:
        return found
    return replace(found, reasons=(*found.reasons, *_reasons(Path(found.file).absolute(), raw_dir, given)))


def _reasons(path: Path, raw_dir: Path, given: Circumstances) -> Iterator[Reason]:
    corrections = read_files(CORRECTIONS, [path], path.parent, given).accepted
    stands = dict(zip(corrections["record_id"], corrections["source_row"], strict=True))
    for name in corrections["register"].unique():
        for identity, becomes in tried(corrections, BY_NAME[name], raw_dir, given).items():
            row = int(stands[identity])
            if becomes.outdated:
                yield Reason("obsolete_correction", becomes.outdated, row=row, reason=becomes.outdated)
            for reason in becomes.still_refused:
                told = f"Med rättelsen kan cellen ändå inte läsas: {reason}"
                yield Reason("correction_not_readable", told, row=row, reason=told)

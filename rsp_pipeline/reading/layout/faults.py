"""What keeps a whole row from counting, whatever its cells say: it is shifted, cut off, or taken out by its sender."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from rsp_pipeline.reading.glance import begin_with
from rsp_pipeline.reading.problems import Problem
from rsp_pipeline.reading.spoilt import spoilt
from rsp_pipeline.registers import Register

TOO_MANY_CELLS, CUT_OFF = "too_many_cells", "cut_off"
COMMENTED_OUT, COMMENTED_BY_HASH = "commented_out", "commented_by_hash"
IN_OTHER_UNIT = "other_unit_beside"
CLAUSES = {
    IN_OTHER_UNIT: "radens belopp står inte i kronor, säger dess kolumn för valuta eller enhet. Räkna om dem",
    TOO_MANY_CELLS: "raden har text till höger om rubrikraden, så att cellerna kan ha hamnat i fel kolumn",
    COMMENTED_OUT: "raden är bortkommenterad. Ta bort tecknen framför den om den ska räknas, annars hela raden",
    COMMENTED_BY_HASH: "raden är bortkommenterad. Ta bort tecknet # framför den om den ska räknas, annars hela raden",
    CUT_OFF: "filen slutar mitt i raden. Exportera den på nytt",
}
LETTER = "[0-9A-Za-zÅÄÖåäöÉé]"
TAKEN_OUT = "(?i:struke[nt]|makulera[dt]|annullera[dt]|utgår|utgått|borttage[nt]|raderad)[ :]"
COMMENT = rf"^(?:[#%!*~>]+|//|--+|/\*|<!--|(?i:rem) |{TAKEN_OUT})[\s#/*:-]*{LETTER}"
"""What programmers write before a line to take it out, and other people."""

BEGINNINGS_OF_COMMENTS = "#%!*~>/-<rRsSmMaAuUbB"


def with_comments(fault: pa.Array | pa.ChunkedArray, first: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    """The faults of rows, those among them that the text of their first cell, trimmed, takes out."""
    places = np.flatnonzero(begin_with(first, BEGINNINGS_OF_COMMENTS))
    if len(places):
        places = places[np.asarray(pc.match_substring_regex(first.take(places), COMMENT).fill_null(False))]
    if not len(places):
        return fault
    codes = fault.to_pylist()
    for place in places.tolist():
        text = first[place].as_py()
        if not spoilt(text):
            codes[place] = codes[place] or (COMMENTED_BY_HASH if text.startswith("#") else COMMENTED_OUT)
    return pa.array(codes, pa.string())


def without_a_style(rows: pa.Table) -> pa.Table:
    """The rows, of which none is commented out by a # that all of them begin with, as a sender may number cases."""
    if len(rows) > 1 and pc.all(pc.equal(rows["fault"], COMMENTED_BY_HASH).fill_null(False)).as_py():
        return rows.set_column(rows.schema.get_field_index("fault"), "fault", pa.nulls(len(rows), pa.string()))
    return rows


def at_fault(texts: pd.DataFrame, register: Register) -> Iterator[Problem]:
    """What is wrong with whole rows, of which the cells say nothing certain."""
    for fault in texts["fault"].dropna().unique():
        rows = np.flatnonzero((texts["fault"] == fault).fillna(False))
        yield Problem(rows, register.key[0], fault, CLAUSES[fault])

"""Trying corrections without a night: each register is read from its files as the night would, with them applied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from rsp_pipeline.reading.circumstances import Circumstances
from rsp_pipeline.reading.corrections import cell, normal_keys, one_spaced, row_keys
from rsp_pipeline.reading.read import delivered_texts, read_register
from rsp_pipeline.reading.tables import OBSOLETE
from rsp_pipeline.registers import CORRECTIONS, Register
from rsp_pipeline.registers.register import PLACE


class Tried(NamedTuple):
    """What becomes of a correction.

    `outdated` says why it does not apply; `still_refused` why the cell cannot be read with it, and `others_refused` why
    other cells of its rows cannot: Swedish sentences, the latter by the columns' headers.
    """

    outdated: str
    still_refused: tuple[str, ...] = ()
    others_refused: Mapping[str, str] = {}


def tried(corrections: pd.DataFrame, of: Register, raw_dir: Path, given: Circumstances) -> dict[str, Tried]:
    """What becomes of the corrections of a register, by their `record_id`; `corrections` are all that there are."""
    accepted = given.accepted
    with_them = replace(given, accepted=lambda table: corrections if table == CORRECTIONS.table else accepted(table))
    reading = read_register(of, raw_dir, with_them)
    texts = delivered_texts(of, raw_dir, given)
    keys = row_keys(texts, of)
    places = pd.MultiIndex.from_frame(texts[list(PLACE)])
    refused = reading.quarantine.assign(at=pd.MultiIndex.from_frame(reading.quarantine[list(PLACE)]).to_flat_index())
    outcomes = {}
    for correction in reading.corrections.to_dict("records"):
        identity = str(correction["record_id"])
        if correction["status"] == OBSOLETE:
            outcomes[identity] = Tried(str(correction["message"]))
            continue
        (own,) = corrections[corrections["record_id"] == identity].fillna("").to_dict("records")
        column = of.column(str(correction["column_name"]))
        (key,) = normal_keys(pd.Series([own["row_key"]], dtype="string[pyarrow]"))
        here = [
            label
            for label in texts.index[(keys == key).fillna(False)]
            if cell(texts, label, column) == one_spaced(own["expected_value"])
        ]
        at_them = refused[refused["at"].isin([places[texts.index.get_loc(label)] for label in here])]
        is_own = at_them["column_name"] == column.name
        outcomes[identity] = Tried(
            "",
            tuple(map(str, at_them.loc[is_own, "reason"])),
            {of.column(name).header: reason for name, reason in at_them.loc[~is_own, ["column_name", "reason"]].values},
        )
    return outcomes

"""What makes a row itself: its `record_id`, the pseudonyms of its restricted values, and that it is there once."""

from __future__ import annotations

import hashlib
import hmac

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from rsp_pipeline.reading.problems import Problem, place, shortlist
from rsp_pipeline.reading.rows import without
from rsp_pipeline.registers import Register


def identified(rows: pd.DataFrame, register: Register, pseudonym_key: bytes) -> pd.DataFrame:
    """The rows with `record_id` and pseudonyms.

    A row is known by the register's key; where a part of the key is empty, by a checksum of its content.
    """
    key = [pc.cast(pa.array(rows[name]), pa.string()) for name in register.key]
    joined = pc.binary_join_element_wise(*key, ":")
    identity = pd.Series(pd.arrays.ArrowExtensionArray(joined), index=rows.index)
    unnamed = rows[identity.isna()]
    checksums = pd.util.hash_pandas_object(_content(unnamed, register), index=False)
    identity = identity.fillna(checksums.map(lambda checksum: f"rad-{checksum:016x}"))
    identifying = rows.assign(record_id=f"{register.name}:" + identity)
    for column in register.columns:
        if column.pseudonym:
            codes, values = pd.factorize(rows[column.name])
            pseudonyms = pd.Series([pseudonym(value, pseudonym_key) for value in values], dtype="string")
            identifying[column.pseudonym] = pseudonyms.reindex(codes).array
    return identifying


def pseudonym(value: str, key: bytes) -> str:
    """The keyed pseudonym of a value: the first 16 hexadecimal digits of HMAC-SHA256."""
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()[:16]


def without_duplicates(rows: pd.DataFrame, register: Register) -> tuple[pd.DataFrame, pd.DataFrame, list[Problem]]:
    """The rows once each: (kept, collapsed, problems).

    Identical twins collapse to the first of them; rows with the same key and other content are all refused, since
    nothing tells which is right.
    """
    repeated = rows[rows.duplicated("record_id", keep=False)]
    content = _content(repeated, register)
    versions = content.groupby(repeated["record_id"]).transform("nunique")
    differing = repeated[versions > 1]
    twins = repeated[(versions == 1) & repeated.duplicated("record_id")]
    problems = []
    stands = differing[["source_file", "source_sheet", "source_row"]].itertuples(index=False, name=None)
    places = {label: place(*at) for label, at in zip(differing.index, stands, strict=True)}
    for labels in differing.groupby("record_id").groups.values():
        for label in labels:
            others = shortlist((places[other] for other in labels if other != label), len(labels) - 1, " och ")
            clause = f"raden har samma nyckel som {others} men annat innehåll"
            problems.append(Problem(int(label), register.key[0], "conflicting_key", clause))
    return without(rows, twins.index.union(differing.index)), twins, problems


def _content(rows: pd.DataFrame, register: Register) -> pd.Series[str]:
    """What a row says, in one text: every column of the register, apart from where it stood."""
    columns = rows[[column.name for column in register.columns]].astype("string").fillna("")
    return columns.iloc[:, 0].str.cat(columns.iloc[:, 1:], sep="\x1f")

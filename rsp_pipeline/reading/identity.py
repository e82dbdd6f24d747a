"""What makes a row itself: its `record_id`, the pseudonyms of its restricted values, and that it is there once."""

from __future__ import annotations

import hmac

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from rsp_pipeline.reading.problems import Problem, place, shortlist
from rsp_pipeline.registers import Register
from rsp_pipeline.registers.register import PLACE


def identified(rows: pd.DataFrame, register: Register, pseudonym_key: bytes) -> pd.DataFrame:
    """The rows with `record_id` and pseudonyms.

    A row is known by the register's key; where a part of the key is empty, by a checksum of its content.
    """
    key = [pc.cast(pa.array(rows[name]), pa.string()) for name in register.key]
    joined = pc.binary_join_element_wise(register.name, *key, ":")
    identity = pd.Series(pd.arrays.ArrowExtensionArray(joined), index=rows.index)
    if joined.null_count:
        checksums = pd.util.hash_pandas_object(content_of(rows[identity.isna()], register), index=False)
        identity = identity.fillna(checksums.map(lambda checksum: f"{register.name}:rad-{checksum:016x}"))
    identifying = {"record_id": identity}
    for column in register.columns:
        if column.pseudonym:
            codes, values = pd.factorize(rows[column.name])
            pseudonyms = pa.array([pseudonym(value, pseudonym_key) for value in values], pa.string())
            shown = pseudonyms.take(pa.array(codes, mask=codes < 0))
            identifying[column.pseudonym] = pd.Series(pd.arrays.ArrowExtensionArray(shown), index=rows.index)
    return rows.assign(**identifying)


def pseudonym(value: str, key: bytes) -> str:
    """The keyed pseudonym of a value: the first 16 hexadecimal digits of HMAC-SHA256."""
    return hmac.digest(key, value.encode(), "sha256").hex()[:16]


def duplicates(rows: pd.DataFrame, register: Register) -> tuple[pd.DataFrame, list[Problem]]:
    """The rows that cannot count beside another with the same key: (twins, conflicts).

    Of identical twins the first counts, and the others are told as twins; rows with the same key and other content are
    all refused, since nothing tells which is right.
    """
    identities, _ = pd.factorize(rows["record_id"])
    is_repeated = np.bincount(identities)[identities] > 1
    repeated, key = rows[is_repeated], identities[is_repeated]
    if repeated.empty:
        return repeated, []
    content, contents = pd.factorize(content_of(repeated, register))
    distinct = np.unique(key * len(contents) + content) // len(contents)  # the key of each that is said under it
    is_differing = np.bincount(distinct)[key] > 1
    is_later = pd.Series(key).duplicated().to_numpy()
    conflicts = _conflicts(repeated[is_differing], key[is_differing], register)
    return repeated[~is_differing & is_later], conflicts


def _conflicts(rows: pd.DataFrame, key: np.ndarray, register: Register) -> list[Problem]:
    """Each of some rows told with the others that have its key."""
    stands = rows[list(PLACE)].itertuples(index=False, name=None)
    places = [place(*at) for at in stands]
    labels = rows.index.to_numpy()
    by_key = np.argsort(key, kind="stable")
    conflicts = []
    for group in np.split(by_key, np.flatnonzero(np.diff(key[by_key])) + 1):
        members = group.tolist()
        for own in members:
            others = shortlist((places[other] for other in members if other != own), len(members) - 1, " och ")
            clause = f"raden har samma nyckel som {others} men annat innehåll"
            conflicts.append(Problem(labels[own : own + 1], register.key[0], "conflicting_key", clause))
    return conflicts


def content_of(rows: pd.DataFrame, register: Register) -> pd.Series[str]:
    """What a row says, in one text: every column of the register, apart from where it stood."""
    cells = (pa.array(rows[column.name]) for column in register.columns)
    texts = (pc.if_else(cell, "True", "False") if pa.types.is_boolean(cell.type) else cell for cell in cells)
    whole = pc.binary_join_element_wise(*(text.cast(pa.string()).fill_null("") for text in texts), "\x1f")
    return pd.Series(pd.arrays.ArrowExtensionArray(whole), index=rows.index)

"""Applying the data steward's corrections: a cell gets another text while it still has the one that was expected.

What a correction is belongs in `registers.corrections`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import pyarrow as pa

from rsp_pipeline.reading.cells.identifiers import in_normal_form
from rsp_pipeline.reading.personal_data import masked
from rsp_pipeline.reading.problems import HIDDEN_VALUE, place
from rsp_pipeline.reading.tables import APPLIED, CORRECTION, OBSOLETE
from rsp_pipeline.registers import Register
from rsp_pipeline.registers.register import CORRECTED, Column
from rsp_pipeline.store.nearest import nearest


def corrected(texts: pd.DataFrame, register: Register, corrections: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of a register with its corrections applied, and what became of each: columns of `CORRECTION`.

    `texts` holds the rows as delivered, `corrections` the accepted rows of the register of corrections. The rows get
    one more column, `corrected_columns`: the names of the columns that were corrected in each of them.
    """
    texts = texts.assign(**{CORRECTED: pd.arrays.ArrowExtensionArray(pa.nulls(len(texts), pa.string()))})
    own = corrections[corrections["register"] == register.name]
    if own.empty:
        return texts, CORRECTION.no_rows
    keys = row_keys(texts, register)
    wanted_keys = normal_keys(own["row_key"])
    near = _nearest(wanted_keys[~wanted_keys.isin(keys)], keys)
    labels = keys[keys.isin(wanted_keys)].groupby(keys).groups
    outcomes = []
    for key, correction in zip(wanted_keys, own.astype("string").fillna("").to_dict("records"), strict=True):
        expected, wanted = correction["expected_value"], correction["corrected_value"]
        column = register.spellings[correction["column_name"].lower()]
        at = list(labels.get(key, ()))
        still = [label for label in at if cell(texts, label, column) == one_spaced(expected)]
        if still:
            message = f"Rättad i {_places(texts, still)}."
            names = texts.loc[still, CORRECTED]
            texts.loc[still, CORRECTED] = (names + ", ").fillna("") + column.name
            texts.loc[still, column.name] = wanted or None
        else:
            message = _why_obsolete(texts, at, column, wanted, near.get(key, ""))
        hidden = (HIDDEN_VALUE, HIDDEN_VALUE) if column.restricted else (masked(expected), masked(wanted))
        outcomes.append(
            correction
            | dict(zip(("expected_value", "corrected_value"), hidden, strict=True))
            | {"column_name": column.name, "status": APPLIED if still else OBSOLETE, "message": masked(message)}
        )
    return texts, pd.DataFrame(outcomes, columns=list(CORRECTION.columns))


def row_keys(texts: pd.DataFrame, register: Register) -> pd.Series[str]:
    """The key of each row as the steward writes it, in normal form: the texts of its parts with a colon between.

    A row that lacks a part has none.
    """
    defaults = {name: register.column(name).default for name in register.key if register.column(name).default}
    parts = texts[list(register.key)].fillna(defaults)
    return normal_keys(parts.iloc[:, 0].str.cat(parts.iloc[:, 1:], sep=":"))


def normal_keys(keys: pd.Series[str]) -> pd.Series[str]:
    """Keys in the form that all spellings of their parts have in common."""
    normal = in_normal_form(pa.array(keys, pa.string()))
    return pd.Series(pd.arrays.ArrowExtensionArray(normal), index=keys.index)


def _nearest(lost: pd.Series[str], keys: pd.Series[str]) -> Mapping[str, str]:
    """The keys nearest to each of some that no row has."""
    if lost.empty:
        return {}
    import duckdb

    with duckdb.connect(":memory:") as session:
        session.register("lost", pa.table({"value": pa.array(lost), "scope": pa.repeat(0, len(lost))}))
        session.register("keys", pa.table({"key": pa.array(keys), "scope": pa.repeat(0, len(keys))}))
        found = session.sql(nearest("FROM lost", "SELECT DISTINCT key, scope FROM keys")).fetchall()
    return {value: near for value, _, near in found}


def cell(texts: pd.DataFrame, label: object, column: Column) -> str:
    """The text of a cell as corrections compare it: nothing where it is empty."""
    text = texts.at[label, column.name]
    return one_spaced(text) if isinstance(text, str) else ""


def one_spaced(text: str) -> str:
    """The text with one plain space for each run of spaces, which no person can tell apart."""
    return " ".join(text.split())


def _places(texts: pd.DataFrame, labels: Sequence[object]) -> str:
    rows = texts.loc[list(labels), ["source_file", "source_sheet", "source_row"]]
    return " och ".join(place(*row) for row in rows.itertuples(index=False, name=None))


def _why_obsolete(texts: pd.DataFrame, labels: Sequence[object], column: Column, wanted: str, near: str) -> str:
    """Why a correction is not applied, and what to do about it; `near` are the keys nearest to one that no row has."""
    if not labels:
        hint = f"; närmast är {near}" if near else ""
        return f"Ingen rad har nyckeln{hint}. Ta bort rättelsen eller rätta nyckeln."
    found = {cell(texts, label, column) for label in labels}
    if found == {one_spaced(wanted)}:
        return f"Cellen är redan rättad i {_places(texts, labels)}. Ta bort rättelsen."
    stands = (
        "en annan text än den förväntade" if column.restricted else " och ".join(f"”{each}”" for each in sorted(found))
    )
    return f"I {_places(texts, labels)} står nu {stands}. Ta bort rättelsen eller skriv om den."

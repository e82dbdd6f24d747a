"""Rows that are delivered twice though nothing names them: by overlapping exports, and by copies of a file.

Rows with a key are compared in `identity`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import PurePosixPath

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from rsp_pipeline.reading.identity import content_of
from rsp_pipeline.reading.problems import Problem, Remark, place, shortlist
from rsp_pipeline.registers import Register

FEWEST_KNOWN = 3  # values that a row without its key must have of those it is known by
LIKELY_COPY = 0.5  # of a file's rows that stand in the file whose name it shares


def doubles(rows: pd.DataFrame, twins: pd.DataFrame, register: Register) -> tuple[list[Problem], list[Remark]]:
    """What is refused since another file tells it otherwise, and what is told of files that seem to say the same."""
    remarks = list(about_copies(rows, register))
    if not register.known_by:
        return [], remarks
    found = {problem.rows[0]: problem for problem in (*named_elsewhere(rows, register), *revised(rows, register))}
    problems = [problem for label, problem in found.items() if label not in twins.index]
    return problems, remarks + about_overlaps(rows, twins, problems, register)


def revised(rows: pd.DataFrame, register: Register) -> list[Problem]:
    """Rows without a key that two files tell in different ways, as when a row was mended between two exports.

    They agree in what the register's rows are `known_by`, and each file says something of it that the other does not.
    Nothing tells which is right, so all are refused; rows of one file are never held against each other.
    """
    keyless = _without_key(rows, register)
    if keyless.empty:
        return []
    groups, _ = pd.factorize(_joined(keyless, register.known_by))
    contents, _ = pd.factorize(content_of(keyless, register))
    table = pd.DataFrame(
        {"group": groups, "content": contents, "file": keyless["source_file"].astype(str).to_numpy()},
        index=keyless.index,
    )
    sizes = table.groupby("group")[["content", "file"]].transform("nunique")
    problems: list[Problem] = []
    for _, group in table[(sizes > 1).all(axis="columns")].groupby("group", sort=False):
        files = group.groupby("content")["file"].agg(frozenset)
        clashing = {
            content
            for (one, its), (other, others) in combinations(files.items(), 2)
            if not (its <= others or others <= its)
            for content in (one, other)
        }
        problems += _told(rows, group[group["content"].isin(clashing)], register)
    return problems


def named_elsewhere(rows: pd.DataFrame, register: Register) -> Iterator[Problem]:
    """Rows without a key that another file has with one, as far as what the register's rows are `known_by` tells."""
    keyless = _without_key(rows, register)
    keyed = rows[rows[list(register.key)].notna().all(axis="columns")]
    if keyless.empty or keyed.empty:
        return
    own, others = _joined(keyless, register.known_by), _joined(keyed, register.known_by)
    others = others[others.isin(own)]
    places = keyed.loc[others.index, ["source_file", "source_sheet", "source_row"]]
    key = register.column(register.key[0]).header
    for label, known in own.items():
        stands = [place(*at) for at in places[others == known].itertuples(index=False, name=None)
                  if at[0] != keyless.at[label, "source_file"]]  # fmt: skip
        if stands:
            listed = shortlist(stands, len(stands), " och ")
            clause = f"raden saknar {key} och liknar {listed}, som har ett: samma sak kan vara levererad två gånger"
            yield Problem(np.array([label]), register.key[0], "revised_row", clause)


def about_copies(rows: pd.DataFrame, register: Register) -> Iterator[Remark]:
    """A remark on each file that shares its name with another, but for an addition, and half of whose rows are there.

    A row is there when its key is, or, where it has none, its day.
    """
    files = sorted(map(str, rows["source_file"].unique()), key=_length_of_name)
    named = [(original, copy) for original, copy in combinations(files, 2) if _is_named_after(copy, original)]
    if not named:
        return
    has_key = rows[list(register.key)].notna().all(axis="columns")
    day = rows[register.dated_by].astype("string") if register.dated_by else pd.Series(pd.NA, rows.index, "string")
    marks = rows["record_id"].astype("string").where(has_key, day)
    by_file = {str(file): set(own.dropna()) for file, own in marks.groupby(rows["source_file"].astype(str))}
    for original, copy in named:
        shared = len(by_file[copy] & by_file[original])
        if shared and shared >= LIKELY_COPY * len(by_file[copy]):
            what = "nycklar" if register.key and has_key[rows["source_file"] == copy].all() else "dagar"
            sentence = (
                f"{copy} ser ut att vara en kopia av {original}: {shared} av {len(by_file[copy])} {what} är desamma. "
                "Är det en kopia, ta bort en av filerna."
            )
            yield Remark(copy, "likely_copy", sentence)


def about_overlaps(
    rows: pd.DataFrame, twins: pd.DataFrame, problems: list[Problem], register: Register
) -> list[Remark]:
    """A remark on each file of which rows without a key are delivered in another file too, alike or revised."""
    key = register.column(register.key[0]).header
    keyless = _without_key(rows, register)
    first = keyless.drop_duplicates("record_id").set_index("record_id")["source_file"]
    again = twins.loc[twins.index.isin(keyless.index)]
    remarks = []
    for file, own in again.groupby(again["source_file"].astype(str)):
        others = sorted({str(first[identity]) for identity in own["record_id"]} - {str(file)})
        if others:
            sentence = (
                f"Raderna saknar {key}, och {len(own)} av dem finns också i {shortlist(others, len(others), ' och ')}: "
                "filerna överlappar. En rad vars dag har ändrats mellan dem räknas två gånger."
            )
            remarks.append(Remark(str(file), "overlapping_files", sentence))
    told = rows.loc[[label for problem in problems for label in problem.rows]]
    for file, own in told.groupby(told["source_file"].astype(str)):
        lines = shortlist(own["source_row"], len(own))
        sentence = (
            f"Raderna saknar {key}, och rad {lines} liknar en rad i en annan fil, med annat innehåll: samma sak kan "
            "vara levererad två gånger. Raderna är i karantän."
        )
        remarks.append(Remark(str(file), "revised_row", sentence))
    return remarks


def about_twins(file: str, twins: pd.DataFrame) -> list[Remark]:
    """A remark on the rows of a file that are counted once, with one before them."""
    own = twins.loc[twins["source_file"] == file, "source_row"]
    if own.empty:
        return []
    rows = shortlist(own, len(own))
    return [Remark(file, "identical_twin", f"Likadana som en tidigare rad och räknas en gång: rad {rows}.")]


def _without_key(rows: pd.DataFrame, register: Register) -> pd.DataFrame:
    """The rows that lack a part of the key and can be known by other values."""
    keyless = rows[rows[list(register.key)].isna().any(axis="columns")]
    return keyless[keyless[list(register.known_by)].notna().sum(axis="columns") >= FEWEST_KNOWN]


def _joined(rows: pd.DataFrame, columns: tuple[str, ...]) -> pd.Series[str]:
    """Some columns of each row in one text, as people compare them: without case, and with one space for many."""
    cells = (pc.cast(pa.array(rows[name]), pa.string()).fill_null("") for name in columns)
    texts = pc.binary_join_element_wise(*cells, "\x1f")
    folded = pc.replace_substring_regex(pc.utf8_lower(pc.utf8_trim_whitespace(texts)), r"\s+", " ")
    return pd.Series(pd.arrays.ArrowExtensionArray(folded), index=rows.index)


def _told(rows: pd.DataFrame, clashing: pd.DataFrame, register: Register) -> Iterator[Problem]:
    """Each of some rows told with those of other files that say otherwise."""
    key = register.column(register.key[0]).header
    same = ", ".join(register.column(name).header for name in register.known_by)
    places = {
        label: place(*at)
        for label, at in zip(
            clashing.index,
            rows.loc[clashing.index, ["source_file", "source_sheet", "source_row"]].itertuples(index=False, name=None),
            strict=True,
        )
    }
    for label, own in clashing.iterrows():
        others = clashing[(clashing["content"] != own["content"]) & (clashing["file"] != own["file"])]
        listed = shortlist((places[other] for other in others.index), len(others), " och ")
        clause = f"raden saknar {key} och liknar {listed} ({same}), men har annat innehåll"
        yield Problem(np.array([label]), register.key[0], "revised_row", clause)


def _length_of_name(file: str) -> tuple[int, str]:
    return len(PurePosixPath(file).stem), file


def _is_named_after(copy: str, original: str) -> bool:
    """Whether a name is another's with something added: `x (1)`, `x - kopia`, `x-DATOR`, `Kopia av x`, `x.xlsx`."""
    longer, shorter = PurePosixPath(copy).stem.casefold(), PurePosixPath(original).stem.casefold()
    if not longer.startswith(shorter):
        return longer.endswith(f" {shorter}")
    return not longer[len(shorter) :][:1].isalnum()

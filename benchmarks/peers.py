"""How many of the nasty files plain readers get right, as docs/reading.md: `python -m benchmarks.peers`.

A reader is right about a file that should be read when it gives the right number of rows and the right sum of the
amounts, and about a file that should be refused when it refuses. What it does about single rows that cannot be
interpreted is not asked of it: a plain reader is right if the amounts it can tell add up.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pandas as pd

from rsp_pipeline.registers.grants import GRANTS
from rsp_pipeline_tests.builders import read
from rsp_pipeline_tests.reading.nasty.case import BAD, Case
from rsp_pipeline_tests.reading.nasty.rows import ROW_FILES
from rsp_pipeline_tests.reading.nasty.spellings import SPELLINGS
from rsp_pipeline_tests.reading.nasty.texts import HEADERS, TEXT_FILES
from rsp_pipeline_tests.reading.nasty.values import VALUES
from rsp_pipeline_tests.reading.nasty.workbooks import FILES, WORKBOOKS

REPORT = Path(__file__).parents[1] / "docs" / "reading.md"
GROUPS = {
    "Textfiler": TEXT_FILES,
    "Rader": ROW_FILES,
    "Rubriker": HEADERS,
    "Värden": [*VALUES, *SPELLINGS],
    "Arbetsböcker": WORKBOOKS,
    "Filer": FILES,
}
Reader = Callable[[Path], tuple[int, Decimal]]


def with_pandas(path: Path) -> tuple[int, Decimal]:
    """`read_csv` with its delimiter sniffed, or `read_excel`, and nothing more."""
    if path.suffix.lower() in {".xlsx", ".xlsm", ".xls", ".ods"}:
        frame = pd.read_excel(path, engine="calamine")
    else:
        frame = pd.read_csv(path, sep=None, engine="python")
    return _summed(frame)


def with_duckdb(path: Path) -> tuple[int, Decimal]:
    """`read_csv` as it sniffs the file; DuckDB reads no workbooks without an extension."""
    with duckdb.connect(":memory:") as connection:
        return _summed(connection.execute("FROM read_csv(?, decimal_separator = ',')", [str(path)]).df())


def with_ours(path: Path) -> tuple[int, Decimal]:
    """Our own reading; a rejected file is refused."""
    raw = next(parent for parent in path.parents if parent.name == "raw")
    reading = read(GRANTS, raw)
    if reading.source_files["verdict"].iloc[0] == BAD:
        raise ValueError(reading.source_files["message"].iloc[0])
    total = reading.accepted["granted_sek"].sum()
    return len(reading.accepted), Decimal(total)


def _summed(frame: pd.DataFrame) -> tuple[int, Decimal]:
    amounts: Any = frame["Belopp"]
    texts = amounts.astype(str).str.replace(r"\s", "", regex=True).str.replace(",", ".", regex=False)
    return len(frame), Decimal(str(round(float(pd.to_numeric(texts, errors="coerce").sum()), 2)))


READERS: dict[str, Reader] = {
    "pandas": with_pandas,
    "DuckDB": with_duckdb,
    "vår": with_ours,
}


def is_right(reader: Reader, case: Case, path: Path) -> bool:
    """Whether the reader does with the file what should be done with it."""
    if case.name == "a fifo" and reader is not with_ours:
        return False  # a plain reader waits for ever
    try:
        with warnings.catch_warnings(action="ignore"):
            rows, total = reader(path)
    except Exception:  # a plain reader refuses a file by failing in any way it likes
        return case.verdict == BAD
    if case.verdict == BAD:
        return False
    plain = reader is not with_ours
    return rows == case.accepted + case.quarantined * plain and total == case.total


def main() -> None:
    """Write the table to docs/reading.md."""
    right = {name: dict.fromkeys(GROUPS, 0) for name in READERS}
    for group, cases in GROUPS.items():
        for case in cases:
            for name, reader in READERS.items():
                with TemporaryDirectory() as folder:
                    right[name][group] += is_right(reader, case, case.written(Path(folder)))
    lines = [
        "# Hur väl läsningen står sig",
        "",
        "Filerna i `rsp_pipeline_tests/reading/nasty/`, och hur många av dem som läses rätt (rader och",
        "summa) eller avvisas när de ska avvisas. pandas och DuckDB används som de är (`read_csv`, `read_excel`), men",
        "mellanslag och decimalkomma i beloppen tas bort åt dem innan summan räknas.",
        "Tabellen skrivs av `python -m benchmarks.peers`.",
        "",
        "| Filer | Antal | " + " | ".join(READERS) + " |",
        "|---|---:|" + "---:|" * len(READERS),
        *(
            f"| {group} | {len(cases)} | " + " | ".join(str(right[name][group]) for name in READERS) + " |"
            for group, cases in GROUPS.items()
        ),
        f"| **Alla** | {sum(map(len, GROUPS.values()))} | "
        + " | ".join(f"**{sum(right[name].values())}**" for name in READERS)
        + " |",
    ]
    _, *below = REPORT.read_text(encoding="utf-8").partition("\n## ")
    REPORT.write_text("\n".join(lines) + "\n" + "".join(below), encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()

"""Reading a large register, against DuckDB and python-calamine on the same file: `python -m benchmarks.reading`.

The csv file is read, parsed, validated and split here, and read and cast by DuckDB; the workbook is read here, and only
read by python-calamine. Each way runs in a process of its own. What reading takes of memory is seen in the whole night
(`benchmarks.night`).
"""

from __future__ import annotations

import csv
import multiprocessing
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Literal

from benchmarks import grant_rows

CSV_ROWS, WORKBOOK_ROWS = 1_000_000, 100_000
ROUNDS = 3

Way = Callable[[Path], None]


def ours(raw: Path) -> None:
    """Read, parse, validate and split the register."""
    from rsp_pipeline.programme import load_programme
    from rsp_pipeline.reading.circumstances import Circumstances
    from rsp_pipeline.reading.read import read_register
    from rsp_pipeline.registers.grants import GRANTS

    given = Circumstances(load_programme("jamtland_harjedalen"), date(2026, 11, 1), b"benchmark")
    reading = read_register(GRANTS, raw, given)
    assert len(reading.accepted) + len(reading.quarantine) in {CSV_ROWS, WORKBOOK_ROWS}


def duckdb_alone(raw: Path) -> None:
    """Read the csv file as text and cast its amounts and dates."""
    import duckdb

    with duckdb.connect(":memory:") as connection:
        file = raw / "grants" / "a.csv"
        connection.execute(f"CREATE TABLE t AS FROM read_csv('{file}', delim=';', all_varchar=true)")
        connection.execute(
            """
            CREATE TABLE cast_rows AS SELECT
                * REPLACE (
                    try_cast(trim("Inkom") AS DATE) AS "Inkom",
                    try_cast(trim("Beslutsdatum") AS DATE) AS "Beslutsdatum",
                    try_cast(replace(replace("Sökt belopp", ' ', ''), ',', '.') AS DECIMAL(14, 2)) AS "Sökt belopp",
                    try_cast(
                        replace(replace("Beviljat belopp", ' ', ''), ',', '.') AS DECIMAL(14, 2)
                    ) AS "Beviljat belopp"
                )
            FROM t
            """
        )


def calamine_alone(raw: Path) -> None:
    """Read the workbook's cells."""
    from python_calamine import CalamineWorkbook

    CalamineWorkbook.from_path(raw / "grants" / "a.xlsx").get_sheet_by_index(0).to_python()


def compared(mine: Way, other: Way, raw: Path) -> tuple[float, float]:
    """The seconds of each way at its best, the two taking turns so that a busy machine is as unfair to both."""
    rounds = [(_measured(mine, raw), _measured(other, raw)) for _ in range(ROUNDS)]
    return min(first for first, _ in rounds), min(second for _, second in rounds)


def _measured(way: Way, raw: Path) -> float:
    """The seconds of a way, imports apart, in a process of its own."""
    receive, send = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("spawn").Process(target=_timed, args=(way, raw, send))
    process.start()
    send.close()  # so that a process that fails ends the waiting
    seconds: float = receive.recv()
    process.join()
    return seconds


def _timed(way: Way, raw: Path, send: Connection[float, None]) -> None:
    import duckdb  # noqa: F401
    import pandera.pandas  # noqa: F401
    import python_calamine  # noqa: F401

    start = time.perf_counter()
    way(raw)
    send.send(time.perf_counter() - start)


def main() -> None:
    """Write the files and print how we compare."""
    with tempfile.TemporaryDirectory() as folder:
        for what, write, other in (
            ("csv", partial(write_text, quoting=csv.QUOTE_MINIMAL), duckdb_alone),
            ("csv, all cells quoted", partial(write_text, quoting=csv.QUOTE_ALL), duckdb_alone),
            ("xlsx", write_book, calamine_alone),
        ):
            raw = Path(folder, what)
            (raw / "grants").mkdir(parents=True)
            write(raw / "grants")
            mine, theirs = compared(ours, other, raw)
            print(f"{what}: {mine:.2f} s; {other.__name__} {theirs:.2f} s; ratio {mine / theirs:.1f}")


def write_text(folder: Path, quoting: Literal[0, 1]) -> None:
    """A million rows of text."""
    with (folder / "a.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";", quoting=quoting).writerows(grant_rows.texts(CSV_ROWS))


def write_book(folder: Path) -> None:
    """A hundred thousand rows of a workbook."""
    grant_rows.write_book(folder / "a.xlsx", WORKBOOK_ROWS)


if __name__ == "__main__":
    main()

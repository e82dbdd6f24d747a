"""Reading a large register, against DuckDB and python-calamine on the same file: `python -m benchmarks.reading`.

The csv file is read, parsed, validated and split here, and read and cast by DuckDB; the workbook is read here, and only
read by python-calamine. Each way runs in a process of its own, so that its peak memory is its own.
"""

from __future__ import annotations

import csv
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Literal, NamedTuple

CSV_ROWS, WORKBOOK_ROWS = 1_000_000, 100_000
ROUNDS = 3
HEADER = (
    *("Ärendenr", "Dnr", "Typ av stöd", "Beslut", "Sökande", "Org.nr"),
    *("Kommun", "Ort", "Inkom", "Beslutsdatum", "Sökt belopp", "Belopp"),
)
FORMS = ("Servicebidrag", "Driftstöd", "Investeringsstöd")
MUNICIPALITIES = ("Åre", "Krokom", "2313", "Bergs kommun")
ORG_NOS = ("556036-0793", "556155-2323", "810161-9800")


class Cost(NamedTuple):
    """What a way of reading costs: the time it takes, and its process's memory at its peak, the libraries included."""

    seconds: float
    megabytes: float


Way = Callable[[Path], None]


def rows(count: int) -> list[list[str]]:
    """Grants with few distinct values, one in a hundred with an amount that cannot be read."""
    made = []
    for n in range(count):
        kronor = f"{(n * 7919 % 7000 + 50) * 50:,}".replace(",", " ") + ",00"
        days = [f"2025-0{1 + n % 9}-1{n % 9}", f"2025-1{n % 3}-1{n % 9}"]
        who = [f"Handlarn {n % 3000} AB", ORG_NOS[n % 3], MUNICIPALITIES[n % 4], "Byn"]
        decision = [f"2025-{n:07d}", f"RUN/{n % 5000}/2025", FORMS[n % 3], "Bifall"]
        made.append([*decision, *who, *days, kronor, kronor if n % 100 else "enl. beslut"])
    return made


def ours(raw: Path) -> None:
    """Read, parse, validate and split the register."""
    from rsp_pipeline.programme import load_programme
    from rsp_pipeline.reading.read import Circumstances, read_register
    from rsp_pipeline.registers.grants import GRANTS

    given = Circumstances(load_programme("jamtland_harjedalen"), date(2026, 1, 1), b"benchmark")
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
                    try_cast(replace(replace("Belopp", ' ', ''), ',', '.') AS DECIMAL(14, 2)) AS "Belopp"
                )
            FROM t
            """
        )


def calamine_alone(raw: Path) -> None:
    """Read the workbook's cells."""
    from python_calamine import CalamineWorkbook

    CalamineWorkbook.from_path(raw / "grants" / "a.xlsx").get_sheet_by_index(0).to_python()


def compared(mine: Way, other: Way, raw: Path) -> tuple[Cost, Cost]:
    """What each way costs at its best, the two taking turns so that a busy machine is as unfair to both."""
    rounds = [(_measured(mine, raw), _measured(other, raw)) for _ in range(ROUNDS)]
    return min(first for first, _ in rounds), min(second for _, second in rounds)


def _measured(way: Way, raw: Path) -> Cost:
    """The cost of a way, imports apart, in a process of its own."""
    receive, send = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("spawn").Process(target=_timed, args=(way, raw, send))
    process.start()
    send.close()  # so that a process that fails ends the waiting
    cost: Cost = receive.recv()
    process.join()
    return cost


def _timed(way: Way, raw: Path, send: Connection[Cost, None]) -> None:
    import duckdb  # noqa: F401
    import pandera.pandas  # noqa: F401
    import python_calamine  # noqa: F401

    start = time.perf_counter()
    way(raw)
    seconds = time.perf_counter() - start
    send.send(Cost(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


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
            print(
                f"{what}: {mine.seconds:.2f} s, {mine.megabytes:.0f} MB;"
                f" {other.__name__} {theirs.seconds:.2f} s, {theirs.megabytes:.0f} MB;"
                f" ratio {mine.seconds / theirs.seconds:.1f}"
            )


def write_text(folder: Path, quoting: Literal[0, 1]) -> None:
    """A million rows of text."""
    with (folder / "a.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";", quoting=quoting).writerows([HEADER, *rows(CSV_ROWS)])


def write_book(folder: Path) -> None:
    """A hundred thousand rows of a workbook."""
    from xlsxwriter import Workbook

    with Workbook(folder / "a.xlsx", {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet("Beslut")
        for number, row in enumerate([HEADER, *rows(WORKBOOK_ROWS)]):
            sheet.write_row(number, 0, row)


if __name__ == "__main__":
    main()

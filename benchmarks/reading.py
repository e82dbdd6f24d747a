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
from multiprocessing.connection import Connection
from pathlib import Path

CSV_ROWS, WORKBOOK_ROWS = 1_000_000, 100_000
ROUNDS = 3
HEADER = (
    *("Ärendenr", "Dnr", "Typ av stöd", "Beslut", "Sökande", "Org.nr"),
    *("Kommun", "Ort", "Inkom", "Beslutsdatum", "Sökt belopp", "Belopp"),
)
FORMS = ("Servicebidrag", "Driftstöd", "Investeringsstöd")
MUNICIPALITIES = ("Åre", "Krokom", "2313", "Bergs kommun")
ORG_NOS = ("556036-0793", "556155-2323", "810161-9800")


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
    from rsp_pipeline.reading import Circumstances, read_register
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


def measured(way: Callable[[Path], None], raw: Path) -> tuple[float, float]:
    """Seconds and peak megabytes of the best of some runs, imports apart, each in a process of its own."""
    results: list[tuple[float, float]] = []
    for _ in range(ROUNDS):
        receive, send = multiprocessing.Pipe(duplex=False)
        process = multiprocessing.get_context("spawn").Process(target=_timed, args=(way, raw, send))
        process.start()
        results.append(receive.recv())
        process.join()
    return min(results)


def _timed(way: Callable[[Path], None], raw: Path, send: Connection[tuple[float, float], None]) -> None:
    import duckdb  # noqa: F401
    import pandera.pandas  # noqa: F401
    import python_calamine  # noqa: F401

    start = time.perf_counter()
    way(raw)
    seconds = time.perf_counter() - start
    send.send((seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def main() -> None:
    """Write the two files and print how we compare."""
    from openpyxl import Workbook

    with tempfile.TemporaryDirectory() as folder:
        text, book = Path(folder, "csv"), Path(folder, "xlsx")
        for raw in (text, book):
            (raw / "grants").mkdir(parents=True)
        with (text / "grants" / "a.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";").writerows([HEADER, *rows(CSV_ROWS)])
        workbook = Workbook(write_only=True)
        sheet = workbook.create_sheet("Beslut")
        for row in [HEADER, *rows(WORKBOOK_ROWS)]:
            sheet.append(row)
        workbook.save(book / "grants" / "a.xlsx")
        for what, raw, other in (("csv", text, duckdb_alone), ("xlsx", book, calamine_alone)):
            (mine, memory), (theirs, _) = measured(ours, raw), measured(other, raw)
            print(f"{what}: {mine:.2f} s, {memory:.0f} MB; {other.__name__} {theirs:.2f} s; ratio {mine / theirs:.1f}")


if __name__ == "__main__":
    main()

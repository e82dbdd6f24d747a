"""Whether a published file is one whole build, asked as an analyst's program would: with DuckDB and nothing else.

`python whole.py FILE` prints what was seen as JSON; `python whole.py FILE --until STOP` looks again and again, opening
and closing the file, until the file STOP is there. `--hold` opens it once and asks that connection again and again.
"""

import argparse
import json
import time
from pathlib import Path

import duckdb

PAUSE_SECONDS = 0.2  # several readers leave some of the machine to what they look at


def seen(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """When the file was built, and how much it says was granted.

    Raises:
        AssertionError: its parts are not of one build.
    """
    ((built_at, rows_accepted),) = connection.execute("SELECT built_at, rows_accepted FROM meta.build").fetchall()
    accepted = connection.execute("SELECT coalesce(sum(rows_accepted), 0) FROM quality.source_file").fetchall()
    assert accepted == [(rows_accepted,)], (accepted, rows_accepted)
    counted = connection.execute(
        "SELECT table_schema || '.' || table_name, row_count FROM meta.catalogue WHERE row_count IS NOT NULL"
    ).fetchall()
    assert len(counted) > 20, counted
    for table, rows in counted:
        assert connection.execute(f"SELECT count(*) FROM {table}").fetchall() == [(rows,)], table
    figures = connection.execute(
        "SELECT year, value FROM indicator.value WHERE indicator_id = 'S02' AND breakdown = 'total' AND value > 0"
    ).fetchall()
    sums = connection.execute(
        "SELECT year, sum(value) FROM evidence.s02 GROUP BY year HAVING sum(value) > 0"
    ).fetchall()
    assert sorted(figures) == sorted(sums), (figures, sums)
    return {"built_at": str(built_at), "rows": str(rows_accepted), "granted": str(sum(value for _, value in figures))}


def look(path: Path) -> dict[str, str]:
    """Open the file, see, and close it."""
    with duckdb.connect(str(path), read_only=True) as connection:
        return seen(connection)


def main() -> None:
    """Look once, or until told to stop; the last line printed is a JSON list of all different things seen."""
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path)
    parser.add_argument("--until", type=Path)
    parser.add_argument("--hold", action="store_true")
    given = parser.parse_args()
    held = duckdb.connect(str(given.file), read_only=True) if given.hold else None
    all_seen, looks = [], 0
    while True:
        found = seen(held) if held else look(given.file)
        looks += 1
        if found not in all_seen:
            all_seen.append(found)
        if looks == 1:
            print("ready", flush=True)
        if not given.until or given.until.exists():
            break
        time.sleep(PAUSE_SECONDS)
    print(json.dumps({"duckdb": duckdb.__version__, "looks": looks, "seen": all_seen}))


if __name__ == "__main__":
    main()

"""The first night of another version of the program: nothing that the one before made is read, and all is made anew."""

from pathlib import Path

import pyarrow.parquet as pq

from rsp_pipeline.night.indicators import DEFINITIONS, FIGURES
from rsp_pipeline.night.night import CORE, run
from rsp_pipeline.night.step import Night
from rsp_pipeline.store.kept import Kept
from rsp_pipeline_tests.builders import grant, settings, write_csv

STEPS = (*CORE, DEFINITIONS, FIGURES)


def test_the_night_after_an_upgrade_reads_nothing_that_the_program_before_it_made(tmp_path: Path) -> None:
    installation = settings(tmp_path)
    write_csv(installation.raw_dir, "grants/a.csv", [grant()])
    run(Night.of(installation), STEPS)
    made = {path: path.read_bytes() for path in sorted(installation.tables_dir.rglob("*.parquet"))}
    for path in made:
        rows = pq.ParquetFile(path).read()
        pq.write_table(rows.rename_columns([f"old_{name}" for name in rows.column_names]), path)
    Kept(installation.warehouse_dir, "another version").save()
    run(Night.of(installation), STEPS)
    assert {path: path.read_bytes() for path in made} == made

from pathlib import Path

from rsp_pipeline.night.outcome import refusals
from rsp_pipeline.reading.readings import store
from rsp_pipeline.registers import CORRECTIONS
from rsp_pipeline.registers.grants import GRANTS
from rsp_pipeline.store.tables import Tables
from rsp_pipeline_tests.builders import grant, read, write_csv


def test_every_quarantined_reason_is_counted_and_the_first_are_told(tmp_path: Path) -> None:
    raw, tables = tmp_path / "raw", Tables(tmp_path / "tables")
    write_csv(raw, "grants/a.csv", [grant(Ärendenr=str(number), Belopp="abc") for number in range(5)])
    for register in (CORRECTIONS, GRANTS):
        store(tables, register, read(register, raw))
    found = refusals(tables, reasons=2)
    assert [reason.split(", kolumnen")[0] for reason in found.reasons] == ["grants/a.csv, rad 2", "grants/a.csv, rad 3"]
    assert (found.reason_count, found.count) == (5, 5)

"""Data quality: what was delivered of every register, and how much of it counts."""

from pathlib import Path

from rsp_pipeline.registers import REGISTERS
from rsp_pipeline_tests.builders import delivered, grant
from rsp_pipeline_tests.sessions import published_session


def test_every_register_is_told_also_one_that_was_not_delivered(tmp_path: Path) -> None:
    delivered(tmp_path, grants=[grant(), grant(Belopp="abc")])
    (tmp_path / "grants" / "b.csv").write_text("Något annat\n1\n", encoding="utf-8")
    session = published_session(tmp_path, 2025)
    told = session.sql("SELECT * EXCLUDE (title) FROM report.datakvalitet").fetchall()
    assert told[0] == ("grants", 2, 1, 2, 1, 1, 50, 2025)
    assert told[1] == ("payments", 0, 0, 0, 0, 0, None, None)
    assert [row[0] for row in told] == [register.name for register in REGISTERS]

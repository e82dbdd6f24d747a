"""The step of the dashboard, beside figures that come a year at a time."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from rsp_pipeline.night.dashboard import DASHBOARD
from rsp_pipeline.night.night import CORE, COUNTING, run
from rsp_pipeline.night.step import Night
from rsp_pipeline.open_data.recipients import RESTING
from rsp_pipeline.settings import Settings
from rsp_pipeline_tests.builders import PROGRAMME, grant, write_csv


def test_a_small_figure_is_hidden_though_its_year_was_counted_after_the_others(tmp_path: Path) -> None:
    programme = replace(PROGRAMME, first_year=2025, last_year=2026)
    night = Night.of(Settings(tmp_path, programme, fixed_day=date(2026, 6, 1), given_key="test key"))
    dates = {2025: "2025-03-01", 2026: "2026-03-01"}
    rows = [grant(Ärendenr=f"{year}-1", Beslutsdatum=day) for year, day in dates.items()]
    write_csv(night.settings.raw_dir, "grants/a.csv", rows)
    hidden = []
    for year in dates:
        run(night.about([year]), (*CORE, *COUNTING))
        made = DASHBOARD.make(night)
        assert made
        hidden.append(made.hidden)
    assert {row["year"] for row in night.tables.read(RESTING).to_pylist()} == {*dates}
    assert 0 < hidden[0] < hidden[1]

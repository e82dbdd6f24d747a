from pathlib import Path
from xml.etree import ElementTree

import pytest
from rsp_pipeline.followup.chart import save

from rsp_pipeline.followup import CHARTS, Chart
from rsp_pipeline.followup.figures import Figures
from rsp_pipeline.indicators import INDICATORS
from rsp_pipeline.indicators.engine import evaluate
from rsp_pipeline_tests.builders import PROGRAMME, core_session, grant, write_csv

charts = pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.id)


def figures(raw: Path) -> Figures:
    names = {municipality.code: municipality.name for municipality in PROGRAMME.municipalities}
    return Figures.of(evaluate(core_session(raw), INDICATORS, [2024, 2025]).to_pylist(), names)


@charts
def test_the_same_figures_give_the_same_bytes(chart: Chart, tmp_path: Path) -> None:
    write_csv(tmp_path, "grants/a.csv", [grant()])
    drawn = figures(tmp_path)
    first, second = (save(chart, drawn, 2025, tmp_path / name) for name in ("1", "2"))
    assert first.svg.read_bytes() == second.svg.read_bytes()
    assert first.png.read_bytes() == second.png.read_bytes()


@charts
def test_the_alternative_text_stands_in_the_svg_and_beside_it(chart: Chart, tmp_path: Path) -> None:
    write_csv(tmp_path, "grants/a.csv", [grant()])
    saved = save(chart, figures(tmp_path), 2025, tmp_path)
    description = "".join(ElementTree.parse(saved.svg).getroot().itertext())
    assert "100\u00a0000 kronor" in saved.alt
    assert saved.alt in description
    assert saved.svg.with_suffix(".txt").read_text(encoding="utf-8") == saved.alt + "\n"


@charts
def test_a_chart_without_any_figures_is_drawn_all_the_same(chart: Chart, tmp_path: Path) -> None:
    saved = save(chart, figures(tmp_path), 2025, tmp_path)
    assert saved.png.stat().st_size > 5_000
    assert "uppgift saknas" in saved.alt


@charts
def test_the_thumbnail_is_small_enough_to_be_kept_every_night(chart: Chart, tmp_path: Path) -> None:
    assert len(save(chart, figures(tmp_path), 2025, tmp_path).thumbnail) < 40_000

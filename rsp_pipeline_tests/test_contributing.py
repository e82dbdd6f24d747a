"""What CONTRIBUTING.md shows is there and works: its files, and the objects that its recipes add."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from rsp_pipeline.followup.charts import network, words
from rsp_pipeline.indicators import action_plan
from rsp_pipeline.registers import kinds, register, visits
from rsp_pipeline.rules import dates
from rsp_pipeline_tests.builders import PROJECT, delivered, effort, read_rows, visit
from rsp_pipeline_tests.indicators.asking import county
from rsp_pipeline_tests.pages import CONTRIBUTING, blocks, code
from rsp_pipeline_tests.rules.trying import grants, tried
from rsp_pipeline_tests.sessions import Session, published_session

FILE = re.compile(r"(?:rsp_pipeline|rsp_pipeline_tests|docs|data|\.ci)/[\w/.<>-]+")


def shown(beginning: str, *modules: ModuleType) -> Any:
    """The object in the block that begins so, made with the names of the modules that it would stand in."""
    (block,) = (block.text for block in blocks(CONTRIBUTING) if block.text.startswith(beginning))
    names = {name: value for module in modules for name, value in vars(module).items()}
    return eval(re.sub(r"^\w+ = ", "", block), names)


def test_every_file_that_is_named_is_there() -> None:
    named = {path for piece in code(CONTRIBUTING) for path in FILE.findall(piece)}
    assert len(named) > 30
    assert [path for path in named if not list(PROJECT.glob(re.sub(r"<\w+>", "*", path).rstrip("/")))] == []


def test_the_indicator_counts(tmp_path: Path) -> None:
    delivered(tmp_path, action_plan=[effort(), effort(Status="Försenad")])
    assert county(tmp_path, shown("P03 = Indicator", action_plan)) == 1


def test_the_rule_finds(empty: Session) -> None:
    row = {"received_on": date(2025, 2, 1), "starts_on": date(2025, 1, 31)}
    (finding,) = tried(empty, shown("Rule(", dates), grants(row)).findings.to_pylist()
    assert finding["message"].startswith("Startdatum 2025-01-31 är före ansökan 2025-02-01")


def test_the_column_is_read(tmp_path: Path) -> None:
    column = shown("Column(", kinds, register)
    extended = replace(visits.VISITS, columns=(*visits.VISITS.columns, column))
    assert read_rows(extended, tmp_path, visit(Körsträcka="42,5")).accepted["travelled_km"].astype(str).to_list() == [
        "42.50"
    ]


def test_the_chart_shows_each_municipality(tmp_path: Path) -> None:
    chart = shown("VISITS_BY_MUNICIPALITY = Chart", network, words)
    delivered(tmp_path, visits=[visit(), visit(), visit(Form="Telefon")])
    with published_session(tmp_path, 2025) as session:
        figures = chart.data(session, 2025)
    assert figures.grid.row("Åre") == {"2025": 2}
    assert "Högst: Åre, 2." in chart.alt(figures, 2025)


def test_the_register_is_read(tmp_path: Path) -> None:
    consultations = shown("CONSULTATIONS = Register", kinds, register)
    row = {"Samrådsnr": "1", "Samrådsdatum": "2025-02-01", "Kommunkod": "2321", "Antal deltagare": "12"}
    assert len(read_rows(consultations, tmp_path, row).accepted) == 1

"""Publishers asked over the network, here by a server of the tests' own that answers in the documented form."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner, Result

from rsp_pipeline.importing import fetching
from rsp_pipeline.shell.cli import main
from rsp_pipeline_tests.importing.test_population import JSON_STAT
from rsp_pipeline_tests.importing.test_rates import portal


@dataclass
class Publisher:
    """What a server answers at each path, and what it was asked."""

    answers: dict[str, str]
    asked: list[dict[str, list[str]]] = field(default_factory=list)


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    known = Publisher({"/scb/tables/TAB638/data": json.dumps(JSON_STAT), "/ecb/EXR/D.SEK.EUR.SP00.A": portal()})

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = urlsplit(self.path)
            known.asked.append(parse_qs(asked.query))
            answer = known.answers.get(asked.path)
            self.send_response(404 if answer is None else 200)
            self.end_headers()
            self.wfile.write((answer or "").encode())

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        monkeypatch.setattr(fetching, "STATISTICS_SWEDEN", f"{address}/scb")
        monkeypatch.setattr(fetching, "EUROPEAN_CENTRAL_BANK", f"{address}/ecb")
        yield known
        server.shutdown()


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "raw").mkdir()
    monkeypatch.setenv("RSP_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("RSP_TODAY", "2026-11-01")
    return tmp_path


def typed(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["import", *arguments])


def refused(data: Path, *arguments: str) -> str:
    """What is told as nothing is written."""
    done = typed(*arguments)
    assert (done.exit_code, [*(data / "raw").iterdir()]) == (2, [])
    return done.output


def test_the_population_is_asked_for_the_programmes_municipalities_and_years(publisher: Publisher, data: Path) -> None:
    done = typed("--fetch", "population")
    assert done.exit_code == 0, done.output
    assert done.output.startswith("Folkmängd: 4 nya, 0 ändrade, 0 som förut")
    (asked,) = publisher.asked
    assert asked["outputFormat"] == ["json-stat2"]
    assert asked["valueCodes[Region]"] == ["2303,2305,2309,2313,2321,2326,2361,2380"]
    assert (asked["valueCodes[ContentsCode]"], asked["valueCodes[Tid]"]) == (["BE0101N1"], ["FROM(2022)"])
    assert (data / "raw" / "reference" / "population.csv").exists()
    assert typed("--fetch", "population").output.startswith("Folkmängd: 0 nya, 0 ändrade, 4 som förut")


def test_rates_are_asked_for_from_three_years_before_the_programme(publisher: Publisher, data: Path) -> None:
    done = typed("--fetch", "rates")
    assert done.exit_code == 0, done.output
    assert done.output.startswith("Eurokurs: 11 nya, 0 ändrade, 0 som förut, i ")
    assert publisher.asked == [{"startPeriod": ["2020-01-01"], "format": ["csvdata"]}]
    assert (data / "raw" / "reference" / "rule_parameters.csv").exists()


def test_a_publisher_that_refuses_is_told_and_nothing_is_written(publisher: Publisher, data: Path) -> None:
    publisher.answers.clear()
    told = refused(data, "--fetch", "rates")
    assert "felkod 404" in told
    assert "rsp import FIL" in told


def test_an_answer_that_is_no_table_is_refused(publisher: Publisher, data: Path) -> None:
    publisher.answers["/scb/tables/TAB638/data"] = "<html>Underhåll</html>"
    assert "känns inte igen" in refused(data, "--fetch", "population")


def test_without_a_network_the_reader_is_told_what_to_do(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "EUROPEAN_CENTRAL_BANK", "http://127.0.0.1:9")
    assert "svarar inte" in refused(data, "--fetch", "rates")


def test_a_file_that_is_imported_is_told_by_its_name(data: Path) -> None:
    (data / "folkmangd.json").write_text(json.dumps(JSON_STAT), encoding="utf-8")
    done = typed(str(data / "folkmangd.json"))
    assert (done.exit_code, done.output.startswith("Folkmängd: 4 nya")) == (0, True)
    (data / "annat.csv").write_text("a;b\n", encoding="utf-8")
    assert typed(str(data / "annat.csv")).output.startswith("annat.csv: Filen känns inte igen.")


@pytest.mark.parametrize("arguments", [(), ("--fetch", "rates", "fil.csv")])
def test_either_a_file_or_a_publisher_is_asked_for(data: Path, arguments: tuple[str, ...]) -> None:
    refused(data, *arguments)

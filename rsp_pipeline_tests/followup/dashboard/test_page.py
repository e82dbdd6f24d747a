"""The dashboard's page lets in what stands in it and nothing else, and is the same for the same figures."""

import hashlib
import re
from html import unescape
from pathlib import Path

import duckdb
import pytest

import rsp_pipeline.followup.dashboard
from rsp_pipeline.followup.dashboard.content import content
from rsp_pipeline.followup.dashboard.page import page
from rsp_pipeline_tests.builders import PROGRAMME
from rsp_pipeline_tests.followup.charts.test_style import AA, AA_OF_MARKS, contrast
from rsp_pipeline_tests.pages import table

ROOM = Path(rsp_pipeline.followup.dashboard.__file__).parent
LIBRARY = ROOM / "library"


@pytest.fixture(scope="module")
def html(undelivered: duckdb.DuckDBPyConnection) -> str:
    return page(content(undelivered, PROGRAMME, {}, ()), PROGRAMME)


def test_the_policy_forbids_everything_but_the_pages_own_scripts_and_styles(html: str) -> None:
    policy = dict(
        part.strip().split(" ", 1)
        for part in unescape(html.split('Content-Security-Policy" content="')[1].split('"')[0]).split(";")
    )
    assert policy.keys() == {"default-src", "script-src", "style-src", "base-uri", "form-action"}
    assert policy["default-src"] == "'none'"
    assert "unsafe" not in str(policy)
    assert html.count("<script>") == 3
    assert len(re.findall("sha256-", policy["script-src"])) == 3


def test_the_same_figures_give_the_same_bytes(undelivered: duckdb.DuckDBPyConnection, html: str) -> None:
    assert page(content(undelivered, PROGRAMME, {}, ()), PROGRAMME) == html


def test_no_text_ends_the_element_that_it_stands_in(undelivered: duckdb.DuckDBPyConnection) -> None:
    told = content(undelivered, PROGRAMME, {}, ())
    told["statuses"]["slutlig"] = "</script><b>"
    assert "</script><b>" not in page(told, PROGRAMME)
    assert not any("</script" in path.read_text(encoding="utf-8") for path in ROOM.rglob("*.js"))


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_letters_stand_out_from_every_shade_of_the_map(scheme: int) -> None:
    rules = re.findall(r":root \{(.*?)\}", (ROOM / "panel.css").read_text(encoding="utf-8"), re.DOTALL)
    colors = dict(re.findall(r"--([\w-]+): (#\w+);", rules[scheme]))
    for shade in range(5):
        letters = colors["paper" if shade == 4 else "ink"]
        assert contrast(letters, colors[f"shade-{shade}"]) >= AA, shade
    assert contrast(colors["chosen"], colors["paper"]) >= AA_OF_MARKS


def test_the_library_is_what_its_authors_published() -> None:
    listed = {name: (sha.strip("`")) for name, (*_, sha) in table(LIBRARY / "README.md", "File").items()}
    there = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in LIBRARY.glob("*.js")}
    assert listed == there
    assert {path.stem for path in LIBRARY.glob("*.LICENSE")} == {"d3", "plot"}

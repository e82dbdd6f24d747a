"""The charts' addresses: what has one, and how long the Markdown is that shows one."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from starlette.applications import Starlette

from rsp_pipeline.orchestration.chart_image import SHOWN_AT_ONCE, chart_image
from rsp_pipeline.orchestration.charts_page import charts_page
from rsp_pipeline.settings import Settings

Got = tuple[int, dict[bytes, bytes], bytes]


@pytest.fixture
def get(installation: Settings) -> Callable[[str], Got]:
    """Asks the page of an installation where one chart is drawn, and other files lie beside and above it."""
    folder = installation.charts_dir(2025)
    folder.mkdir(parents=True)
    for file in (folder / "serviceplaner.svg", folder / "annat.svg", folder.parent / "annat.svg"):
        file.write_text("<svg/>", encoding="utf-8")
    page = Starlette(routes=[charts_page(installation)])

    def ask(path: str) -> Got:
        sent: list[Any] = []

        async def send(message: Any) -> None:
            sent.append(message)

        async def receive() -> Any:
            return {"type": "http.request"}

        scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": []}
        asyncio.run(page(scope, receive, send))
        return sent[0]["status"], dict(sent[0]["headers"]), sent[1]["body"]

    return ask


def test_a_chart_has_its_address_and_may_run_nothing(get: Callable[[str], Got]) -> None:
    status, headers, body = get("/diagram/2025/serviceplaner.svg")
    assert (status, headers[b"content-type"], body) == (200, b"image/svg+xml", b"<svg/>")
    assert {b"default-src 'none'", b"sandbox"} <= set(headers[b"content-security-policy"].split(b"; "))


@pytest.mark.parametrize(
    "path",
    [
        "2025/annat.svg",  # no chart
        "2024/serviceplaner.svg",  # not drawn
        "1999/serviceplaner.svg",  # no year of the programme
        "2025/serviceplaner.png",
        "2025/../annat.svg",
        "2025/../2025/serviceplaner.svg",
        "../2025/serviceplaner.svg",
    ],
)
def test_nothing_else_has_one(get: Callable[[str], Got], path: str) -> None:
    assert get(f"/diagram/{path}")[0] == 404


@pytest.mark.parametrize("length", [1, 200])
def test_the_markdown_is_short_enough_to_be_shown_at_once(length: int) -> None:
    said = str(chart_image(2025, "serviceplaner", "Planer [i drift]: " + "tre, " * length).value)
    assert said.startswith(r"![Planer \[i drift\]: tre, tre," if length > 1 else r"![Planer \[i drift\]: tre,")
    assert said.endswith("](/diagram/2025/serviceplaner.svg)")
    assert len(said) <= SHOWN_AT_ONCE

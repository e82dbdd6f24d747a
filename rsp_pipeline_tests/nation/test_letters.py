"""Who is told of the nation: that it could not be put together, once for each cause, and that it is again."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from rsp_pipeline.nation.regions import Nation
from rsp_pipeline.nation.together import NotPutTogether, put_together
from rsp_pipeline_tests.nation.regions import copied
from rsp_pipeline_tests.receiving import Letterbox, letterbox


@pytest.fixture
def box() -> Iterator[Letterbox]:
    with letterbox(None) as opened:
        yield opened


@pytest.fixture
def nation(three_regions: Nation, box: Letterbox, tmp_path: Path) -> Nation:
    told = {
        "RSP_TELL": "anna@myndigheten.se",
        "RSP_TELL_SMTP": f"smtp://localhost:{box.port}",
        "RSP_TELL_FROM": "rsp@myndigheten.se",
    }
    nation = copied(three_regions, tmp_path)
    return replace(nation, environment={**nation.environment, **told})


def test_that_the_nation_could_not_be_put_together_is_told_once_and_that_it_is_again(
    nation: Nation, box: Letterbox
) -> None:
    said: list[str] = []
    away = nation.programmes.rename(nation.programmes.with_name("away"))
    nation.programmes.mkdir()
    for _ in range(2):
        with pytest.raises(NotPutTogether):
            put_together(nation, said.append)
    ((subject, text),) = box.taken()
    assert subject == "RSP-uppföljningen: uppdateringen stannade"
    assert text.startswith("Hela landet kunde inte sättas ihop.\nIngen regions siffror går att läsa")
    assert f"Landets databasfil är {nation.published_file}" in text
    nation.programmes.rmdir()
    away.rename(nation.programmes)
    put_together(nation, said.append)
    assert [subject for subject, _ in box.taken()] == ["RSP-uppföljningen: allt fungerar igen"]
    assert said == []

"""Who is told of the nation: that it could not be put together, that it is again, and each week how regions stand."""

import os
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from rsp_pipeline.nation import weekly
from rsp_pipeline.nation.build import build
from rsp_pipeline.nation.regions import Nation
from rsp_pipeline.nation.together import BEGUN, NotPutTogether, put_together
from rsp_pipeline.night.noted import KILLED
from rsp_pipeline_tests.receiving import Letterbox

PUT_TOGETHER = """
import os
from rsp_pipeline.nation.regions import Nation
from rsp_pipeline.nation.together import put_together
put_together(Nation.from_environment(os.environ), print)
"""


@pytest.fixture
def nation(own: Nation, box: Letterbox) -> Nation:
    return replace(own, environment={**own.environment, **box.environment})


def test_that_the_nation_could_not_be_put_together_is_told_once_and_that_it_is_again(
    nation: Nation, box: Letterbox
) -> None:
    away = nation.programmes.rename(nation.programmes.with_name("away"))
    nation.programmes.mkdir()
    for _ in range(2):
        with pytest.raises(NotPutTogether):
            put_together(nation, pytest.fail)
    ((subject, text),) = box.taken()
    assert subject == "RSP-uppföljningen: uppdateringen stannade"
    assert text.startswith("Hela landet kunde inte sättas ihop.\nIngen regions siffror går att läsa")
    assert f"Landets databasfil är {nation.published_file}" in text
    nation.programmes.rmdir()
    away.rename(nation.programmes)
    put_together(nation, pytest.fail)
    assert [subject for subject, _ in box.taken()] == ["RSP-uppföljningen: allt fungerar igen"]


def test_that_a_putting_together_was_killed_is_told_by_the_next(nation: Nation, box: Letterbox) -> None:
    mark = nation.nation_dir / BEGUN
    with subprocess.Popen([sys.executable, "-c", PUT_TOGETHER], env=os.environ | nation.environment) as killed:
        while not mark.exists():
            assert killed.poll() is None
            time.sleep(0.001)
        killed.kill()
    assert box.taken() == []
    put_together(nation, pytest.fail)
    (stopped, why), (mended, _) = box.taken()
    assert (stopped, mended) == ("RSP-uppföljningen: uppdateringen stannade", "RSP-uppföljningen: allt fungerar igen")
    assert why.startswith(f"Hela landet kunde inte sättas ihop.\n{KILLED}")
    assert not mark.exists()


def test_the_weeks_letter_says_how_each_region_stands_the_worst_first(
    nation: Nation, three_regions: Nation, box: Letterbox
) -> None:
    nation.settings_of("gotland").published_file.unlink()
    build(nation, nation.today)
    weekly.send(nation)
    ((subject, text),) = box.taken()
    assert subject == "RSP-uppföljningen: veckobrev för hela landet, 2 av 3 publicerade i natt"
    lines = text.splitlines()
    assert lines[:2] == ["REGIONERNA", f"– Region Gotland: uppgift saknas ({nation.today})."]
    assert "Regionen har ingen databasfil." in lines[2]
    assert [line for line in lines if line.startswith("– ")][1:] == [
        "– Region Blekinge: publicerad i natt.",
        "– Region Jämtland Härjedalen: publicerad i natt.",
    ]
    assert all("att göra." in line for line in weekly.letter(three_regions).text.splitlines() if line.startswith("– "))
    assert lines[-1] == f"Landets databasfil är {nation.published_file}"


def test_the_weeks_letter_says_that_the_nation_was_never_put_together(nation: Nation) -> None:
    nation.published_file.unlink()
    assert weekly.letter(nation).text.startswith("Landets databasfil är inte byggd än.")

"""The sensor on delivered files: one run for what has arrived, when it has stopped growing."""

from dataclasses import dataclass

import dagster as dg
import pytest

from rsp_pipeline.orchestration.arriving import ARRIVING, FIRST, NOTHING_NEW, arriving_files
from rsp_pipeline.settings import Settings


@dataclass
class Watched:
    """A folder of deliveries that the sensor looks at, tick after tick."""

    installation: Settings
    history: dg.DagsterInstance
    cursor: str | None = None

    def tick(self) -> str:
        """What the sensor says, or `run` for a run."""
        context = dg.build_sensor_context(self.history, cursor=self.cursor, resources={"settings": self.installation})
        told = arriving_files(context)
        assert isinstance(told, dg.SensorResult)
        self.cursor = told.cursor
        return "run" if told.run_requests else str(told.skip_reason.skip_message if told.skip_reason else "")

    def write(self, text: str, name: str = "export.csv") -> None:
        path = self.installation.raw_dir / "grants" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.fixture
def watched(installation: Settings, history: dg.DagsterInstance) -> Watched:
    found = Watched(installation, history)
    found.write("a")
    assert [found.tick(), found.tick()] == [FIRST, NOTHING_NEW]
    return found


def test_a_file_that_grows_is_waited_for_and_then_asked_for_once(watched: Watched) -> None:
    for text in ("a;b", "a;b;c"):
        watched.write(text)
        assert watched.tick() == ARRIVING
    assert [watched.tick(), watched.tick()] == ["run", NOTHING_NEW]


def test_another_file_that_still_grows_is_waited_for_too(watched: Watched) -> None:
    watched.write("b")
    assert watched.tick() == ARRIVING
    watched.write("c", "nästa.csv")
    assert [watched.tick(), watched.tick(), watched.tick()] == [ARRIVING, "run", NOTHING_NEW]


def test_what_an_operating_system_leaves_behind_is_nothing_new(watched: Watched) -> None:
    watched.write("x", "Thumbs.db")
    assert watched.tick() == NOTHING_NEW


def test_it_is_off_until_someone_turns_it_on() -> None:
    assert arriving_files.default_status is dg.DefaultSensorStatus.STOPPED

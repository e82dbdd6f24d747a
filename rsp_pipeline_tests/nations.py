"""A nation of small invented regions, with programme files in one folder."""

from __future__ import annotations

from pathlib import Path

from rsp_pipeline.nation.regions import Nation
from rsp_pipeline_tests.builders import TODAY
from rsp_pipeline_tests.regions import deliver, programme

ISLAND, EMPTY, BROKEN = "gotland", "utan_register", "trasig"


def environment_of(folder: Path) -> dict[str, str]:
    """What names a nation in a folder."""
    return {
        "RSP_NATION": str(folder / "programmes"),
        "RSP_DATA_DIR": str(folder / "data"),
        "RSP_TODAY": TODAY.isoformat(),
    }


def nation_in(folder: Path) -> Nation:
    """A region to which registers of a year are delivered, one to which none is, and one whose programme is broken."""
    (folder / "programmes").mkdir()
    nation = Nation.from_environment(environment_of(folder))
    add(nation, ISLAND, "09")
    add(nation, EMPTY, "23")
    (nation.programmes / f"{BROKEN}.toml").write_text("region = ", encoding="utf-8")
    settings = nation.settings_of(ISLAND)
    deliver(settings.raw_dir, settings.programme, TODAY.year)
    return nation


def add(nation: Nation, name: str, county: str) -> None:
    """A programme file more."""
    programme(nation.programmes, county, first_year=TODAY.year)
    (nation.programmes / "mitt_lan.toml").rename(nation.programmes / f"{name}.toml")

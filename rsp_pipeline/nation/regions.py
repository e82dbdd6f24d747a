"""The regions of one deployment: a programme file each, in one folder, and folders of their own for their data."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rsp_pipeline.programme import ProgrammeError
from rsp_pipeline.settings import Place, Settings, SettingsError, address_of, data_dir_of, day_of, page_names_of
from rsp_pipeline.store.clock import now

NATION = "nation"
SETTING = "RSP_NATION"
OF_ONE_REGION = ("RSP_PROGRAMME", "RSP_PSEUDONYM_KEY", SETTING)

log = logging.getLogger(__name__)


class NationError(ValueError):
    """Regions that cannot be served; the message is a Swedish sentence naming the folder or file."""


UNUSABLE = (NationError, SettingsError, ProgrammeError)
"""Why a region has no settings."""


@dataclass(frozen=True)
class Together(Place):
    """Where what is made of all regions lies; nothing is delivered there."""

    data_dir: Path
    address: str

    @property
    def warehouse_dir(self) -> Path:
        """Everything that is made of them."""
        return self.data_dir


@dataclass(frozen=True)
class Nation:
    """The regions whose programme files lie in a folder; all else of their settings is said by the environment.

    A region is called as its programme file: `skane.toml` is the region `skane`, whose registers lie in `skane/raw` of
    the data folder, and what is made of them in `skane/warehouse`.
    """

    programmes: Path
    environment: Mapping[str, str]

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Nation:
        """The regions that the environment names.

        Raises:
            NationError: it names no folder.
        """
        programmes = Path(environment.get(SETTING, "")).absolute()
        if not (environment.get(SETTING) and programmes.is_dir()):
            raise NationError(
                f"{SETTING} har värdet ”{environment.get(SETTING, '')}” men ska vara en mapp med programfiler."
            )
        return cls(programmes, environment)

    @property
    def names(self) -> tuple[str, ...]:
        """What the regions are called, asked anew each time: a new file is a new region."""
        return tuple(sorted(file.stem for file in self.programmes.glob("[!.]*.toml")))

    def settings_of(self, name: str) -> Settings:
        """The settings of a region, as if it stood alone: read anew each time, since its programme file may change.

        Raises:
            NationError: it is called as the nation is.
            SettingsError: a setting of the environment cannot be used.
            ProgrammeError: the programme cannot be loaded.
        """
        file = self.programmes / f"{name}.toml"
        if name == NATION:
            raise NationError(f"Programfilen {file} kan inte heta så: mappen {self.nation_dir} är hela landets.")
        shared = {key: value for key, value in self.environment.items() if key not in OF_ONE_REGION}
        own = {"RSP_PROGRAMME": str(file), "RSP_DATA_DIR": f"{self.environment.get('RSP_DATA_DIR') or 'data'}/{name}"}
        return Settings.from_environment(shared | own)

    @property
    def data_dir(self) -> Path:
        """The folder in which each region has its own."""
        return data_dir_of(self.environment)

    @property
    def nation_dir(self) -> Path:
        """What is made of all regions."""
        return self.data_dir / NATION

    @property
    def together(self) -> Together:
        """The same folder, and where it is on object storage if the regions are."""
        address = address_of(self.environment)
        return Together(self.nation_dir, address and f"{address}/{NATION}")

    @property
    def published_file(self) -> Path:
        """The DuckDB file of the nation, as a region has its own."""
        return self.nation_dir / "rsp.duckdb"

    @property
    def dagster_dir(self) -> Path:
        """Dagster's history, unless DAGSTER_HOME says otherwise."""
        return self.nation_dir / "dagster"

    @property
    def users_file(self) -> Path:
        """Who may log in to Dagster's page; where it is not, no one has to."""
        return self.data_dir / "users.txt"

    @property
    def page_names(self) -> frozenset[str]:
        """The names that Dagster's page has beside this machine's own."""
        return page_names_of(self.environment)

    @property
    def today(self) -> date:
        """The day it is, asked anew each time.

        Raises:
            SettingsError: `RSP_TODAY` is no date.
        """
        return day_of(self.environment) or now().date()


def nation_of(environment: Mapping[str, str]) -> Nation | None:
    """The regions that the environment names; None where it is about one region.

    Where it names both, many are served, and a warning says so.

    Raises:
        NationError: it names no folder.
    """
    if not environment.get(SETTING):
        return None
    if environment.get("RSP_PROGRAMME"):
        log.warning(
            "Både %s och RSP_PROGRAMME är satta. Här gäller %s: alla regioner i mappen %s.",
            SETTING,
            SETTING,
            environment[SETTING],
        )
    return Nation.from_environment(environment)

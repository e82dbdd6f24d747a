"""The regions of one deployment: a programme file each, in one folder, and folders of their own for their data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rsp_pipeline.settings import Settings, data_dir_of

NATION = "nation"
SETTING = "RSP_NATION"
OF_ONE_REGION = ("RSP_PROGRAMME", "RSP_PSEUDONYM_KEY", SETTING)


class NationError(ValueError):
    """Regions that cannot be served; the message is a Swedish sentence naming the folder or file."""


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
        return tuple(sorted(file.stem for file in self.programmes.glob("*.toml")))

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
        own = {"RSP_PROGRAMME": str(file), "RSP_DATA_DIR": str(self.data_dir / name)}
        return Settings.from_environment(shared | own)

    @property
    def data_dir(self) -> Path:
        """The folder in which each region has its own."""
        return data_dir_of(self.environment)

    @property
    def nation_dir(self) -> Path:
        """What is made of all regions."""
        return self.data_dir / NATION

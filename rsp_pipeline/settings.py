"""Where things are and what day it is: read from the environment, once, here.

`RSP_DATA_DIR` (default `data`; a folder, or a place on object storage such as `s3://bucket/region`), `RSP_WORK_DIR`
(default: in the user's cache; the folder of such places' working copies), `RSP_PROGRAMME` (default
`jamtland_harjedalen`), `RSP_PSEUDONYM_KEY` (default: made on first use and kept in the warehouse folder, readable by
its owner only), `RSP_SNAPSHOTS` (default 0: none are kept),
`RSP_GROUP_READS` (default 0: files with delivered cells are their owner's alone; 1: their group reads those that people
open), `RSP_UI_HOSTS` (default: none; names, with spaces between, that Dagster's page has beside this machine's own),
`RSP_TODAY` (default: the day in Stockholm).

Where many regions are served `RSP_NATION` names the folder of their programme files: see `nation.regions`.

What a delivered file may ask of the machine: `RSP_MAX_FILE_MB` (default 500), `RSP_MAX_UNPACKED_MB` (2000),
`RSP_MAX_COLUMNS` (2000) and `RSP_MAX_CELL_CHARACTERS` (1000000); what they limit is said in `reading.limits`.

Who is told when a night stops: `RSP_TELL`, `RSP_TELL_SMTP` and `RSP_TELL_FROM` (default: nobody); how they are written
is said in `messages.channels`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from rsp_pipeline.messages.channels import Channel, ChannelError, channels
from rsp_pipeline.programme import Programme, load_programme
from rsp_pipeline.reading.limits import MEGABYTE, Limits
from rsp_pipeline.store.clock import now
from rsp_pipeline.store.pseudonym_key import read_key

OBJECT_STORAGE = "s3://"
ADDRESS = re.compile(r"s3://[a-z0-9][a-z0-9.-]*[a-z0-9](/\w[\w.-]*)*", re.ASCII)  # as buckets may be called


class SettingsError(ValueError):
    """A setting that cannot be used; the message is a Swedish sentence naming it."""


class Place:
    """Where something lies: in a folder, or at an `address` on object storage.

    There the folder is a copy to work with, which `remote.turn` keeps.
    """

    data_dir: Path
    address: str

    @property
    def warehouse_dir(self) -> Path:
        """Everything the pipeline makes."""
        return self.data_dir / "warehouse"

    @property
    def place(self) -> str:
        """Where all of it lies, as people are told."""
        return self.address or str(self.data_dir)

    def told(self, path: Path) -> str:
        """Where a file or folder of it is, as people are told: by its name on object storage, if it is there."""
        return f"{self.address}/{path.relative_to(self.data_dir).as_posix()}" if self.address else str(path)


@dataclass(frozen=True)
class Settings(Place):
    """The settings of one installation.

    `fixed_day` replaces the clock; `given_key` the stored pseudonym key. Published files of the last `snapshots` days
    are kept. Letters on how the nights go are sent by the `channels`.
    """

    data_dir: Path
    programme: Programme
    fixed_day: date | None = None
    given_key: str = ""
    limits: Limits = field(default_factory=Limits)
    snapshots: int = 0
    group_reads: bool = False
    page_names: frozenset[str] = frozenset()
    channels: tuple[Channel, ...] = ()
    address: str = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """The settings that the environment gives.

        Raises:
            SettingsError: `RSP_TODAY` is no date, `RSP_DATA_DIR` no place on object storage, another setting no whole
                number, or who is told no address.
            ProgrammeError: the programme cannot be loaded.
        """
        return cls(
            data_dir=data_dir_of(environment),
            programme=load_programme(environment.get("RSP_PROGRAMME") or "jamtland_harjedalen"),
            fixed_day=day_of(environment),
            given_key=environment.get("RSP_PSEUDONYM_KEY", ""),
            limits=_limits(environment),
            snapshots=_whole_number(environment, "RSP_SNAPSHOTS", 0, least=0),
            group_reads=_whole_number(environment, "RSP_GROUP_READS", 0, least=0) > 0,
            page_names=page_names_of(environment),
            channels=channels_of(environment),
            address=address_of(environment),
        )

    @property
    def today(self) -> date:
        """The day it is, asked anew each time: a loaded code location lives for weeks."""
        return self.fixed_day or now().date()

    @property
    def open_years(self) -> tuple[int, ...]:
        """The years that a refresh computes."""
        return self.programme.open_years(self.today.year)

    @property
    def raw_dir(self) -> Path:
        """The delivered registers: read, never written."""
        return self.data_dir / "raw"

    @property
    def tables_dir(self) -> Path:
        """The workshop's Parquet tables."""
        return self.warehouse_dir / "tables"

    @property
    def published_file(self) -> Path:
        """The DuckDB file that analysts open."""
        return self.warehouse_dir / "rsp.duckdb"

    @property
    def restricted_mode(self) -> int:
        """The permissions of files for officers with personal or business-sensitive cells."""
        return 0o640 if self.group_reads else 0o600

    @property
    def quarantine_file(self) -> Path:
        """The workbook from which the data steward works off the quarantine."""
        return self.warehouse_dir / "quarantine.xlsx"

    @property
    def de_minimis_file(self) -> Path:
        """The workbook of what each recipient of de minimis aid has left under its ceiling; for officers only."""
        return self.warehouse_dir / "de_minimis.xlsx"

    @property
    def central_register_file(self) -> Path:
        """The workbook of the aid that is to go into the central register; for officers only."""
        return self.warehouse_dir / "centralt_register.xlsx"

    @property
    def overview_dir(self) -> Path:
        """What people read: a folder for each year, and above them what is about all years."""
        return self.warehouse_dir / "followup"

    @property
    def dashboard_file(self) -> Path:
        """The page of every year's figures, to choose among."""
        return self.overview_dir / "instrumentpanel.html"

    def followup_dir(self, year: int) -> Path:
        """The finished text and charts of a year."""
        return self.overview_dir / str(year)

    def charts_dir(self, year: int) -> Path:
        """The charts of a year."""
        return self.followup_dir(year) / "diagram"

    def fact_sheets_dir(self, year: int) -> Path:
        """The municipalities' fact sheets of a year."""
        return self.followup_dir(year) / "kommuner"

    @property
    def dagster_dir(self) -> Path:
        """Dagster's history, unless DAGSTER_HOME says otherwise."""
        return self.warehouse_dir / "dagster"

    @property
    def users_file(self) -> Path:
        """Who may log in to Dagster's page; where it is not, no one has to."""
        return self.data_dir / "users.txt"

    @property
    def key_file(self) -> Path:
        """Where the key of the pseudonyms is kept, unless it is given."""
        return self.warehouse_dir / "pseudonym.key"

    @property
    def pseudonym_key(self) -> bytes:
        """The key of the pseudonyms: the given one, else the stored one.

        Raises:
            FileNotFoundError: none is given, and none has been made yet.
        """
        return self.given_key.encode() if self.given_key else read_key(self.key_file)


def data_dir_of(environment: Mapping[str, str]) -> Path:
    """The folder of registers and warehouse that the environment names, or the working copy of what is not on disk.

    Raises:
        SettingsError: it names no place on object storage.
    """
    if not (address := address_of(environment)):
        return Path(environment.get("RSP_DATA_DIR") or "data").absolute()
    cache = environment.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = environment.get("RSP_WORK_DIR") or Path(cache, "rsp_pipeline")
    return Path(folder, address.removeprefix(OBJECT_STORAGE)).absolute()


def address_of(environment: Mapping[str, str]) -> str:
    """The place on object storage that the environment names; empty where it names a folder.

    Raises:
        SettingsError: it is written as none can be.
    """
    told = environment.get("RSP_DATA_DIR") or ""
    if not told.startswith(OBJECT_STORAGE):
        return ""
    if not ADDRESS.fullmatch(told):
        raise SettingsError(f"RSP_DATA_DIR har värdet ”{told}” men ska vara en mapp, eller skrivas s3://bucket/region.")
    return told


def day_of(environment: Mapping[str, str]) -> date | None:
    """The day that the environment says it is, if any.

    Raises:
        SettingsError: it is no date.
    """
    day = environment.get("RSP_TODAY", "")
    try:
        return date.fromisoformat(day) if day else None
    except ValueError:
        raise SettingsError(f"RSP_TODAY har värdet ”{day}” men ska vara en dag som 2026-03-01.") from None


def page_names_of(environment: Mapping[str, str]) -> frozenset[str]:
    """The names that Dagster's page has beside this machine's own."""
    return frozenset(environment.get("RSP_UI_HOSTS", "").split())


def channels_of(environment: Mapping[str, str]) -> tuple[Channel, ...]:
    """Where the environment says that letters are sent: known although all else is refused.

    Raises:
        SettingsError: it names no such address or server.
    """
    told = (environment.get(name, "") for name in ("RSP_TELL", "RSP_TELL_SMTP", "RSP_TELL_FROM"))
    try:
        return channels(*told)
    except ChannelError as error:
        raise SettingsError(str(error)) from None


def _whole_number(environment: Mapping[str, str], name: str, default: int, least: int = 1) -> int:
    text = environment.get(name) or str(default)
    if not (text.isascii() and text.isdecimal() and int(text) >= least):
        raise SettingsError(f"{name} har värdet ”{text}” men ska vara ett heltal som {default}.")
    return int(text)


def _limits(environment: Mapping[str, str]) -> Limits:
    usual = Limits()
    return Limits(
        file_bytes=_whole_number(environment, "RSP_MAX_FILE_MB", usual.file_bytes // MEGABYTE) * MEGABYTE,
        unpacked_bytes=_whole_number(environment, "RSP_MAX_UNPACKED_MB", usual.unpacked_bytes // MEGABYTE) * MEGABYTE,
        columns=_whole_number(environment, "RSP_MAX_COLUMNS", usual.columns),
        cell_characters=_whole_number(environment, "RSP_MAX_CELL_CHARACTERS", usual.cell_characters),
    )

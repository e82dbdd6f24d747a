"""Where things are and what day it is: read from the environment, once, here.

`RSP_DATA_DIR` (default `data`), `RSP_PROGRAMME` (default `jamtland_harjedalen`), `RSP_PSEUDONYM_KEY` (default: made on
first use and kept in the warehouse folder, readable by its owner only), `RSP_SNAPSHOTS` (default 0: none are kept),
`RSP_TODAY` (default: the day in Stockholm).
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from rsp_pipeline.atomic import replaced
from rsp_pipeline.programme import Programme, load_programme

TIMEZONE = "Europe/Stockholm"


class SettingsError(ValueError):
    """A setting that cannot be used; the message is a Swedish sentence naming it."""


@dataclass(frozen=True)
class Settings:
    """The settings of one installation.

    `fixed_day` replaces the clock; `given_key` the stored pseudonym key. Published files of the last `snapshots` days
    are kept.
    """

    data_dir: Path
    programme: Programme
    fixed_day: date | None = None
    given_key: str = ""
    snapshots: int = 0

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """The settings that the environment gives.

        Raises:
            SettingsError: `RSP_TODAY` is no date, or `RSP_SNAPSHOTS` no number of days.
            ProgrammeError: the programme cannot be loaded.
        """
        day = environment.get("RSP_TODAY", "")
        try:
            fixed_day = date.fromisoformat(day) if day else None
        except ValueError:
            raise SettingsError(f"RSP_TODAY har värdet ”{day}” men ska vara en dag som 2026-03-01.") from None
        snapshots = environment.get("RSP_SNAPSHOTS") or "0"
        if not (snapshots.isascii() and snapshots.isdigit()):
            raise SettingsError(
                f"RSP_SNAPSHOTS har värdet ”{snapshots}” men ska vara ett antal dagar, till exempel 30."
            )
        return cls(
            data_dir=Path(environment.get("RSP_DATA_DIR") or "data").absolute(),
            programme=load_programme(environment.get("RSP_PROGRAMME") or "jamtland_harjedalen"),
            fixed_day=fixed_day,
            given_key=environment.get("RSP_PSEUDONYM_KEY", ""),
            snapshots=int(snapshots),
        )

    @property
    def today(self) -> date:
        """The day it is, asked anew each time: a loaded code location lives for weeks."""
        return self.fixed_day or datetime.now(ZoneInfo(TIMEZONE)).date()

    @property
    def open_years(self) -> tuple[int, ...]:
        """The years that a refresh computes."""
        return self.programme.open_years(self.today.year)

    @property
    def raw_dir(self) -> Path:
        """The delivered registers: read, never written."""
        return self.data_dir / "raw"

    @property
    def warehouse_dir(self) -> Path:
        """Everything the pipeline makes."""
        return self.data_dir / "warehouse"

    @property
    def tables_dir(self) -> Path:
        """The workshop's Parquet tables."""
        return self.warehouse_dir / "tables"

    @property
    def published_file(self) -> Path:
        """The DuckDB file that analysts open."""
        return self.warehouse_dir / "rsp.duckdb"

    @property
    def quarantine_file(self) -> Path:
        """The workbook from which the data steward works off the quarantine."""
        return self.warehouse_dir / "quarantine.xlsx"

    def followup_dir(self, year: int) -> Path:
        """The finished text and charts of a year."""
        return self.warehouse_dir / "followup" / str(year)

    @cached_property
    def pseudonym_key(self) -> bytes:
        """The key of the pseudonyms: the given one, else the stored one, else a new one that is stored."""
        if self.given_key:
            return self.given_key.encode()
        path = self.warehouse_dir / "pseudonym.key"
        if not path.exists():
            with replaced(path) as beside:
                beside.write_text(secrets.token_hex(32), encoding="ascii")
        return path.read_text(encoding="ascii").encode()

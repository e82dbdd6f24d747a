"""What time it is in Sweden, wherever the machine stands."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

TIMEZONE = "Europe/Stockholm"


def now() -> datetime:
    """The time in Sweden without its zone, as tables and messages have it."""
    return datetime.now(ZoneInfo(TIMEZONE)).replace(tzinfo=None)


def changed_at(path: Path) -> datetime:
    """When a file was last written, in Sweden."""
    return datetime.fromtimestamp(path.stat().st_mtime, ZoneInfo(TIMEZONE)).replace(tzinfo=None)


def with_zone(moment: datetime) -> datetime:
    """A time in Sweden with its zone."""
    return moment.replace(tzinfo=ZoneInfo(TIMEZONE))

"""The years that can be chosen on Dagster's page: those that have begun, as the clock goes."""

import dagster as dg

from rsp_pipeline.settings import Settings
from rsp_pipeline.store.clock import TIMEZONE

NEW_YEAR = "0 0 1 1 *"  # cron
BEYOND = 20  # years: no fixed day is that far from the day it is


def begun_years(settings: Settings) -> dg.TimeWindowPartitionsDefinition:
    """A partition for each programme year that has begun; a new one comes by itself at New Year."""
    return _years(settings, with_this_year=True)


def ended_years(settings: Settings) -> dg.TimeWindowPartitionsDefinition:
    """A partition for each programme year that has ended."""
    return _years(settings, with_this_year=False)


def _years(settings: Settings, with_this_year: bool) -> dg.TimeWindowPartitionsDefinition:
    """Partitions by the clock of the machine; a day that is fixed is a bound of its own, wherever that clock is."""
    programme, fixed = settings.programme, settings.fixed_day
    past = programme.last_year + 1
    bound = fixed.year + with_this_year if fixed else past
    return dg.TimeWindowPartitionsDefinition(
        cron_schedule=NEW_YEAR,
        start=str(programme.first_year),
        end=str(min(bound, past)),
        fmt="%Y",
        timezone=TIMEZONE,
        end_offset=BEYOND if fixed else int(with_this_year),
    )

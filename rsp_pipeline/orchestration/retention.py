"""How long Dagster's history is kept: the runs of the last days, and any that tell how an asset was last made.

A run leaves some four megabytes, and Dagster itself removes none. An asset's page shows how it was made last: so a run
stays, however old, while no later one made the same asset, or the same year of it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import dagster as dg
import sqlalchemy as db
from dagster._core.storage.event_log import SqlEventLogStorage, SqliteEventLogStorage
from dagster._core.storage.event_log.schema import AssetCheckExecutionsTable as Checks
from dagster._core.storage.event_log.schema import SqlEventLogStorageTable as Events
from dagster._core.storage.runs import SqlRunStorage
from dagster._core.storage.runs.schema import RunTagsTable as Tags

KEPT_DAYS = 90
AT_ONCE = 500  # SQL statements take so many values and not many more
FINISHED = [dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.CANCELED]
PATIENCE_SECONDS = 5.0


def prune(instance: dg.DagsterInstance, now: datetime, days: int = KEPT_DAYS) -> int:
    """Remove the runs that ended and are older than so many days, and return how many they were."""
    before = now - timedelta(days=days)
    old = set(instance.get_run_ids(dg.RunsFilter(statuses=FINISHED, created_before=before)))
    events, runs = instance.event_log_storage, instance.run_storage
    if not old or not isinstance(events, SqlEventLogStorage) or not isinstance(runs, SqlRunStorage):
        return 0
    gone = sorted(old - _told_last(events))
    for run_id in gone:
        instance.delete_run(run_id)
        instance.compute_log_manager.delete_logs(prefix=[run_id])
    for start in range(0, len(gone), AT_ONCE):
        some = gone[start : start + AT_ONCE]
        with events.index_connection() as connection:
            connection.execute(Checks.delete().where(Checks.c.run_id.in_(some)))
        with runs.connect() as connection:
            connection.execute(Tags.delete().where(Tags.c.run_id.in_(some)))
    if isinstance(events, SqliteEventLogStorage):
        _tidy(events, gone)
    return len(gone)


def _told_last(events: SqlEventLogStorage) -> set[str]:
    """The runs that made an asset, or a year of one, last."""
    made = Events.c.dagster_event_type == dg.DagsterEventType.ASSET_MATERIALIZATION.value
    last = db.select(db.func.max(Events.c.id)).where(made).group_by(Events.c.asset_key, Events.c.partition)
    with events.index_connection() as connection:
        return set(connection.execute(db.select(Events.c.run_id).where(Events.c.id.in_(last))).scalars())


def _tidy(events: SqliteEventLogStorage, gone: Collection[str]) -> None:
    """Remove the runs' own databases, and give back what the common one has too much of."""
    for run_id in gone:
        shard = Path(events.path_for_shard(run_id))
        for path in shard.parent.glob(f"{shard.name}*"):
            path.unlink(missing_ok=True)
    with suppress(sqlite3.OperationalError):  # someone reads: what is free is used again by later runs
        database = sqlite3.connect(events.path_for_shard("index"), timeout=PATIENCE_SECONDS, isolation_level=None)
        try:
            ((free,),), ((pages,),) = (database.execute(f"PRAGMA {of}") for of in ("freelist_count", "page_count"))
            if free * 2 > pages:
                database.execute("VACUUM")
        finally:
            database.close()

"""Dagster's history, for a run of the shell: its files are held open, since a night writes to them some 700 times.

Dagster opens a file anew for each statement, with an engine that has never seen the statement before: a tenth of what a
small night costs.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

import dagster as dg
import yaml
from dagster._core.instance.ref import InstanceRef
from dagster._core.storage.event_log import SqliteEventLogStorage
from dagster._core.storage.event_log.sqlite.sqlite_event_log import INDEX_SHARD_NAME
from dagster._core.storage.sqlite import SQLITE_BUSY_TIMEOUT_SECONDS
from dagster._serdes import ConfigurableClassData
from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.pool import StaticPool


def opened(home: Path) -> dg.DagsterInstance:
    """The history in Dagster's home, held open unless its settings name another storage than Dagster's own files."""
    ref, usual = InstanceRef.from_dir(str(home)), InstanceRef.config_defaults(str(home))
    if ref.storage_data == usual["storage"] and (events := usual["event_log_storage"]):
        held = {"module": __name__, "class": HeldOpen.__name__, "config": yaml.safe_load(events.config_yaml)}
        ref = InstanceRef.from_dir(str(home), overrides={"event_log_storage": held})
    return dg.DagsterInstance.from_ref(ref)


class HeldOpen(SqliteEventLogStorage):
    """The events of runs in the files that Dagster keeps them in, one for each run and one about them all."""

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        self._engines: dict[str, Engine] = {}
        self._one_at_a_time = Lock()
        super().__init__(base_dir, inst_data)

    @classmethod
    def from_config_value(cls, inst_data: ConfigurableClassData | None, config_value: Mapping[str, Any]) -> "HeldOpen":
        """The events where the settings say."""
        return cls(**config_value, inst_data=inst_data)

    def run_connection(self, run_id: str | None = None) -> Any:
        """A transaction in the file of a run."""
        return self._transaction(run_id or "")

    def index_connection(self) -> Any:
        """A transaction in the file about all runs."""
        return self._transaction(INDEX_SHARD_NAME)

    def dispose(self) -> None:
        """Close the files."""
        for engine in self._engines.values():
            engine.dispose()
        super().dispose()

    @contextmanager
    def _transaction(self, shard: str) -> Iterator[Connection]:
        with self._one_at_a_time:
            if shard not in self._engines:
                with super().run_connection(shard):
                    pass  # the file is made
                self._engines[shard] = create_engine(
                    self.conn_string_for_shard(shard),
                    poolclass=StaticPool,
                    connect_args={"timeout": SQLITE_BUSY_TIMEOUT_SECONDS, "check_same_thread": False},
                )
            with self._engines[shard].begin() as connection:
                yield connection

"""Asking for the derived tables that come of a few rows."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rsp_pipeline_tests.builders import Row, write_csv
from rsp_pipeline_tests.sessions import core_session


def asked(raw: Path, query: str, **registers: Sequence[Row]) -> list[tuple[Any, ...]]:
    """The rows of a SELECT, where these rows of registers were delivered to the raw folder."""
    for name, rows in registers.items():
        write_csv(raw, f"{name}/a.csv", rows)
    with core_session(raw) as session:
        return session.sql(query).fetchall()

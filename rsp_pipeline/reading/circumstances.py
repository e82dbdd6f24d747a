"""What reading depends on besides the delivered files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from rsp_pipeline.programme import Programme
from rsp_pipeline.reading.limits import Limits
from rsp_pipeline.store.schema import Table

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Circumstances:
    """What reading depends on besides the files: whose municipalities, which day it is, the key of pseudonyms.

    `accepted` gives the accepted rows of another register's table, with the columns of the one that is asked for: none
    when it has not been read yet. `limits` say how much a file may ask of the machine.
    """

    programme: Programme
    today: date
    pseudonym_key: bytes
    accepted: Callable[[Table], pd.DataFrame] = lambda table: table.no_rows
    limits: Limits = field(default_factory=Limits)

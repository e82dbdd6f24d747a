"""Grant rows in any number, with the sample's invented recipients: what the benchmarks deliver beside the sample.

The same count gives the same rows. One row in a hundred has an amount that cannot be read.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain, islice
from pathlib import Path

import numpy as np
import pandas as pd

from rsp_pipeline.programme import Programme, load_programme
from rsp_pipeline.registers.grants import GRANTS
from rsp_pipeline.sample.amounts import draw_amounts
from rsp_pipeline.sample.cells import cells_of, texts_of
from rsp_pipeline.sample.days import days_after, draw_days
from rsp_pipeline.sample.dice import Dice
from rsp_pipeline.sample.files import Row, Tab, write_csv, write_workbook
from rsp_pipeline.sample.recipients import draw_recipients

SEED = 2025
FIRST_DAY, LAST_DAY = date(2023, 1, 15), date(2026, 10, 30)
PROGRAMME = load_programme("jamtland_harjedalen")
FORMS = ("Servicebidrag", "Investeringsbidrag", "Särskilt driftstöd")
ROWS_PER_SCALE = 1000  # so that a recipient has some twenty grants, however many rows there are
UNREADABLE, ONE_IN = "enl. beslut", 100
COLUMNS = (
    *("case_id", "diary_no", "grant_form", "outcome", "recipient_name", "recipient_org_no"),
    *("municipality_code", "locality", "received_on", "decided_on", "applied_sek", "granted_sek"),
)
HEADERS = {column.name: column.header for column in GRANTS.columns}
HEADER = [HEADERS[name] for name in COLUMNS]


def grants(count: int, programme: Programme = PROGRAMME) -> pd.DataFrame:
    """So many approved grants of a region: `COLUMNS` of the register, amounts in whole öre."""
    dice = Dice(SEED, count)
    shops = draw_recipients(programme, -(-count // ROWS_PER_SCALE), dice).dropna(subset="outlet_id")
    rows = shops.iloc[dice.between(0, len(shops) - 1, count)].reset_index(drop=True)
    decided_on = draw_days(FIRST_DAY, LAST_DAY, count, dice)
    rows["decided_on"] = decided_on
    rows["received_on"] = days_after(decided_on, -dice.between(10, 90, count))
    number = pd.Series(np.arange(count)).astype(str).str.zfill(7)
    year = rows["decided_on"].dt.year.astype(str)
    rows["case_id"] = year + "-M" + number
    rows["diary_no"] = "RUN/" + number.str[-4:] + "/" + year
    rows["grant_form"] = dice.pick(FORMS, count)
    rows["outcome"] = "Bifall"
    for form in FORMS:
        own = rows["grant_form"] == form
        rows.loc[own, "granted_sek"] = draw_amounts(form, int(own.sum()), FIRST_DAY, dice)
    rows["granted_sek"] = rows["granted_sek"].astype(np.int64)
    rows["applied_sek"] = rows["granted_sek"] * 2
    return rows[list(COLUMNS)]


def texts(count: int, programme: Programme = PROGRAMME) -> Iterator[Row]:
    """So many grants as a Swedish system exports them to csv, below their header."""
    return _with_header(texts_of(grants(count, programme), GRANTS, programme))


def write_text(path: Path, count: int, programme: Programme = PROGRAMME) -> Path:
    """Write so many grants as a csv file."""
    return write_csv(path, texts(count, programme))


def write_book(path: Path, count: int) -> Path:
    """Write so many grants as a workbook, with real dates and numbers."""
    return write_workbook(path, [Tab("Beslut", _with_header(cells_of(grants(count), GRANTS, PROGRAMME)))])


def divide(text: Path, into: Path, files: int) -> None:
    """Write the rows of a csv file as so many files, each with its header."""
    header, *lines = text.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    rest, most = iter(lines), -(-len(lines) // files)
    into.mkdir(parents=True, exist_ok=True)
    for number in range(files):
        part = into / f"{text.stem}_{number:04d}.csv"
        part.write_text("".join(chain([header], islice(rest, most))), encoding="utf-8-sig")


def _with_header(rows: pd.DataFrame) -> Iterator[Row]:
    rows.loc[::ONE_IN, "granted_sek"] = UNREADABLE
    return chain([HEADER], rows.itertuples(index=False))

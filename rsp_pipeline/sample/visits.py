"""The log of visits to businesses, with the contact details that must never be kept.

Telephone numbers are of the series reserved for fiction, addresses of the domain reserved for examples.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from rsp_pipeline.programme import Programme
from rsp_pipeline.registers.visits import VISITS
from rsp_pipeline.sample import blemishes, names, targets
from rsp_pipeline.sample.cells import cells_of, texts_of
from rsp_pipeline.sample.days import draw_days
from rsp_pipeline.sample.dice import Dice
from rsp_pipeline.sample.files import Tab, write_csv, write_workbook

CSV_HEADERS = {
    "visit_id": "Besöks-ID",
    "visited_on": "Datum",
    "form": "Besöksform",
    "municipality_code": "Kommun",
    "locality": "Ort",
    "outlet_name": "Butik",
    "outlet_id": "Ställe-ID",
    "participants": "Deltagare",
    "contact_name": "Kontaktperson",
    "contact_phone": "Telefon",
    "contact_mail": "E-post",
    "topics": "Frågor",
    "result": "Anteckning",
}
WORKBOOK_YEARS = (2024,)
WORKBOOK_HEADERS = {
    "visit_id": "Besöksnr",
    "visited_on": "Besöksdatum",
    "form": "Form",
    "municipality_code": "Kommunnamn",
    "locality": "Ort",
    "outlet_name": "Företag",
    "participants": "Medverkande",
    "topics": "Ämnen",
    "result": "Resultat",
    "contact_name": "Kontaktperson",
    "contact_phone": "Telefon",
    "contact_mail": "E-post",
}
SPELLINGS = {"Fysiskt": "Fysiskt besök", "Digitalt": "Digitalt möte", "Telefon": "Telefonsamtal"}
PLAIN_LETTERS = str.maketrans("åäö", "aao")


def draw_visits(programme: Programme, recipients: pd.DataFrame, year: int, scale: int, dice: Dice) -> pd.DataFrame:
    """The visits of a year in the order of their days; columns as in the register visits, and contact details."""
    forms = [form for form, count in targets.visits_per_form(programme, year, scale).items() for _ in range(count)]
    count = len(forms)
    shops = np.flatnonzero(recipients["outlet_id"].notna())
    visits = recipients.iloc[dice.some_of(shops, count)].reset_index(drop=True)
    visits["visited_on"] = draw_days(date(year, 1, 15), targets.last_day(year), count, dice)
    visits["form"] = forms
    visits["participants"] = dice.pick(names.PARTICIPANTS, count)
    visits["topics"] = dice.pick(names.TOPICS, count)
    visits["result"] = dice.pick(names.RESULTS, count)
    visits.loc[5::17, "result"] = names.RESULT_WITH_PHONE
    first_names, last_names = dice.pick(names.FIRST_NAMES, count), dice.pick(names.LAST_NAMES, count)
    visits["contact_name"] = first_names + " " + last_names
    visits["contact_phone"] = [f"070-174 06 {ending:02d}" for ending in dice.between(5, 99, count)]
    addresses = visits["contact_name"].str.lower().str.translate(PLAIN_LETTERS).str.replace(" ", ".")
    visits["contact_mail"] = addresses + "@example.com"
    visits = visits.sort_values(["visited_on", "outlet_id"], ignore_index=True)
    visits["visit_id"] = [f"B{year}-{number:03d}" for number in range(1, count + 1)]
    return visits


def write_visits(into: Path, visits: pd.DataFrame, year: int, programme: Programme, workbooks: bool) -> Path:
    """Write a year's visits: a csv file, in one year a workbook."""
    visits = visits.copy()
    visits.loc[4::7, "form"] = visits.loc[4::7, "form"].map(SPELLINGS)
    if workbooks and year in WORKBOOK_YEARS:
        cells = cells_of(visits[list(WORKBOOK_HEADERS)], VISITS, programme)
        rows = blemishes.with_planted_visits(cells, year)
        table = [(f"Besökslogg {year}",), (), list(WORKBOOK_HEADERS.values()), *blemishes.with_blank_lines(rows)]
        return write_workbook(into / f"besokslogg_{year}.xlsx", [Tab("Besök", table)])
    texts = texts_of(visits[list(CSV_HEADERS)], VISITS, programme)
    rows = blemishes.with_planted_visits(texts, year)
    lines = [list(CSV_HEADERS.values()), *blemishes.with_blank_lines(rows)]
    return write_csv(into / f"besokslogg_{year}.csv", lines)

"""The flaws of real exports: spellings that a reader must see through, and a few rows that it must refuse.

The former recur through every file. The latter are few, told here one by one, and belong to no figure of 2025.
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from rsp_pipeline.programme import Programme
from rsp_pipeline.registers.grants import GRANT_FORM
from rsp_pipeline.sample.files import Row
from rsp_pipeline.swedish import kommun

BLANK_LINE_EVERY = 15
PLANTED_AT = 7  # rows above a planted row
MISSPELT_VISIT, MISSPELT_PARTICIPANT = "B2023-004", "Regoin"  # mended by reference/corrections.csv
UNKNOWN_MUNICIPALITIES = ("Sundsvall", "Kiruna")


def as_senders_spell(rows: pd.DataFrame, texts: pd.DataFrame, programme: Programme, space: str) -> pd.DataFrame:
    """Grant rows with now and then another spelling of the same value.

    `rows` are the cells as they will stand, `texts` the same as text, `space` separates thousands where it varies.
    """
    rows = rows.copy()
    aliases = {form: (others or (form,))[0] for form, others in GRANT_FORM.values.items()}
    names = {municipality.name: municipality for municipality in programme.municipalities}
    amounts, digits = texts["granted_sek"], texts["recipient_org_no"].str.replace("-", "")
    is_company = texts["recipient_kind"] == "Företag"
    _vary(rows, "grant_form", 4, 9, texts["grant_form"].map(aliases))
    _vary(rows, "municipality_code", 3, 8, texts["municipality_code"].map(kommun))
    _vary(rows, "municipality_code", 6, 8, texts["municipality_code"].map(lambda name: names[name].code))
    _vary(rows, "recipient_org_no", 5, 12, ("16" + digits).where(is_company, texts["recipient_org_no"]))
    _vary(rows, "recipient_org_no", 9, 12, digits.astype("int64").astype(object))
    _vary(rows, "granted_sek", 2, 10, amounts.str.replace(" ", space))
    _vary(rows, "granted_sek", 7, 10, amounts + " kr")
    _vary(rows, "decided_on", 8, 15, texts["decided_on"] + " 00:00")
    return rows


def with_planted_grants(rows: pd.DataFrame, export: str, programme: Programme) -> pd.DataFrame:
    """The rows with what is planted in the export of that name: at most one row, refused or an identical twin."""
    approved = rows[(rows["decision_type"] == "Grundbeslut") & (rows["outcome"] == "Bifall")]
    model = approved[~approved["grant_form"].str.startswith("Hemsändning")].iloc[-1]
    planted = model.copy()
    planted["case_id"] = model["case_id"][:5] + "0003"  # a drawn case has no number that is a multiple of three
    match export:
        case "export_2023":
            org_no = str(model["recipient_org_no"])
            planted["recipient_org_no"] = org_no[:-1] + str((int(org_no[-1]) + 1) % 10)
        case "export_2024":
            planted = model
        case "export_2025":
            own = {municipality.name for municipality in programme.municipalities}
            planted["municipality_code"] = next(name for name in UNKNOWN_MUNICIPALITIES if name not in own)
        case "beslut_2026_investering":
            planted["granted_sek"] = "enl. beslut"
        case _:
            return rows
    return with_row(rows, planted)


def with_planted_visits(rows: pd.DataFrame, year: int) -> pd.DataFrame:
    """The rows of 2023 with a misspelling, and those of 2025 with a visit that nobody took part in."""
    if year == 2023:
        rows.loc[rows["visit_id"] == MISSPELT_VISIT, "participants"] = MISSPELT_PARTICIPANT
    if year != 2025:
        return rows
    planted = rows[rows["form"].str.startswith("Digitalt")].iloc[0].copy()
    planted["visit_id"], planted["participants"] = f"B{year}-000", ""
    return with_row(rows, planted)


def with_row(rows: pd.DataFrame, row: pd.Series) -> pd.DataFrame:
    """The rows with one more among them."""
    above, below = rows.iloc[:PLANTED_AT], rows.iloc[PLANTED_AT:]
    return pd.concat([above, row.to_frame().T, below], ignore_index=True)


def with_blank_lines(rows: pd.DataFrame) -> Iterator[Row]:
    """The rows as they are written, with a blank line now and then."""
    for number, row in enumerate(zip(*(rows[name].tolist() for name in rows.columns), strict=True), start=1):
        yield row
        if number % BLANK_LINE_EVERY == 0:
            yield ()


def _vary(rows: pd.DataFrame, column: str, first: int, every: int, spelling: pd.Series) -> None:
    """Spell the cells of every so many rows another way."""
    cells = rows[column].to_list()
    cells[first::every] = spelling.to_list()[first::every]
    rows[column] = pd.Series(cells, index=rows.index, dtype=object)

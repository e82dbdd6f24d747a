"""Whole registers that hypothesis makes: their rows, the files these stand in, and the tables they become.

The rows of each register belong in `made_rows`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pandas as pd
import pyarrow as pa
from hypothesis import strategies as st

from rsp_pipeline.reading.tables import ACCEPTED, SOURCE_FILE
from rsp_pipeline.registers import REGISTERS, Register
from rsp_pipeline.registers.payments import PAYMENTS
from rsp_pipeline_tests.builders import CODES, COMPANY
from rsp_pipeline_tests.indicators.made_rows import MADE, PARAMETERS, YEARS, Row, one_of_each, terms
from rsp_pipeline_tests.sessions import Session, session_of

Made = Mapping[str, Sequence[Row]]

PENDING: Row = {
    "decision_no": 1,
    "grant_form": "Servicebidrag",
    "decision_type": "Grundbeslut",
    "outcome": "Pågående",
    "recipient_name": "Påhittad",
    "recipient_org_no": COMPANY,
    "recipient_id": "mottagare",
    "recipient_kind": "Företag",
    "municipality_code": CODES[0],
    "granted_sek": Decimal(0),
}
NOTHING_PAID: Row = {"case_id": "OKÄNT-1", "amount_sek": Decimal(0), "kind": "Utbetalning"}
CALL: Row = {"form": "Telefon", "municipality_code": CODES[0], "participants": "Region"}


CEILINGS: list[Row] = [
    {"parameter": parameter, "value": Decimal(value), "valid_from": date(2020, 1, 1), "source": "SFS"}
    for parameter, value in zip(PARAMETERS, ("350000", "11.43", "300000", "750000"), strict=True)
]


def in_each(years: Sequence[int], day: str, key: str, row: Row) -> list[Row]:
    """A row of little meaning in each year, so that the register is delivered for it."""
    return [{**row, key: f"{year}", day: date(year, 6, 1)} for year in years]


def census(years: Sequence[int]) -> list[Row]:
    """The population of every municipality on 31 December of the years that have ended."""
    return [
        {"municipality_code": code, "counted_on": date(year, 12, 31), "population": 5000 + number * 7}
        for year in years
        if year < 2026
        for number, code in enumerate(CODES)
    ]


def frames_of(years: Sequence[int]) -> list[Row]:
    """A frame of each kind of money in each year."""
    return [
        {"year": year, "funding_source": source, "frame_sek": Decimal(7_000_000)}
        for year in years
        for source in terms("grants", "funding_source")
    ]


def registers_from(number: int, size: int) -> Made:
    """The rows of the registers that have any: which they are follows from the number, how many from the size."""
    random = Random(number)
    covered = [random.choice([[], [2024, 2025], YEARS, YEARS, YEARS]) for _ in range(5)]
    ceilings = random.choice([[], CEILINGS])
    made = {name: rows.made(Random(f"{number} {name}"), size) for name, rows in MADE.items()}
    made["grants"] += in_each(covered[0], "decided_on", "case_id", PENDING)
    made["payments"] += in_each(covered[1], "paid_on", "payment_id", NOTHING_PAID)
    made["visits"] += in_each(covered[2], "visited_on", "visit_id", CALL)
    made["payments"] = without_rejected(made["payments"], made["grants"])
    made["population"] = one_of_each(["municipality_code", "counted_on"], census(covered[3]) + made["population"])
    made["grant_frames"] = one_of_each(["year", "funding_source"], frames_of(covered[4]) + made["grant_frames"])
    made["rule_parameters"] = one_of_each(["parameter", "valid_from"], ceilings + made["rule_parameters"])
    return made


def registers() -> st.SearchStrategy[Made]:
    """Registers that all differ; of those that fail, the fewest rows are found."""
    return st.builds(registers_from, st.integers(0, 2**32), st.integers(5, 200))


def without_rejected(payments: Sequence[Row], grants: Sequence[Row]) -> list[Row]:
    """The payments that no hard rule refuses: nothing can have been paid in a case that was rejected."""
    (check,) = PAYMENTS.cross_checks
    decisions = pd.DataFrame(grants, columns=["case_id", "decision_type", "outcome"])
    refused = check.breaks(pd.DataFrame(payments, columns=["case_id"]), decisions)
    return [payment for payment, is_refused in zip(payments, refused, strict=True) if not is_refused]


def session_of_made(made: Made, refused: int = 0, alike: int = 0) -> Session:
    """A session with the tables that the rows become, as it is after reading and deriving.

    The rows of each register stand in two files by turns, the first with some rows in quarantine, the second with some
    that only repeat another.
    """
    tables, files = {}, []
    for register in REGISTERS:
        rows = [_placed(register, number, row) for number, row in enumerate(made.get(register.name, ()))]
        tables[register.table] = pa.Table.from_pylist(rows, schema=register.table.arrow_schema)
        for name, quarantined, repeated in (("a.csv", refused, 0), ("b.csv", 0, alike)):
            accepted = sum(row["source_file"] == f"{register.name}/{name}" for row in rows)
            if rows:
                files.append(
                    {
                        "register": register.name,
                        "source_file": f"{register.name}/{name}",
                        "verdict": ACCEPTED,
                        "rows_read": accepted + quarantined + repeated,
                        "rows_accepted": accepted,
                        "rows_quarantined": quarantined,
                    }
                )
    tables[SOURCE_FILE] = pa.Table.from_pylist(files, schema=SOURCE_FILE.arrow_schema)
    return session_of(tables)


def _placed(register: Register, number: int, row: Row) -> dict[str, Any]:
    """The row with its identity and where it stands."""
    key = [row.get(column) for column in register.key]
    identity = f"rad-{number}" if None in key else ":".join(map(str, key))
    file = f"{register.name}/{'ab'[number % 2]}.csv"
    return {
        "record_id": f"{register.name}:{identity}",
        "source_file": file,
        "source_sheet": "",
        "source_row": number + 2,
        **row,
    }

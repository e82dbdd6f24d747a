"""Sentences: columns told as Swedish writes them, with the unit their name ends with."""

from datetime import date
from decimal import Decimal

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rsp_pipeline.rules import sentences
from rsp_pipeline.swedish import number

SPACE = "\u00a0"


def told(column: str, sql_type: str, value: object) -> str:
    with duckdb.connect(":memory:") as session:
        for macro in sentences.MACROS:
            session.execute(macro)
        session.execute(f"CREATE TABLE tried ({column} {sql_type})")
        session.execute("INSERT INTO tried VALUES (?)", [value])
        ((text,),) = session.sql(
            f"SELECT {sentences.worded(f'Det är {{{column}}}, så', {column: sql_type})} FROM tried"
        ).fetchall()
    return str(text).removeprefix("Det är ").removesuffix(", så")


@pytest.mark.parametrize(
    ("column", "sql_type", "value", "text"),
    [
        ("granted_sek", "DECIMAL(14,2)", Decimal(380_000), f"380{SPACE}000{SPACE}kr"),
        ("granted_sek", "DECIMAL(14,2)", Decimal("1234567.50"), f"1{SPACE}234{SPACE}567,50{SPACE}kr"),
        ("granted_sek", "DECIMAL(14,2)", Decimal("-0.05"), f"\u22120,05{SPACE}kr"),
        ("share_pct", "DECIMAL(14,2)", Decimal("12.50"), f"12,5{SPACE}%"),
        ("distance_km", "DECIMAL(14,2)", Decimal("8.05"), f"8,05{SPACE}km"),
        ("decided_on", "DATE", date(2025, 3, 4), "2025-03-04"),
        ("year", "INTEGER", 2025, "2025"),
        ("deliveries", "INTEGER", 12345, f"12{SPACE}345"),
        ("outcome", "VARCHAR", "Bifall", "Bifall"),
    ],
)
def test_a_value_is_told_as_swedish_writes_it(column: str, sql_type: str, value: object, text: str) -> None:
    assert told(column, sql_type, value) == text


@settings(max_examples=30, deadline=None)
@given(st.decimals(-(10**11), 10**11, places=2))
def test_an_amount_is_told_as_the_texts_of_the_follow_up_tell_it(amount: Decimal) -> None:
    decimals = 0 if amount == amount.to_integral_value() else 2
    assert told("granted_sek", "DECIMAL(14,2)", amount) == number(amount, decimals) + f"{SPACE}kr"


def test_a_quotation_mark_in_a_sentence_is_text() -> None:
    assert sentences.worded("Lars' butik", {}) == "'Lars'' butik'"

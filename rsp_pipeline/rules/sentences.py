"""From a rule's sentence to the SQL that words each finding, figures written as Swedish writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rsp_pipeline.store.sql import quoted
from rsp_pipeline.swedish import NO_BREAK_SPACE

UNITS = {"sek": "kr", "eur": "euro", "pct": "%", "km": "km"}
PLACEHOLDER = re.compile(r"\{(\w+)\}")

# Whole, or with two decimals: halves are rounded away from zero, as `swedish.number` does.
MACROS = (
    f"""
    CREATE OR REPLACE TEMP MACRO grouped(whole) AS replace(format('{{:,}}', whole), ',', '{NO_BREAK_SPACE}')
    """,
    """
    CREATE OR REPLACE TEMP MACRO figure(amount) AS
        CASE WHEN amount < 0 THEN '\u2212' ELSE '' END
        || grouped((round(abs(amount), 2) * 100)::BIGINT // 100)
        || CASE
            WHEN (round(abs(amount), 2) * 100)::BIGINT % 100 = 0 THEN ''
            ELSE ',' || lpad(((round(abs(amount), 2) * 100)::BIGINT % 100)::VARCHAR, 2, '0')
        END
    """,
)


def placeholders(sentence: str) -> tuple[str, ...]:
    """The columns that a sentence names, in their order."""
    return tuple(PLACEHOLDER.findall(sentence))


def unit(column: str) -> str:
    """The unit that a column's name ends with, as people read it; empty when there is none."""
    return UNITS.get(column.rsplit("_", 1)[-1], "")


def worded(sentence: str, types: Mapping[str, str]) -> str:
    """SQL for the sentence about a row, whose columns have `types`."""
    parts = PLACEHOLDER.split(sentence)
    texts, names = parts[::2], parts[1::2]
    terms = [quoted(texts[0])]
    for name, text in zip(names, texts[1:], strict=True):
        terms += [_as_text(name, types[name]), quoted(text)]
    return " || ".join(terms)


def _as_text(column: str, sql_type: str) -> str:
    if sql_type.startswith("DECIMAL"):
        shown = f"figure({column})" if unit(column) == "kr" else f"regexp_replace(figure({column}), ',(.)0$', ',\\1')"
    elif "INT" in sql_type and not column.endswith("year"):
        shown = f"grouped({column})"
    else:
        shown = f"{column}::VARCHAR"
    return f"{shown} || '{NO_BREAK_SPACE}{unit(column)}'" if unit(column) else shown

"""Texts in csv files that a spreadsheet would run as a formula."""

from __future__ import annotations

from rsp_pipeline.store.schema import SqlType


def harmless(name: str, sql_type: SqlType) -> str:
    """SQL for a column as csv has it: a text that a spreadsheet would run gets an apostrophe before it."""
    if sql_type != "VARCHAR":
        return f'"{name}"'
    return f"""CASE WHEN regexp_matches("{name}", '^\\s*[=+@-]') THEN '''' || "{name}" ELSE "{name}" END"""

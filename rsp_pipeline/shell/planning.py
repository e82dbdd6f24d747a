"""`rsp draft-plan`: a draft of a year's action plan, and what it suggests told in Swedish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rsp_pipeline.next_plan import draft_plan
from rsp_pipeline.settings import Settings
from rsp_pipeline.swedish import Gender, Noun, counted

if TYPE_CHECKING:
    import duckdb

EFFORT = Noun("insats", "insatser", Gender.UTRUM)


def draft(connection: duckdb.DuckDBPyConnection, settings: Settings, year: int) -> list[str]:
    """Write the draft; the lines that tell what it suggests."""
    drafted = draft_plan(connection, settings, year)
    listed = [f"{each.effort['effort_id']}: {each.effort['effort']}. {each.why}" for each in drafted.suggested]
    return [
        f"Utkast till handlingsplan {year} med {counted(len(drafted.suggested), EFFORT)}: {drafted.path}",
        *listed,
        "Arbeta vidare i filen, och lägg den i data/raw/action_plan när planen är beslutad.",
    ]

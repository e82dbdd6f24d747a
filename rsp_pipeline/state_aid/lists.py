"""The two lists as rows: what each recipient has left under its ceiling, and what the central register is to have.

Both are of cases as they stand now, dated by their first approval: that day aid was granted. It counts for a number of
years and falls out of the period on the same day of the year. Amounts are turned into euro by the rate of the day, or
the latest that was known by then. Groups of companies count as one recipient by law; no register tells of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from rsp_pipeline.derived.cases import CASES
from rsp_pipeline.indicators.de_minimis import CEILING
from rsp_pipeline.indicators.parameters import latest_on, parameter_on
from rsp_pipeline.registers.grants import GRANTS
from rsp_pipeline.registers.rule_parameters import (
    EURO_RATE,
    GENERAL_AID_CEILING,
    GENERAL_INTEREST_CEILING,
    RULE_PARAMETERS,
)
from rsp_pipeline.registers.state_aid import GENERAL_AID_BASES, GENERAL_INTEREST_BASES, NO_STATE_AID
from rsp_pipeline.store.kept import EVERY_DAY, Days

if TYPE_CHECKING:
    import duckdb

READS = (GRANTS.table, CASES.table, RULE_PARAMETERS.table)
SHOWN_ROWS = 10_000  # of each list; a region has some hundred

# Each case of de minimis aid that is still granted: whose it is, of which kind, and what it is in euro.
AID = f"""
    SELECT
        case_id,
        recipient_id,
        recipient_org_no,
        recipient_name,
        state_aid_basis,
        {CEILING} AS ceiling,
        first_approved_on,
        granted_today_sek AS granted_sek,
        (granted_today_sek / {latest_on("first_approved_on", f"'{EURO_RATE}'")})::DECIMAL(14,2) AS granted_eur,
        registered_on,
        nace_code
    FROM core.cases
    JOIN (
        SELECT record_id, recipient_org_no, recipient_name, registered_on, nace_code FROM core.grants
    ) AS first_approval ON first_approval.record_id = first_approval_record_id
    WHERE state_aid_basis <> '{NO_STATE_AID}' AND granted_today_sek > 0
"""
YEARS = parameter_on("$today::DATE", "'de_minimis_years'")
ROOM = f"""
    WITH counted AS (
        SELECT *, (first_approved_on + to_years({YEARS}::INTEGER))::DATE AS falls_out_on FROM ({AID}) AS aid
    ),
    in_the_period AS (
        SELECT *, first_approved_on = min(first_approved_on) OVER (PARTITION BY recipient_id, ceiling) AS is_oldest
        FROM counted
        WHERE first_approved_on <= $today::DATE AND $today::DATE < falls_out_on
    ),
    recipients AS (
        SELECT
            ceiling,
            any_value(recipient_org_no) AS recipient_org_no,
            arg_max(recipient_name, (first_approved_on, case_id)) AS recipient_name,
            count(*) AS n_cases,
            sum(granted_sek) AS granted_sek,
            CASE WHEN count(granted_eur) = count(*) THEN sum(granted_eur) END AS granted_eur,
            min(first_approved_on) AS oldest_on,
            sum(granted_eur) FILTER (is_oldest) AS oldest_eur,
            min(falls_out_on) AS falls_out_on
        FROM in_the_period
        GROUP BY recipient_id, ceiling
    )
    SELECT *, ceiling_eur - granted_eur AS left_eur
    FROM (SELECT *, {parameter_on("$today::DATE", "ceiling")} AS ceiling_eur FROM recipients)
    ORDER BY left_eur NULLS FIRST, recipient_org_no, ceiling
"""
TO_REGISTER = f"""
    SELECT
        case_id,
        recipient_org_no,
        recipient_name,
        granted_sek,
        granted_eur,
        first_approved_on,
        state_aid_basis,
        nace_code,
        (first_approved_on + to_days(days::INTEGER))::DATE AS register_by
    FROM (SELECT *, {parameter_on("first_approved_on", "'central_register_days'")} AS days FROM ({AID}) AS aid)
    WHERE days IS NOT NULL
        AND registered_on IS NULL
        AND state_aid_basis IN {GENERAL_AID_BASES[0], GENERAL_INTEREST_BASES[0]}
    ORDER BY first_approved_on, case_id
"""
DAYS = f"""
    SELECT unnest([first_approved_on, first_approved_on + to_years({YEARS}::INTEGER)])::DATE AS day FROM core.cases
    UNION ALL
    SELECT unnest([valid_from, valid_to + 1]) AS day FROM core.rule_parameters
    WHERE parameter IN {GENERAL_AID_CEILING, GENERAL_INTEREST_CEILING, "de_minimis_years"}
"""


@dataclass(frozen=True)
class Listed:
    """The first rows of a list, by its columns, and how many it has in all."""

    rows: Sequence[Mapping[str, Any]]
    row_count: int


def room_left(session: duckdb.DuckDBPyConnection, today: date) -> Listed:
    """The recipients with aid in the period up to a day, least room first, in a session that sees `READS`."""
    return _listed(session, ROOM, today)


def to_register(session: duckdb.DuckDBPyConnection, today: date) -> Listed:
    """The aid that no column tells to be in the central register, the oldest first."""
    return _listed(session, TO_REGISTER, today)


def days(session: duckdb.DuckDBPyConnection, today: date) -> Days:
    """The days on which the lists come out as they do today: from the last day that changed them to the next."""
    ((last, following),) = session.execute(
        f"SELECT max(day) FILTER (day <= $today::DATE), min(day) FILTER (day > $today::DATE) FROM ({DAYS})",
        {"today": today},
    ).fetchall()
    return Days(last or EVERY_DAY.first, following - timedelta(days=1) if following else EVERY_DAY.last)


def _listed(session: duckdb.DuckDBPyConnection, select: str, today: date) -> Listed:
    counted = f"SELECT *, count(*) OVER () AS row_count FROM ({select}) LIMIT {SHOWN_ROWS}"
    of_the_day = {"today": today} if "$today" in select else None
    listed = session.sql(counted, params=of_the_day).to_arrow_table().to_pylist()
    return Listed(listed, listed[0]["row_count"] if listed else 0)

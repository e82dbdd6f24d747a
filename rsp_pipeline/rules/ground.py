"""What every rule stands on besides the registers: decisions with the parameters that held for each, and the day.

The parameters that hold for a decision are those of the ordinance it rests on, also when it was made just before or
after the ordinance held; those that belong to no ordinance hold by their dates alone. A decision that does not tell
its ordinance is tried by its date.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from rsp_pipeline.derived.cases import AMENDED, APPROVES, SETS_TOTAL
from rsp_pipeline.registers.rule_parameters import EURO_RATE
from rsp_pipeline.store.kept import Days

if TYPE_CHECKING:
    import duckdb

ORDINANCE = r"regexp_extract(source, '\d{4}:\d+')"  # in "2024:1243 § 22" and "SFS 2000:284", not in "(EU) 2023/2831"
ORDINANCE_IN_FORCE = "ordinance"  # the parameter that tells when each ordinance holds

# Each basis of decisions with the parameters that held for it; of rates the latest that is known holds until the next.
BASES = f"""
    WITH dated AS (
        SELECT
            * REPLACE (
                CASE
                    WHEN parameter = '{EURO_RATE}'
                    THEN coalesce(lead(valid_from) OVER (PARTITION BY parameter ORDER BY valid_from) - 1, 'infinity')
                    ELSE coalesce(valid_to, 'infinity')
                END AS valid_to
            ),
            {ORDINANCE} AS ordinance,
            lag(valid_from) OVER of_ordinance IS NULL AS is_first,
            lead(valid_from) OVER of_ordinance IS NULL AS is_last
        FROM core.rule_parameters
        WINDOW of_ordinance AS (PARTITION BY parameter, {ORDINANCE} ORDER BY valid_from)
    )
    SELECT legal_basis, decided_on, parameter, value, source, valid_from, ordinance
    FROM (SELECT DISTINCT legal_basis, decided_on FROM core.grants)
    JOIN dated ON
        CASE
            WHEN ordinance = '' OR legal_basis IS NULL THEN decided_on BETWEEN valid_from AND valid_to
            ELSE contains(legal_basis, ordinance)
                AND (decided_on >= valid_from OR is_first)
                AND (decided_on <= valid_to OR is_last)
        END
"""
DECISIONS = f"""
    SELECT
        grants.*,
        year(grants.decided_on) AS year,
        coalesce(refers_to_year, year(grants.decided_on) - (grant_form = 'Hemsändning')::INTEGER) AS aid_year,
        {APPROVES} AS approves,
        ordinance,
        parameter
    FROM core.grants AS grants
    LEFT JOIN bases
        ON bases.decided_on = grants.decided_on
        AND bases.legal_basis IS NOT DISTINCT FROM grants.legal_basis
"""
SUPERSEDED = f"""
    SELECT record_id
    FROM core.grants
    WHERE {SETS_TOTAL} AND case_id IN ({AMENDED})
    QUALIFY row_number() OVER (PARTITION BY case_id ORDER BY decided_on DESC, decision_no DESC) > 1
"""
SELECTS = (BASES, DECISIONS, SUPERSEDED)

DAYS = "SELECT greatest(valid_to, extended_to) AS day FROM core.service_plans"
"""The days that rules compare `today` with, to see which of the two is later."""


def days(session: duckdb.DuckDBPyConnection, today: date) -> Days:
    """The days on which the rules come out as they do today."""
    ((before, after),) = session.execute(
        f"SELECT max(day) FILTER (day < $today), min(day) FILTER (day >= $today) FROM ({DAYS})", {"today": today}
    ).fetchall()
    return Days(before + timedelta(days=1) if before else date.min, after or date.max)


def lay(session: duckdb.DuckDBPyConnection, parameters: Iterable[str], today: date) -> None:
    """Make all that rules read beside the registers: the day, and the decisions."""
    lay_day(session, today)
    lay_decisions(session, parameters)


def lay_day(session: duckdb.DuckDBPyConnection, today: date) -> None:
    """Make the table `today`, which has the day in `day`."""
    session.execute(f"CREATE OR REPLACE TEMP TABLE today AS SELECT DATE '{today.isoformat()}' AS day")


def lay_decisions(session: duckdb.DuckDBPyConnection, parameters: Iterable[str]) -> None:
    """Make the tables of decisions.

    `decisions` are the rows of core.grants with `year` (of the decision), `aid_year` (the year the aid is for; unless
    told, that of the decision, and for hemsändning, which is paid in arrears, the one before), `approves`, `ordinance`
    (such as 2024:1243) and `parameter`, a struct of the dated `parameters` by name, each with `value` and `source`,
    null where none held. `standing_decisions` are those of them that tell what is granted in their case as it stands
    now. `percent_of(sek, percent)` gives a share of an amount, rounded down to whole öre:
    what exceeds it exceeds the share.
    """
    structs = ", ".join(
        f"{name} := arg_max({{'value': value, 'source': source}}, valid_from) FILTER (parameter = '{name}')"
        for name in sorted({ORDINANCE_IN_FORCE, *parameters})
    )
    session.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE bases AS
        SELECT
            legal_basis,
            decided_on,
            arg_max(ordinance, valid_from) FILTER (parameter = '{ORDINANCE_IN_FORCE}') AS ordinance,
            struct_pack({structs}) AS parameter
        FROM ({BASES}) AS held
        GROUP BY legal_basis, decided_on
        """
    )
    session.execute(f"CREATE OR REPLACE TEMP TABLE superseded AS {SUPERSEDED}")
    session.execute(f"CREATE OR REPLACE TEMP VIEW decisions AS {DECISIONS}")
    session.execute(
        """
        CREATE OR REPLACE TEMP VIEW standing_decisions AS
        FROM decisions ANTI JOIN superseded USING (record_id) WHERE approves
        """
    )
    session.execute(
        "CREATE OR REPLACE TEMP MACRO percent_of(sek, percent) AS (floor(sek * percent) / 100)::DECIMAL(14,2)"
    )

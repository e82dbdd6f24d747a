"""Figures of a million grants, against hand-written DuckDB SQL for the same: `python -m benchmarks.indicators`.

Both ways start from the same tables of schema core in memory and run in the same process, the best of some rounds each.
By hand, figures over the same rows share a query, as one would write them.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import duckdb

from rsp_pipeline.derived import DERIVED
from rsp_pipeline.indicators import INDICATORS
from rsp_pipeline.indicators.engine import evaluate
from rsp_pipeline_tests.builders import SAMPLE
from rsp_pipeline_tests.sessions import core_session

GRANTS, OUTLETS, GRANTS_PER_RECIPIENT = 1_000_000, 20_000, 20
YEARS = (2023, 2024, 2025, 2026)
ROUNDS = 3

FORMS = "['Hemsändning', 'Servicebidrag', 'Investeringsbidrag', 'Särskilt driftstöd']"
CODES = "['2303', '2305', '2309', '2313', '2321', '2326', '2361', '2380']"

BY_HAND = {
    "S01 S02 S10": """
        SELECT first_approved_year AS year, municipality_code, grant_form,
            count(*), sum(granted_at_year_end_sek), count(DISTINCT recipient_id)
        FROM core.cases
        GROUP BY GROUPING SETS ((year), (year, municipality_code), (year, grant_form),
            (year, municipality_code, grant_form))""",
    "S02 by funding, S22": """
        SELECT *, 100 * granted / frame
        FROM (SELECT first_approved_year AS year, funding_source, sum(granted_at_year_end_sek) AS granted
              FROM core.cases GROUP BY ALL)
        LEFT JOIN (SELECT year, funding_source, sum(frame_sek) AS frame FROM core.grant_frames GROUP BY ALL)
            USING (year, funding_source)""",
    "S03": """
        SELECT year(decided_on) AS year, grant_form, sum(change_sek)
        FROM core.case_changes WHERE year(decided_on) > first_approved_year
        GROUP BY GROUPING SETS ((year), (year, grant_form))""",
    "S04": """
        SELECT year(paid_on) AS year, grant_form, first_approved_year, municipality_code,
            sum(CASE WHEN kind IN ('Utbetalning', 'Förskott') THEN amount_sek ELSE -abs(amount_sek) END)
        FROM core.payments LEFT JOIN core.cases USING (case_id)
        GROUP BY GROUPING SETS ((year), (year, grant_form), (year, first_approved_year),
            (year, grant_form, first_approved_year), (year, municipality_code))""",
    "S05": """
        SELECT year, grant_form, first_approved_year,
            100 * sum(paid_to_year_end_sek) / sum(y.granted_at_year_end_sek)
        FROM core.case_years AS y JOIN core.cases USING (case_id)
        GROUP BY GROUPING SETS ((year), (year, grant_form), (year, first_approved_year),
            (year, grant_form, first_approved_year))""",
    "S06": """
        SELECT year, grant_form, sum(greatest(y.granted_at_year_end_sek - paid_out_to_year_end_sek, 0))
        FROM core.case_years AS y JOIN core.cases USING (case_id)
        GROUP BY GROUPING SETS ((year), (year, grant_form))""",
    "S07": """
        SELECT year(paid_on) AS year, grant_form, sum(abs(amount_sek))
        FROM core.payments LEFT JOIN core.cases USING (case_id)
        WHERE kind NOT IN ('Utbetalning', 'Förskott')
        GROUP BY GROUPING SETS ((year), (year, grant_form))""",
    "S08": """
        SELECT year, grant_form, 100 * sum(approved) / count(*)
        FROM (
            SELECT first_approved_year AS year, grant_form, 1 AS approved FROM core.cases
            UNION ALL
            SELECT year(decided_on), g.grant_form, 0
            FROM core.grants AS g LEFT JOIN core.cases AS c USING (case_id)
            WHERE decision_type = 'Grundbeslut' AND outcome = 'Avslag'
                AND coalesce(first_approved_year, 9999) > year(decided_on)
            QUALIFY row_number() OVER (PARTITION BY case_id, year(decided_on) ORDER BY decided_on, decision_no) = 1
        )
        GROUP BY GROUPING SETS ((year), (year, grant_form))""",
    "S09": """
        SELECT first_approved_year AS year, grant_form, median(granted_at_year_end_sek)
        FROM core.cases GROUP BY GROUPING SETS ((year), (year, grant_form))""",
    "S11": """
        SELECT year, grant_form, count(DISTINCT recipient_id)
        FROM core.cases JOIN core.recipient_years USING (recipient_id)
        WHERE year = first_approved_year AND coalesce(year_before < year - 3, true)
        GROUP BY GROUPING SETS ((year), (year, grant_form))""",
    "S12": """
        SELECT year(decided_on) AS year, grant_form, median(days)
        FROM (
            SELECT decided_on, grant_form, decided_on - received_on AS days
            FROM core.grants
            WHERE decision_type = 'Grundbeslut' AND outcome IN ('Bifall', 'Delvis bifall', 'Avslag')
                AND received_on IS NOT NULL
            QUALIFY row_number() OVER (PARTITION BY case_id, year(decided_on) ORDER BY decided_on, decision_no) = 1
        )
        GROUP BY GROUPING SETS ((year), (year, grant_form))""",
    "S13 S14 S14K": """
        SELECT first_approved_year AS year, municipality_code, sum(eligible_cost_sek),
            count(*) FILTER (is_environmental), sum(granted_at_year_end_sek) FILTER (is_environmental)
        FROM core.cases WHERE grant_form = 'Investeringsbidrag'
        GROUP BY GROUPING SETS ((year), (year, municipality_code))""",
    "S13 by kind": """
        SELECT first_approved_year AS year, investment_kind, sum(eligible_cost_sek)
        FROM core.cases WHERE grant_form = 'Investeringsbidrag' GROUP BY ALL""",
    "S15": """
        SELECT first_approved_year AS year, municipality_code, count(DISTINCT coalesce(m.outlet_id, recipient_id))
        FROM core.cases
        JOIN core.rule_parameters AS p ON parameter = 'special_operating_aid_ceiling'
            AND first_approved_on BETWEEN valid_from AND coalesce(valid_to, first_approved_on)
            AND granted_at_year_end_sek = p.value
        LEFT JOIN core.outlet_matches AS m ON m.record_id = first_approval_record_id
        WHERE grant_form = 'Särskilt driftstöd'
        GROUP BY GROUPING SETS ((year), (year, municipality_code))""",
    "S16": """
        SELECT first_approved_year AS year, municipality_code, count(DISTINCT recipient_id)
        FROM core.cases
        JOIN (
            SELECT recipient_id, first_approved_year FROM core.cases
            WHERE grant_form IN ('Servicebidrag', 'Särskilt driftstöd')
            GROUP BY ALL HAVING count(DISTINCT grant_form) = 2
        ) USING (recipient_id, first_approved_year)
        WHERE grant_form IN ('Servicebidrag', 'Särskilt driftstöd')
        GROUP BY GROUPING SETS ((year), (year, municipality_code))""",
    "S21": """
        SELECT year, municipality_code, 100 * count(v.outlet_id) / count(*)
        FROM core.supported_outlets
        LEFT JOIN (
            SELECT DISTINCT m.outlet_id, unnest([year(visited_on), year(visited_on) + 1]) AS year
            FROM core.visits JOIN core.outlet_matches AS m USING (record_id) WHERE form = 'Fysiskt'
        ) AS v USING (outlet_id, year)
        GROUP BY GROUPING SETS ((year), (year, municipality_code))""",
    "M01": """
        SELECT year, municipality_code, sum(granted) / sum(population)
        FROM (SELECT first_approved_year AS year, municipality_code, sum(granted_at_year_end_sek) AS granted
              FROM core.cases GROUP BY ALL)
        JOIN (SELECT municipality_code, year(counted_on) AS year, population FROM core.population)
            USING (year, municipality_code)
        GROUP BY GROUPING SETS ((year), (year, municipality_code))""",
    "M02 M03 M04": """
        SELECT first_approved_year AS year, municipality_code, sum(households),
            sum(granted_at_year_end_sek) FILTER (deliveries IS NOT NULL) / sum(deliveries),
            count(DISTINCT municipality_code)
        FROM core.cases WHERE grant_form = 'Hemsändning'
        GROUP BY GROUPING SETS ((year), (year, municipality_code))""",
    "M07": """
        SELECT s.year + 3 AS year, s.municipality_code, 100 * count(o.outlet_id) / count(*)
        FROM core.supported_outlets AS s
        LEFT JOIN core.open_outlets AS o ON o.outlet_id = s.outlet_id AND o.year = s.year + 3
        GROUP BY GROUPING SETS ((s.year + 3), (s.year + 3, s.municipality_code))""",
    "O05": """
        SELECT first_approved_year AS year, c.municipality_code,
            100 * sum(granted_at_year_end_sek) FILTER (place IS NOT NULL) / sum(granted_at_year_end_sek)
        FROM core.cases AS c
        LEFT JOIN (
            SELECT DISTINCT year, municipality_code, lower(trim(locality)) AS place
            FROM core.plan_status JOIN core.service_plans USING (record_id, municipality_code)
            JOIN core.service_plan_places USING (plan_id) WHERE is_valid AND is_prioritised
        ) AS p ON p.year = first_approved_year AND p.municipality_code = c.municipality_code
            AND place = lower(trim(locality))
        GROUP BY GROUPING SETS ((first_approved_year), (first_approved_year, c.municipality_code))""",
}
IDS = {word for names in BY_HAND for word in names.replace(",", "").split() if word[0] in "SMO"}


def enlarged(session: duckdb.DuckDBPyConnection, grants: int = GRANTS) -> None:
    """Replace grants, as many payments, and outlets by made-up ones, and derive anew."""
    recipients = -(-grants // GRANTS_PER_RECIPIENT)
    for table in ("grants", "payments", "outlets"):
        session.execute(f"DELETE FROM core.{table}")
    session.execute(
        f"""
        INSERT INTO core.outlets BY NAME
        SELECT 'outlets:S' || i AS record_id, 'S' || i AS outlet_id, 'Butik ' || i AS name,
            'Dagligvarubutik' AS kind, {CODES}[1 + i % 8] AS municipality_code, 'Ort ' || i % 60 AS locality
        FROM range({OUTLETS}) t(i)
        """
    )
    session.execute(
        f"""
        INSERT INTO core.grants BY NAME
        SELECT
            'grants:' || i AS record_id,
            CASE WHEN i % 10 = 9 THEN i - 1 ELSE i END::VARCHAR AS case_id,
            CASE WHEN i % 10 = 9 THEN 2 ELSE 1 END AS decision_no,
            CASE WHEN i % 10 = 9 THEN 'Ändring' ELSE 'Grundbeslut' END AS decision_type,
            CASE WHEN i % 17 = 3 THEN 'Avslag' ELSE 'Bifall' END AS outcome,
            {FORMS}[1 + (i // 7) % 4] AS grant_form,
            {CODES}[1 + (i // 3) % 8] AS municipality_code,
            'Ort ' || i % 60 AS locality,
            md5((i * 7919 % {recipients})::VARCHAR) AS recipient_id,
            'S' || i * 31 % {OUTLETS} AS outlet_id,
            DATE '2023-01-01' + (i * 13 % 1400)::INTEGER AS decided_on,
            DATE '2023-01-01' + (i * 13 % 1400)::INTEGER - (i % 90)::INTEGER AS received_on,
            (i * 7919 % 7000 + 50) * 50.5 AS granted_sek,
            (i * 7919 % 7000 + 50) * 101 AS eligible_cost_sek,
            ['1:1-anslaget', 'Nationella medel'][1 + i % 2] AS funding_source,
            'Slag ' || i % 12 AS investment_kind,
            i % 3 = 0 AS is_environmental,
            i % 40 AS households,
            i % 900 AS deliveries
        FROM range({grants}) t(i)
        """
    )
    session.execute(
        f"""
        INSERT INTO core.payments BY NAME
        SELECT 'payments:' || i AS record_id, i::VARCHAR AS payment_id, (i * 3 % {grants})::VARCHAR AS case_id,
            DATE '2023-03-01' + (i * 13 % 1300)::INTEGER AS paid_on, (i % 3000) * 10.25 AS amount_sek,
            CASE WHEN i % 20 = 7 THEN 'Återkrav' ELSE 'Utbetalning' END AS kind
        FROM range({grants}) t(i)
        """
    )
    for derived in DERIVED:
        session.execute(f"CREATE OR REPLACE TABLE {derived.table.full_name} AS {derived.select}")


def best(way: Callable[[], object]) -> float:
    """Seconds of the best of some rounds."""
    seconds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        way()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def main() -> None:
    """Print how we compare, on the sample and on the large registers."""
    with core_session(SAMPLE) as session:
        seconds = best(lambda: evaluate(session, INDICATORS, YEARS))
        print(f"sample: all {len(INDICATORS)} indicators, {len(YEARS)} years: {seconds:.2f} s")
        enlarged(session)
        chosen = [indicator for indicator in INDICATORS if indicator.id in IDS]
        ours = best(lambda: evaluate(session, chosen, YEARS))
        by_hand = best(lambda: [session.sql(query).fetchall() for query in BY_HAND.values()])
        print(
            f"{GRANTS} grants, {len(chosen)} indicators: {ours:.2f} s; by hand {by_hand:.2f} s; "
            f"ratio {ours / by_hand:.1f}"
        )


if __name__ == "__main__":
    main()

"""Planstatus per år: which plan stood for each municipality on 31 December, and what its status was then.

The register tells today's status; for a year's end it is worked out from the plan's dates. A plan in force (its
extension included) comes before one being drawn up, that before one that has expired, and that before none.
"""

from rsp_pipeline.derived.derived import Derived
from rsp_pipeline.store.schema import Field, Reference, Table

PLAN_STATUS_BY_YEAR = Derived(
    Table(
        "core",
        "plan_status",
        "Serviceplanens status den 31 december varje år, en rad per kommun som har en plan i registret",
        (
            Field("record_id", "VARCHAR", "Planen som räknas"),
            Field("year", "INTEGER", "Kalenderår"),
            Field("municipality_code", "VARCHAR", "Kommunens kod (SCB)"),
            Field("plan_status", "VARCHAR", "Planens status den 31 december"),
            Field("is_valid", "BOOLEAN", "Planen var antagen och gällde den 31 december, förlängning inräknad"),
            Field("last_day", "DATE", "Sista dag som planen gäller, förlängning inräknad; tomt när den inte är sagd"),
        ),
        ("year", "municipality_code"),
        (Reference(("record_id",), "core.service_plans"), Reference(("municipality_code",), "core.municipalities")),
    ),
    select="""
        WITH at_year_end AS (
            SELECT
                plan.*,
                delivered.year,
                make_date(delivered.year, 12, 31) AS year_end,
                greatest(valid_to, extended_to) AS last_day
            FROM core.service_plans AS plan
            JOIN core.delivered_years AS delivered ON delivered.register = 'service_plans'
        ),
        stages AS (
            SELECT
                *,
                CASE
                    WHEN adopted_on IS NULL AND status IN ('På remiss', 'Under framtagande') THEN status
                    WHEN adopted_on IS NULL OR greatest(adopted_on, valid_from) > year_end THEN 'none'
                    WHEN coalesce(last_day, year_end) >= year_end THEN 'in force'
                    ELSE 'expired'
                END AS stage
            FROM at_year_end
        )
        SELECT
            record_id,
            year,
            municipality_code,
            CASE
                WHEN stage = 'none' THEN 'Saknas'
                WHEN stage = 'expired' THEN 'Utgången'
                WHEN stage <> 'in force' THEN stage
                WHEN valid_to < year_end THEN 'Förlängd'
                WHEN status = 'Under revidering' THEN 'Under revidering'
                ELSE 'Antagen'
            END AS plan_status,
            stage = 'in force' AS is_valid,
            last_day
        FROM stages
        QUALIFY row_number() OVER (
            PARTITION BY year, municipality_code
            ORDER BY
                list_position(['in force', 'På remiss', 'Under framtagande', 'expired', 'none'], stage),
                adopted_on DESC NULLS LAST,
                record_id
        ) = 1
        ORDER BY year, municipality_code
    """,
)

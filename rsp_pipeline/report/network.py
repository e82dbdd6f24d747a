"""Tables of what the network does: visits, service plans, activities, and the money it does it with."""

from __future__ import annotations

from rsp_pipeline.indicators.dimension import MUNICIPALITY
from rsp_pipeline.indicators.engine import UNKNOWN
from rsp_pipeline.indicators.visits import S18, S20
from rsp_pipeline.report.over_time import (
    MUNICIPALITY_CODE,
    MUNICIPALITY_NAME,
    STATUS,
    WHOLE_COUNTY,
    YEAR,
    figure,
    figures_by,
)
from rsp_pipeline.store.schema import Field, Table, View

ALL_FINANCIERS = "Samtliga"

FORETAGSBESOK = View(
    Table(
        "report",
        "foretagsbesok",
        "Företagsbesök per kommun: fysiska besök, andra kontakter och förändring från året före",
        (
            YEAR,
            MUNICIPALITY_CODE,
            MUNICIPALITY_NAME,
            Field("n_physical_visits", "INTEGER", "Fysiska företagsbesök", "besök"),
            Field("previous_year_n_physical_visits", "INTEGER", "Fysiska företagsbesök året före", "besök"),
            Field("n_physical_visits_change", "INTEGER", "Förändring från året före", "besök"),
            Field("n_other_contacts", "INTEGER", "Digitala möten och telefonsamtal", "kontakter"),
            Field("previous_year_n_other_contacts", "INTEGER", "Digitala möten och telefonsamtal året före"),
            STATUS,
        ),
    ),
    f"""
        SELECT
            year,
            municipality_code,
            coalesce(any_value(municipality_name), '{WHOLE_COUNTY}') AS municipality_name,
            {figure(S18, "INTEGER")} AS n_physical_visits,
            {figure(S18, "INTEGER", "previous_year_value")} AS previous_year_n_physical_visits,
            {figure(S18, "INTEGER", "change")} AS n_physical_visits_change,
            {figure(S20, "INTEGER")} AS n_other_contacts,
            {figure(S20, "INTEGER", "previous_year_value")} AS previous_year_n_other_contacts,
            {figure(S18, "VARCHAR", "status")} AS status
        FROM ({"SELECT * " + figures_by("total", MUNICIPALITY.name, of=(S18, S20))})
        LEFT JOIN core.municipalities USING (municipality_code)
        GROUP BY year, municipality_code
        ORDER BY year, municipality_code NULLS LAST
    """,
)

SERVICEPLANER = View(
    Table(
        "report",
        "serviceplaner",
        "Kommunernas serviceplaner som de stod den 31 december: en rad per kommun och år",
        (
            YEAR,
            Field("municipality_code", "VARCHAR", "Kommunens kod (SCB)"),
            Field("municipality_name", "VARCHAR", "Kommunens namn"),
            Field(
                "plan_status",
                "VARCHAR",
                "Planens status den 31 december; Saknas = kommunen har ingen plan, "
                f"{UNKNOWN} = registret har inte levererats",
            ),
            Field("is_valid", "BOOLEAN", "Planen var antagen och gällde den 31 december, förlängning inräknad"),
            Field("plan_title", "VARCHAR", "Planens namn"),
            Field("plan_kind", "VARCHAR", "Serviceplan, Serviceprogram eller Varuförsörjningsplan"),
            Field("adopted_on", "DATE", "Dag då planen antogs"),
            Field("decision_body", "VARCHAR", "Organ som antog planen"),
            Field("valid_from", "DATE", "Första dag som planen gäller"),
            Field("valid_until", "DATE", "Sista dag som planen gäller, förlängning inräknad"),
            Field("process_support", "BOOLEAN", "Regionen har gett processtöd till planen"),
        ),
    ),
    f"""
        SELECT
            years.year,
            own.municipality_code,
            municipality_name,
            coalesce(status.plan_status, CASE WHEN delivered.year IS NULL THEN '{UNKNOWN}' ELSE 'Saknas' END)
                AS plan_status,
            coalesce(status.is_valid, CASE WHEN delivered.year IS NOT NULL THEN false END) AS is_valid,
            plan.title AS plan_title,
            plan_kind,
            adopted_on,
            decision_body,
            valid_from,
            greatest(valid_to, extended_to) AS valid_until,
            process_support
        FROM core.programme_years AS years
        CROSS JOIN core.municipalities AS own
        LEFT JOIN core.delivered_years AS delivered
            ON delivered.year = years.year AND delivered.register = 'service_plans'
        LEFT JOIN core.plan_status AS status
            ON status.year = years.year AND status.municipality_code = own.municipality_code
        LEFT JOIN core.service_plans AS plan
            ON plan.record_id = status.record_id AND status.plan_status <> 'Saknas'
        WHERE has_begun
        ORDER BY years.year, own.municipality_code
    """,
)

AKTIVITETER = View(
    Table(
        "report",
        "aktiviteter",
        "Genomförda aktiviteter: en rad per yttrande, dialog, kampanj, möte eller annan aktivitet",
        (
            YEAR,
            Field("performed_on", "DATE", "Dag då aktiviteten genomfördes"),
            Field("priority_area", "VARCHAR", "Prioriterat område"),
            Field("kind", "VARCHAR", "Aktivitetens slag"),
            Field("form", "VARCHAR", "Fysiskt eller Digitalt"),
            Field("title", "VARCHAR", "Vad aktiviteten gällde"),
            Field("reference", "VARCHAR", "Utredning eller diarienummer"),
            Field("actor", "VARCHAR", "Organisation som genomförde"),
            Field("municipality_name", "VARCHAR", "Kommunens namn; tomt när aktiviteten inte gällde en kommun"),
            Field("partners", "VARCHAR", "Parter som medverkade, åtskilda av komma"),
            Field("effort_id", "VARCHAR", "Insats i handlingsplanen som aktiviteten hör till"),
            Field("effort", "VARCHAR", "Insatsens namn i årets handlingsplan"),
        ),
    ),
    """
        SELECT done.*, year(performed_on) AS year, municipality_name, effort
        FROM core.activities AS done
        LEFT JOIN core.municipalities USING (municipality_code)
        LEFT JOIN core.action_plan AS plan
            ON plan.effort_id = done.effort_id AND plan.year = year(performed_on)
        ORDER BY performed_on, activity_id
    """,
)

RESURSER = View(
    Table(
        "report",
        "resurser",
        "Finansiering av genomförandet: budget och användning per projekt, år och finansiär",
        (
            Field("project", "VARCHAR", "Projektets namn"),
            YEAR,
            Field("financier", "VARCHAR", f"Den som finansierar, eller {ALL_FINANCIERS}"),
            Field("budget_sek", "DECIMAL(14,2)", "Budgeterat belopp; tomt när uppgift saknas", "kr"),
            Field("used_sek", "DECIMAL(14,2)", "Använt belopp; tomt när uppgift saknas", "kr"),
            Field("used_percent", "DECIMAL(18,4)", "Använt belopp som andel av budgeten", "%"),
        ),
    ),
    f"""
        WITH amounts AS (
            SELECT
                project,
                year,
                coalesce(financier, '{ALL_FINANCIERS}') AS financier,
                CASE WHEN count(*) = count(budget_sek) THEN sum(budget_sek) END AS budget_sek,
                CASE WHEN count(*) = count(used_sek) THEN sum(used_sek) END AS used_sek
            FROM core.funding
            GROUP BY GROUPING SETS ((project, year, financier), (project, year))
        )
        SELECT *, 100 * used_sek / nullif(budget_sek, 0) AS used_percent
        FROM amounts
        ORDER BY project, year, financier = '{ALL_FINANCIERS}', financier
    """,
)

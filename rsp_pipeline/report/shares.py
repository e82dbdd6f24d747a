"""Tables of shares beside what they are shares of: applications settled, and supported outlets visited."""

from __future__ import annotations

from rsp_pipeline.indicators.dimension import GRANT_FORM, MUNICIPALITY
from rsp_pipeline.indicators.grants import S08, S12
from rsp_pipeline.indicators.visits import S21
from rsp_pipeline.report.grants import FORM, FORM_ORDER
from rsp_pipeline.report.over_time import (
    ALL_FORMS,
    MUNICIPALITY_CODE,
    MUNICIPALITY_NAME,
    STATUS,
    WHOLE_COUNTY,
    YEAR,
    figure,
)
from rsp_pipeline.store.schema import Field, Table, View

HANDLAGGNING = View(
    Table(
        "report",
        "handlaggning",
        "Årets avgjorda ansökningar per stödform: hur många som beviljades och fick avslag, och hur lång tid det tog",
        (
            YEAR,
            FORM,
            Field("n_settled", "INTEGER", "Avgjorda ansökningar: beviljade och avslagna", "ärenden"),
            Field("n_approved", "INTEGER", "Ansökningar som beviljades", "ärenden"),
            Field("n_refused", "INTEGER", "Ansökningar som fick avslag", "ärenden"),
            Field("approved_percent", "DECIMAL(18,4)", "Beviljade som andel av avgjorda", "%"),
            Field("n_timed", "INTEGER", "Avgjorda ansökningar vars ankomstdag är känd", "ärenden"),
            Field("median_days", "DECIMAL(18,4)", "Dagar från ankomst till beslut (median)", "dagar"),
            STATUS,
        ),
    ),
    f"""
        SELECT
            year,
            coalesce(grant_form, '{ALL_FORMS}') AS grant_form,
            {figure(S08, "INTEGER", "denominator")} AS n_settled,
            {figure(S08, "INTEGER", "numerator")} AS n_approved,
            {figure(S08, "INTEGER", "denominator - numerator")} AS n_refused,
            {figure(S08, "DECIMAL(18,4)")} AS approved_percent,
            {figure(S12, "INTEGER", "n_records")} AS n_timed,
            {figure(S12, "DECIMAL(18,4)")} AS median_days,
            {figure(S08, "VARCHAR", "status")} AS status
        FROM indicator.value
        WHERE indicator_id IN ('{S08.id}', '{S12.id}') AND breakdown IN ('total', '{GRANT_FORM.name}')
        GROUP BY year, grant_form
        ORDER BY year, {FORM_ORDER}
    """,
)

STODSTALLEN_BESOKTA = View(
    Table(
        "report",
        "stodstallen_besokta",
        "Ställen som fick stöd under året, och hur många av dem som fick ett fysiskt besök under året eller året före",
        (
            YEAR,
            MUNICIPALITY_CODE,
            MUNICIPALITY_NAME,
            Field("n_outlets", "INTEGER", "Ställen som fick stöd under året", "ställen"),
            Field("n_visited", "INTEGER", "De av dem som har fått ett fysiskt besök", "ställen"),
            Field("visited_percent", "DECIMAL(18,4)", "Besökta som andel av dem som fick stöd", "%"),
            STATUS,
        ),
    ),
    f"""
        SELECT
            year,
            municipality_code,
            coalesce(municipality_name, '{WHOLE_COUNTY}') AS municipality_name,
            denominator AS n_outlets,
            numerator AS n_visited,
            value AS visited_percent,
            status
        FROM indicator.value
        LEFT JOIN core.municipalities USING (municipality_code)
        WHERE indicator_id = '{S21.id}' AND breakdown IN ('total', '{MUNICIPALITY.name}')
        ORDER BY year, municipality_code NULLS LAST
    """,
)

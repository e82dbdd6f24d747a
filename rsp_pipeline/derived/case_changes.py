"""Ändringar av ärenden: what each later decision changed in a case's total, dated by the decision itself.

The total of a case at the end of any year is its first total and the changes up to then: a later change never alters
an earlier year.
"""

from rsp_pipeline.derived.cases import AMENDED, SETS_TOTAL
from rsp_pipeline.derived.derived import Derived
from rsp_pipeline.store.schema import Field, Table

CASE_CHANGES = Derived(
    Table(
        "core",
        "case_changes",
        "Ändringar av beviljade ärenden: en rad per beslut som satte ett nytt totalbelopp efter det första bifallet",
        (
            Field("record_id", "VARCHAR", "Beslutet som ändrade beloppet"),
            Field("case_id", "VARCHAR", "Ärendets nummer i ärendesystemet"),
            Field("first_approved_year", "INTEGER", "År för ärendets första bifall"),
            Field("decided_on", "DATE", "Dag för ändringen"),
            Field("grant_form", "VARCHAR", "Stödform"),
            Field("change_sek", "DECIMAL(14,2)", "Nytt totalbelopp minus det som gällde före", "kr"),
        ),
        ("record_id",),
    ),
    select=f"""
        SELECT
            decision.record_id,
            case_id,
            cases.first_approved_year,
            decision.decided_on,
            cases.grant_form,
            (decision.granted_sek - lag(decision.granted_sek) OVER in_order)::DECIMAL(14,2) AS change_sek
        FROM core.grants AS decision
        JOIN core.cases AS cases USING (case_id)
        WHERE {SETS_TOTAL} AND decided_on >= first_approved_on AND case_id IN ({AMENDED})
        WINDOW in_order AS (PARTITION BY case_id ORDER BY decision.decided_on, decision.decision_no)
        QUALIFY decision.record_id <> first_approval_record_id AND change_sek IS NOT NULL
        ORDER BY decision.record_id
    """,
)

"""How aid is to be handled: before the decision, in its terms, when it is paid, and when it is registered."""

from rsp_pipeline.derived.cases import IS_PAID_OUT
from rsp_pipeline.rules.rule import OWN, Group, Rule, Severity, paragraph

GROUP = Group(
    "Handläggning",
    "handlaggningen_foljer_forordningen",
    "Stöden har beretts, förenats med villkor, betalats ut och registrerats som förordningen säger.",
)
CURRENT = "2024:1243"  # the ordinance before it is not tried here: its paragraphs have not been looked up
# Every sum paid out with what the first approval says of its case; without a case it is not known what it is for.
PAID_OUT = f"""
            FROM core.payments AS payment
            LEFT JOIN core.cases AS cases USING (case_id)
            LEFT JOIN decisions ON decisions.record_id = first_approval_record_id
            WHERE {IS_PAID_OUT}
"""

RULES = (
    Rule(
        "R61",
        title="Beredningen var inte klar vid beslutet",
        group=GROUP,
        description=(
            "Innan investeringsstöd, servicebidrag eller särskilt driftstöd beviljas ska regionen ha lämnat företaget "
            "upplysningar om stöd av mindre betydelse, kontrollerat dess tidigare sådana stöd och hämtat in synpunkter "
            "från berörd kommun. Prövas för beslut enligt förordning (2024:1243) där dagarna är angivna."
        ),
        rests_on="2024:1243 § 28",
        tries=f"""
            SELECT
                record_id,
                decided_on,
                concat_ws(
                    ', ',
                    CASE WHEN recipient_informed_on > decided_on THEN 'upplysningarna till företaget' END,
                    CASE WHEN de_minimis_checked_on > decided_on THEN 'kontrollen av tidigare stöd' END,
                    CASE WHEN municipality_heard_on > decided_on THEN 'synpunkterna från kommunen' END
                ) AS late,
                CASE
                    WHEN late <> '' THEN true
                    WHEN recipient_informed_on IS NOT NULL
                        AND de_minimis_checked_on IS NOT NULL
                        AND municipality_heard_on IS NOT NULL
                    THEN false
                END AS breaks
            FROM decisions
            WHERE approves
                AND decision_type = 'Grundbeslut'
                AND ordinance = '{CURRENT}'
                AND grant_form IN ('Investeringsbidrag', 'Servicebidrag', 'Särskilt driftstöd')
        """,
        sentence="Beslutet fattades {decided_on}, före {late}",
    ),
    Rule(
        "R62",
        title="Särskilt driftstöd utan villkor om tjänsten",
        group=GROUP,
        description=(
            "Ett beslut om särskilt driftstöd ska ha villkor om en tjänst av allmänt ekonomiskt intresse, åtminstone "
            "om utbudet av dagligvaror och om öppettiderna. Prövas för beslut enligt förordning (2024:1243)."
        ),
        rests_on="2024:1243 § 31",
        tries=f"""
            SELECT record_id, NOT has_service_terms AS breaks
            FROM decisions
            WHERE approves
                AND decision_type = 'Grundbeslut'
                AND ordinance = '{CURRENT}'
                AND grant_form = 'Särskilt driftstöd'
        """,
        sentence="Beslutet saknar villkor om vilken tjänst av allmänt ekonomiskt intresse som butiken ska utföra",
    ),
    Rule(
        "R63",
        title="Hemsändningsbidrag utbetalt innan året var slut",
        group=GROUP,
        description="Hemsändningsbidrag betalas ut årsvis i efterskott: inte förrän kostnadens år är slut.",
        rests_on="2024:1243 § 32",
        tries=f"""
            SELECT
                payment.record_id,
                paid_on,
                aid_year,
                {paragraph("2024:1243 § 32")},
                year(paid_on) <= aid_year AS breaks
            {PAID_OUT} AND coalesce(cases.grant_form, 'Hemsändning') = 'Hemsändning'
        """,
        sentence="Utbetalningen gjordes {paid_on}, innan {aid_year}, det år som bidraget avser, var slut",
    ),
    Rule(
        "R64",
        title="Förskott på investeringsstöd",
        group=GROUP,
        description=(
            "Investeringsstöd betalas ut allteftersom mottagaren redovisar genomförda åtgärder. En utbetalning som "
            "kallas förskott kan vara gjord innan något var redovisat. Prövas för beslut enligt förordning (2024:1243)."
        ),
        rests_on="2024:1243 § 32",
        tries=f"""
            SELECT
                payment.record_id,
                case_id,
                amount_sek,
                CASE WHEN ordinance IS NOT NULL THEN kind = 'Förskott' END AS breaks
            {PAID_OUT} AND coalesce(cases.grant_form, 'Investeringsbidrag') = 'Investeringsbidrag'
                AND coalesce(ordinance, '{CURRENT}') = '{CURRENT}'
        """,
        sentence="{amount_sek} betalades ut som förskott i ärende {case_id}: var åtgärderna redovisade?",
        severity=Severity.NOTICE,
    ),
    Rule(
        "R65",
        title="Sent registrerat stöd av mindre betydelse",
        group=GROUP,
        description=(
            "Stöd av mindre betydelse ska från och med 2026 finnas i det centrala registret inom tjugo arbetsdagar "
            "från beslutet, räknat som fyra veckor: helgdagar förlänger tiden. Bestämmelserna som § 38 hänvisar till, "
            "12 a § lagen (2013:388) och förordning (2016:605), har inte kunnat läsas i sin lydelse från 2026."
        ),
        rests_on="2024:1243 § 38",
        tries="""
            SELECT
                record_id,
                decided_on,
                registered_on,
                parameter.central_register_days.value AS most_days,
                registered_on - decided_on > most_days AS breaks
            FROM decisions
            WHERE approves
                AND decision_type = 'Grundbeslut'
                AND state_aid_basis IN ('(EU) 2023/2831', '(EU) 2023/2832')
                AND parameter.central_register_days.value IS NOT NULL
        """,
        sentence="Stödet registrerades {registered_on}, mer än {most_days} dagar efter beslutet {decided_on}",
        severity=Severity.NOTICE,
    ),
    Rule(
        "R69",
        title="Ankomstdag saknas",
        group=GROUP,
        description=(
            "Ett avgjort ärende utan ankomstdag räknas inte i handläggningstiden. Prövas där någon annan rad i samma "
            "fil har en ankomstdag."
        ),
        rests_on=OWN,
        tries="""
            SELECT
                record_id,
                case_id,
                CASE
                    WHEN count(received_on) OVER (PARTITION BY source_file, source_sheet) > 0
                    THEN received_on IS NULL
                END AS breaks
            FROM decisions
            WHERE decision_type = 'Grundbeslut' AND outcome IN ('Bifall', 'Delvis bifall', 'Avslag')
        """,
        sentence="Ankomstdag saknas, så ärende {case_id} räknas inte i handläggningstiden",
        severity=Severity.NOTICE,
    ),
)

"""What a decision says it rests on: the basis of state aid and the ordinance, against the form of aid and the day."""

from rsp_pipeline.registers.rule_parameters import GENERAL_AID_CEILING, GENERAL_INTEREST_CEILING
from rsp_pipeline.registers.state_aid import GENERAL_AID_BASES, GENERAL_INTEREST_BASES, NO_STATE_AID
from rsp_pipeline.rules.rule import Group, Rule, Severity, paragraph

GROUP = Group(
    "Rättslig grund",
    "rattslig_grund_passar_beslutet",
    "Statsstödsgrund och förordning passar stödformen och gällde den dag som beslutet fattades.",
)
GENERAL_AID, AID_OF_GENERAL_INTEREST, NO_AID = (
    "stöd av mindre betydelse",
    "stöd av mindre betydelse till tjänster av allmänt ekonomiskt intresse",
    "inget statsstöd",
)
KIND_OF_BASIS = {
    **dict.fromkeys(GENERAL_AID_BASES, GENERAL_AID),
    **dict.fromkeys(GENERAL_INTEREST_BASES, AID_OF_GENERAL_INTEREST),
    NO_STATE_AID: NO_AID,
}
ARTICLE_OF_BASIS = {  # about from when and how long aid may rest on each regulation
    "(EU) 2023/2831": "artikel 8",
    "(EU) 1407/2013": "artikel 7.4",
    "(EU) 2023/2832": "artikel 8",
    "(EU) 360/2012": "artikel 4",
}
KIND_OF_FORM = {
    "Hemsändning": NO_AID,
    "Särskilt driftstöd": AID_OF_GENERAL_INTEREST,
}  # of the others: general aid


def _looked_up(column: str, meanings: dict[str, str]) -> str:
    """SQL for what the text of a column stands for; null for what is not told."""
    cases = " ".join(f"WHEN '{value}' THEN '{meaning}'" for value, meaning in meanings.items())
    return f"CASE {column} {cases} END"


RULES = (
    Rule(
        "R22",
        title="Statsstödsgrunden passar inte stödformen",
        group=GROUP,
        description=(
            "Investeringsstöd och servicebidrag lämnas som stöd av mindre betydelse, (EU) 2023/2831 eller före den "
            "1407/2013; särskilt driftstöd som stöd av mindre betydelse till tjänster av allmänt ekonomiskt intresse, "
            "(EU) 2023/2832 eller före den 360/2012. Hemsändningsbidrag till kommuner är inte statsstöd. Äldre stöd "
            "till korrosionsskydd prövas som investeringsstöd."
        ),
        rests_on="2024:1243 §§ 6–7",
        tries=f"""
            SELECT
                record_id,
                grant_form,
                state_aid_basis,
                {paragraph("2024:1243 §§ 6–7", before="§ 9 a")},
                coalesce({_looked_up("grant_form", KIND_OF_FORM)}, '{GENERAL_AID}')
                    <> {_looked_up("state_aid_basis", KIND_OF_BASIS)} AS breaks
            FROM decisions
            WHERE approves
        """,
        sentence="Statsstödsgrunden {state_aid_basis} passar inte stödformen {grant_form}",
    ),
    Rule(
        "R23",
        title="EU-förordningen gällde inte vid beslutet",
        group=GROUP,
        description=(
            "EU-förordningen som anges som statsstödsgrund ska ha gällt den dag då beslutet fattades. Stöd enligt "
            "(EU) 1407/2013 och (EU) 360/2012, som gällde till och med 2023, fick beviljas i ytterligare sex månader, "
            "till och med 2024-06-30. Förordning (2000:284) hänvisade till dem fram till 2024-07-01 (SFS 2024:441)."
        ),
        rests_on="(EU) 2023/2831 artikel 8, (EU) 1407/2013 artikel 7.4 och motsvarande i (EU) 2023/2832 och 360/2012",
        tries=f"""
            WITH regulations AS (
                SELECT source, min(valid_from) AS first_day, max(coalesce(valid_to, 'infinity')) AS last_day
                FROM core.rule_parameters
                WHERE parameter IN {GENERAL_AID_CEILING, GENERAL_INTEREST_CEILING}
                GROUP BY source
            )
            SELECT
                record_id,
                decided_on,
                state_aid_basis,
                state_aid_basis || ' ' || {_looked_up("state_aid_basis", ARTICLE_OF_BASIS)} AS rests_on,
                decided_on NOT BETWEEN first_day AND last_day AS breaks
            FROM decisions
            LEFT JOIN regulations ON source = state_aid_basis
            WHERE approves AND coalesce(state_aid_basis, '') <> 'Ej statsstöd'
        """,
        sentence="Statsstödsgrunden {state_aid_basis} gällde inte den {decided_on}",
    ),
    Rule(
        "R24",
        title="Förordningen gällde inte vid beslutet",
        group=GROUP,
        description=(
            "Förordningen som anges som rättslig grund ska ha gällt den dag då beslutet fattades. För "
            "hemsändningsbidrag får det också vara den som gällde för kostnadens år: §§ 19–21 i förordning (2000:284) "
            "gäller fortfarande för kommunens kostnader 2024 (p. 3–4 i övergångsbestämmelserna). Någon annan "
            "övergångsbestämmelse är inte känd. För en ansökan som kom in innan förordningen trädde i kraft är "
            "avvikelsen ändå bara en upplysning."
        ),
        rests_on="2024:1243",
        tries=f"""
            WITH ordinances AS (
                SELECT
                    source,
                    valid_from,
                    coalesce(valid_to, 'infinity') AS valid_to,
                    year(valid_from) AS first_year,
                    coalesce(year(core.rule_parameters.valid_to), 9999) AS last_year
                FROM core.rule_parameters
                WHERE parameter = 'ordinance'
            )
            SELECT
                record_id,
                decided_on,
                legal_basis,
                of_the_day.source AS rests_on,
                CASE
                    WHEN received_on < of_the_day.valid_from THEN '{Severity.NOTICE.value}'
                    ELSE '{Severity.WARNING.value}'
                END AS severity,
                CASE
                    WHEN legal_basis <> 'Annan'
                    THEN NOT contains(legal_basis, of_the_day.source)
                        AND NOT coalesce(contains(legal_basis, of_the_cost.source), false)
                END AS breaks
            FROM decisions
            LEFT JOIN ordinances AS of_the_day
                ON decided_on BETWEEN of_the_day.valid_from AND of_the_day.valid_to
            LEFT JOIN ordinances AS of_the_cost
                ON grant_form = 'Hemsändning' AND aid_year BETWEEN of_the_cost.first_year AND of_the_cost.last_year
        """,
        sentence="Rättslig grund är {legal_basis}, som inte gällde den {decided_on}",
    ),
)

"""References between the registers, and to the indicators: each leads to something that is there."""

from rsp_pipeline.registers import REGISTERS
from rsp_pipeline.rules.lost import OF_COLUMNS
from rsp_pipeline.rules.rule import OWN, Group, Rule, Severity

GROUP = Group(
    "Hänvisningar",
    "hanvisningarna_finner_nagot",
    "Varje ärende, plan, serviceställe, insats och nyckeltal som en rad hänvisar till finns.",
)
_TITLES = {register.name: register.title.lower() for register in REGISTERS}

REFERRING = {
    "R42": ("payments", "case_id"),
    "R43": ("service_plan_places", "plan_id"),
    "R44": ("service_plans", "replaces"),
    "R45": ("visits", "outlet_id"),
    "R46": ("grants", "outlet_id"),
    "R47": ("visits", "effort_id"),
    "R48": ("activities", "effort_id"),
    "R49": ("action_plan", "indicator_id"),
    "R50": ("targets", "indicator_id"),
    "R51": ("published_figures", "indicator_id"),
    "R66": ("other_regions", "indicator_id"),
}
"""The register and the column whose values each rule looks for."""


def _rule(rule_id: str, title: str, what: str, where: str, severity: Severity = Severity.WARNING) -> Rule:
    """The rule that a column's values are found where it refers to.

    It is tried on each row that has a value, if there is anything of what it refers to: for a reference within a year,
    of that year. `what` and `where` continue "{what} 2025-0012 finns inte {where}".
    """
    register, column = REFERRING[rule_id]
    reference = OF_COLUMNS[register, column]
    return Rule(
        rule_id,
        title=title,
        group=GROUP,
        description=f"{what} i registret {_TITLES[register]} ska finnas {where}.",
        rests_on=OWN,
        tries=f"""
            SELECT
                told.record_id,
                told.value AS told_value,
                hint,
                CASE
                    WHEN told.value IS NOT NULL AND told.scope IN (SELECT scope FROM ({reference.known}))
                    THEN hint IS NOT NULL
                END AS breaks
            FROM ({reference.told}) AS told
            LEFT JOIN lost ON lost.reference = '{reference.name}' AND lost.record_id = told.record_id
        """,
        sentence=f"{what} {{told_value}} finns inte {where}{{hint}}",
        severity=severity,
    )


RULES = (
    _rule("R42", "Utbetalning i ett okänt ärende", "Ärendet", "bland stödbesluten"),
    _rule("R43", "Ort i en okänd plan", "Planen", "bland serviceplanerna"),
    _rule("R44", "Ersätter en okänd plan", "Den ersatta planen", "bland serviceplanerna", Severity.NOTICE),
    _rule("R45", "Besök hos ett okänt ställe", "Stället", "bland serviceställena"),
    _rule("R46", "Beslut om ett okänt ställe", "Stället", "bland serviceställena"),
    _rule("R47", "Besök inom en okänd insats", "Insatsen", "i årets handlingsplan"),
    _rule("R48", "Aktivitet inom en okänd insats", "Insatsen", "i årets handlingsplan"),
    _rule("R49", "Insats med ett okänt nyckeltal", "Nyckeltalet", "bland nyckeltalen"),
    _rule("R50", "Målvärde för ett okänt nyckeltal", "Nyckeltalet", "bland nyckeltalen"),
    _rule("R51", "Publicerad siffra för ett okänt nyckeltal", "Nyckeltalet", "bland nyckeltalen"),
    _rule("R66", "Annan regions siffra för ett okänt nyckeltal", "Nyckeltalet", "bland nyckeltalen"),
)

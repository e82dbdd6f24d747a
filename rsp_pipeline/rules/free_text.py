"""Personal data that someone wrote where anything may be written. What it is, is told in no sentence."""

from rsp_pipeline.personal_data import PERSONAL_DATA
from rsp_pipeline.registers import REGISTERS
from rsp_pipeline.rules.rule import Group, Rule

GROUP = Group(
    "Personuppgifter i fritext",
    "inga_personuppgifter_i_fritext",
    "Ingen fritext ser ut att innehålla e-postadress, telefonnummer eller personnummer.",
)

FREE_TEXTS = {
    "grants": ("investment_kind", "special_reasons"),
    "visits": ("topics", "result"),
    "action_plan": ("effort", "goal", "responsible", "participants", "comment"),
    "activities": ("title", "reference", "actor"),
    "service_plans": ("title",),
}
TEXTS = " UNION ALL ".join(
    f"SELECT record_id, '{register.column(name).header}' AS header, {name} AS text FROM {register.table.full_name}"
    for register in REGISTERS
    for name in FREE_TEXTS.get(register.name, ())
)


def _free_of(rule_id: str, kind: str, article: str) -> Rule:
    return Rule(
        rule_id,
        title=f"{kind.capitalize()} i fritext",
        group=GROUP,
        description=f"Ett fritextfält ska inte innehålla {article} {kind}. Tomma fält prövas inte.",
        rests_on="dataskyddsförordningen artikel 5",
        tries=f"SELECT record_id, header, regexp_matches(text, '{PERSONAL_DATA[kind]}') AS breaks FROM ({TEXTS})",
        sentence=f"Fritexten i kolumnen ”{{header}}” ser ut att innehålla {article} {kind}",
    )


RULES = (
    _free_of("R32", "e-postadress", "en"),
    _free_of("R33", "telefonnummer", "ett"),
    _free_of("R34", "personnummer", "ett"),
)

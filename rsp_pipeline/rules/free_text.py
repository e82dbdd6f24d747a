"""Personal data in free text. It was masked when the text was read; the finding is for its source to be mended."""

from rsp_pipeline.reading.personal_data import KINDS, PersonalData
from rsp_pipeline.registers import REGISTERS
from rsp_pipeline.registers.kinds import Text
from rsp_pipeline.rules.rule import Group, Rule

GROUP = Group(
    "Personuppgifter i fritext",
    "inga_personuppgifter_i_fritext",
    "Ingen fritext ser ut att innehålla e-postadress, telefonnummer eller personnummer.",
)

TEXTS = " UNION ALL ".join(
    f"SELECT record_id, '{column.header}' AS header, {column.name} AS text FROM {register.table.full_name}"
    for register in REGISTERS
    for column in register.columns
    if isinstance(column.kind, Text)
)


def _free_of(rule_id: str, kind: PersonalData) -> Rule:
    with_article = f"{kind.noun.gender.article} {kind.noun.singular}"
    return Rule(
        rule_id,
        title=f"{kind.noun.singular.capitalize()} i fritext",
        group=GROUP,
        description=f"Fritext ska inte innehålla {with_article}; sådant döljs när filen läses. Tomma fält prövas inte.",
        rests_on="dataskyddsförordningen artikel 5",
        tries=f"SELECT record_id, header, contains(text, '{kind.mask}') AS breaks FROM ({TEXTS})",
        sentence=f"Fritexten i kolumnen ”{{header}}” såg ut att innehålla {with_article}, som har dolts",
    )


RULES = tuple(_free_of(rule_id, kind) for rule_id, kind in zip(("R32", "R33", "R34"), KINDS, strict=True))

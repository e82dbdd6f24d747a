"""The tables of this room: what was found, and how each rule went."""

from rsp_pipeline.rules.standing import MEANS, STATES
from rsp_pipeline.store.schema import Field, Table

FINDING = Table(
    "quality",
    "finding",
    "Avvikelser: rader som bryter mot en regel; de räknas med i alla siffror",
    (
        Field("rule_id", "VARCHAR", "Regelns beteckning, till exempel R17"),
        Field("register", "VARCHAR", "Registret som raden hör till"),
        Field("record_id", "VARCHAR", "Raden som bryter mot regeln; filens namn när regeln gäller en hel fil"),
        Field("severity", "VARCHAR", "varning eller upplysning"),
        Field("state", "VARCHAR", f"{', '.join(STATES[:-1])} eller {STATES[-1]}. {MEANS}", choices=STATES),
        Field("rests_on", "VARCHAR", "Paragraf eller annan grund som gällde för raden"),
        Field("message", "VARCHAR", "Vad som avviker, i ord"),
        Field("actual_value", "DECIMAL(18,4)", "Det värde som avviker, när regeln jämför två tal"),
        Field("allowed_value", "DECIMAL(18,4)", "Det värde som gränsen medger, när regeln jämför två tal"),
        Field("unit", "VARCHAR", "Värdenas enhet"),
        Field("source_file", "VARCHAR", "Filen som raden kom från, räknat från data/raw"),
        Field("source_sheet", "VARCHAR", "Bladet i arbetsboken; tomt för csv"),
        Field("source_row", "INTEGER", "Radens nummer i filen eller bladet; tomt när regeln gäller en hel fil"),
    ),
)

BROKEN = Table(
    "quality",
    "broken",
    "Det som bryter mot varje regel, innan det är sagt var raden står och om någon har sett det",
    tuple(
        field
        for field in FINDING.fields
        if field.name
        in {"rule_id", "record_id", "severity", "rests_on", "message", "actual_value", "allowed_value", "unit"}
    ),
)

RULE = Table(
    "quality",
    "rule",
    "Regler: vad som prövas, vad det vilar på och hur det gick",
    (
        Field("rule_id", "VARCHAR", "Regelns beteckning"),
        Field("title", "VARCHAR", "Regelns namn"),
        Field("rule_group", "VARCHAR", "Gruppen som regeln hör till"),
        Field("description", "VARCHAR", "Vad regeln prövar"),
        Field("rests_on", "VARCHAR", "Paragraf eller annan grund"),
        Field("severity", "VARCHAR", "varning eller upplysning"),
        Field("n_tried", "INTEGER", "Antal rader som har prövats", "rader"),
        Field("n_broken", "INTEGER", "Antal av dem som bryter mot regeln", "rader"),
        Field("n_not_tried", "INTEGER", "Antal rader som inte har kunnat prövas, för att en uppgift saknas", "rader"),
    ),
    ("rule_id",),
)

TRIED = Table(
    "quality",
    "tried",
    "Hur det gick med varje regel, räknat i rader",
    tuple(field for field in RULE.fields if field.name == "rule_id" or field.name.startswith("n_")),
)

"""The tables that tell what became of every delivered file and row."""

from rsp_pipeline.registers import Register
from rsp_pipeline.store.schema import Field, Reference, Table

ACCEPTED = "accepted"
ACCEPTED_WITH_QUARANTINE = "accepted_with_quarantine"
REJECTED = "rejected"
APPLIED, OBSOLETE = "applied", "obsolete"
UNFORESEEN = "unforeseen"  # the code of a file that could not be read for a reason that nobody foresaw
NOT_READ = "not_read"  # the code of a file, or a whole folder, that is not read: the register's, or no register's
FAR_AHEAD = "far_ahead"  # the code of a day so far ahead that it must be another: refused until it is nearer
IN_FUTURE = "in_future"  # the code of a day that has not come yet: refused until it has

SOURCE_FILE = Table(
    "quality",
    "source_file",
    "Levererade filer: hur varje fil bedömdes och hur många rader den gav",
    (
        Field("register", "VARCHAR", "Registret som filen hör till"),
        Field("source_file", "VARCHAR", "Filens namn, räknat från data/raw"),
        Field("sha256", "VARCHAR", "Filens kontrollsumma (SHA-256); tom om filen inte kunde läsas"),
        Field(
            "verdict",
            "VARCHAR",
            "accepted = godtagen, accepted_with_quarantine = godtagen med rader i karantän, rejected = avvisad",
            required=True,
            choices=(ACCEPTED, ACCEPTED_WITH_QUARANTINE, REJECTED),
        ),
        Field("rows_read", "INTEGER", "Antal rader i filen, utan rubrik, summor och anteckningar", "rader"),
        Field("rows_accepted", "INTEGER", "Antal rader som räknas med", "rader"),
        Field("rows_quarantined", "INTEGER", "Antal rader i karantän", "rader"),
        Field("lines_delivered", "INTEGER", "Antal rader text i filen, på alla blad; tomt om filen avvisades", "rader"),
        Field("lines_title", "INTEGER", "Därav titlar ovanför rubriken", "rader"),
        Field("lines_header", "INTEGER", "Därav rubriker, upprepade och med enheter", "rader"),
        Field("lines_row", "INTEGER", "Därav rader i registret; en rad kan vara flera rader text", "rader"),
        Field("lines_blank", "INTEGER", "Därav tomma", "rader"),
        Field("lines_total", "INTEGER", "Därav summor och antal", "rader"),
        Field("lines_note", "INTEGER", "Därav anteckningar", "rader"),
        Field("lines_unread", "INTEGER", "Därav på blad som inte lästes", "rader"),
        Field("message", "VARCHAR", "Vad dataförvaltaren behöver veta om filen"),
    ),
    ("register", "source_file"),
)

QUARANTINE = Table(
    "quality",
    "quarantine",
    "Karantän: celler som gör att en rad inte kan tolkas och därför inte räknas med",
    (
        Field("register", "VARCHAR", "Registret som raden hör till"),
        Field("source_file", "VARCHAR", "Filen som raden står i, räknat från data/raw"),
        Field("source_sheet", "VARCHAR", "Bladet i arbetsboken; tomt för csv"),
        Field("source_row", "INTEGER", "Radens nummer i filen eller bladet"),
        Field("column_name", "VARCHAR", "Kolumnen, med dess namn i databasen"),
        Field("value", "VARCHAR", "Cellens text som den stod i filen; dold om kolumnen är skyddad"),
        Field("code", "VARCHAR", "Orsakens kod, för maskiner", required=True),
        Field("message", "VARCHAR", "Orsaken, och vad som förväntades", required=True),
        Field("reason", "VARCHAR", "Orsaken utan radens plats", restricted=True),
    ),
    references=(Reference(("register", "source_file"), "quality.source_file"),),
)


REMARK = Table(
    "quality",
    "remark",
    "Anmärkningar: vad läsningen har att säga om filer, utöver karantänen",
    (
        Field("register", "VARCHAR", "Registret som filen hör till; corrections för filer som inte hör till något"),
        Field("source_file", "VARCHAR", "Filens namn, räknat från data/raw"),
        Field("source_sheet", "VARCHAR", "Bladet i arbetsboken; tomt för csv och när hela filen avses"),
        Field("code", "VARCHAR", "Anmärkningens kod, för maskiner"),
        Field("message", "VARCHAR", "Anmärkningen"),
    ),
)

CORRECTION = Table(
    "quality",
    "correction",
    "Rättelser ur corrections.csv: vilka som gäller, och vilka som är inaktuella eftersom cellen har ändrats",
    (
        Field("register", "VARCHAR", "Registret som rättas"),
        Field("row_key", "VARCHAR", "Radens nyckel"),
        Field("column_name", "VARCHAR", "Kolumnen, med dess namn i databasen"),
        Field("expected_value", "VARCHAR", "Texten som rättelsen förväntar sig; dold om kolumnen är skyddad"),
        Field("corrected_value", "VARCHAR", "Texten som ska gälla i stället; dold om kolumnen är skyddad"),
        Field("reason", "VARCHAR", "Varför cellen rättas"),
        Field("corrected_by", "VARCHAR", "Vem som beslutade rättelsen"),
        Field("corrected_on", "DATE", "Dag för rättelsen"),
        Field("status", "VARCHAR", "applied = gäller, obsolete = inaktuell: cellen har inte det förväntade värdet"),
        Field("message", "VARCHAR", "Var rättelsen gäller, eller vad dataförvaltaren ska göra med den"),
        Field("record_id", "VARCHAR", "Rättelsens egen rad, i core.corrections", required=True),
    ),
    ("register", "row_key", "column_name"),
)


def refused_table(register: Register) -> Table:
    """The rows of a register that are in quarantine, as delivered: kept in the workshop, never published."""
    return Table(
        "quality",
        f"refused_{register.name}",
        f"Rader i karantän ur {register.title.lower()}, med cellernas text som den levererades",
        (
            Field("source_file", "VARCHAR", "Filen som raden står i, räknat från data/raw"),
            Field("source_sheet", "VARCHAR", "Bladet i arbetsboken; tomt för csv"),
            Field("source_row", "INTEGER", "Radens nummer i filen eller bladet"),
            *(
                Field(column.name, "VARCHAR", f"{column.comment}; som text{', dold' if column.restricted else ''}")
                for column in register.columns
            ),
        ),
    )

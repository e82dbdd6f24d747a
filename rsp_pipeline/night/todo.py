"""The step that puts together what waits for someone: what the tables tell, and what is left in documents and texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rsp_pipeline.followup.documents.write import RECORD, blanks
from rsp_pipeline.followup.headings import headings
from rsp_pipeline.followup.own_texts import own_texts
from rsp_pipeline.mending.aside import asides
from rsp_pipeline.night.derived import CORE_TABLES
from rsp_pipeline.night.followup import DOCUMENTS, the_texts
from rsp_pipeline.night.quarantine import QUARANTINE_WORKBOOK
from rsp_pipeline.night.rules import FINDINGS
from rsp_pipeline.night.step import Night, Step, names_of, the_programme, the_years
from rsp_pipeline.reading.tables import CORRECTION, QUARANTINE, REMARK, SOURCE_FILE
from rsp_pipeline.report.todo import GIVEN, SINCE, TODO, days
from rsp_pipeline.report.todo_kinds import DAYS, GRAVE
from rsp_pipeline.rules.tables import FINDING, RULE
from rsp_pipeline.store.checksums import state_of
from rsp_pipeline.store.kept import Days, RestsOn
from rsp_pipeline.store.sql import read_by
from rsp_pipeline.store.tables import Tables
from rsp_pipeline.swedish import enumeration

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]

MADE_BY_STEPS = read_by([TODO.select], CORE_TABLES)
SOURCES = (*MADE_BY_STEPS, *read_by([TODO.select], (SOURCE_FILE, REMARK, CORRECTION, QUARANTINE, FINDING, RULE)))


def list_todo(night: Night) -> pa.Table:
    """Put together what there is to do, and store it; what was there the night before keeps its day."""
    import pyarrow as pa

    given = pa.Table.from_pylist([*_blanks(night), *_lost_texts(night), *_not_taken(night)], GIVEN.arrow_schema)
    with night.tables.session(SOURCES) as session:
        session.register("given", given)
        session.register("closed", pa.table({"year": pa.array(night.archive.years, pa.int32())}))
        session.register("before", _before(night.tables))
        session.execute(f"CREATE TABLE today AS SELECT DATE '{night.settings.today.isoformat()}' AS day")
        rows = session.sql(TODO.select).to_arrow_table()
    night.tables.write(TODO.table, rows)
    return night.tables.read(TODO.table)


def _blanks(night: Night) -> list[Row]:
    """What is left to fill in in the letter that is next to be signed: the last year's that has ended."""
    if (year := _next_to_sign(night)) is None or not (left := blanks(night.settings.followup_dir(year))):
        return []
    file = f"texts/{year}.md"
    return [
        {
            "harm": 4,
            "kind": "Att fylla i",
            "what": f"Tjänsteskrivelsen {year} saknar {enumeration(left)}.",
            "source_file": file,
            "remedy": f"Skriv uppgifterna överst i {file}; en mall står i handläggarens handbok.",
            "subject": str(year),
        }
    ]


def _lost_texts(night: Night) -> list[Row]:
    """What in the officer's own texts has no place in the documents that are written."""
    settings = night.settings
    texts = own_texts(settings.raw_dir, settings.programme.years, headings(settings.programme))
    return [
        {
            "harm": GRAVE,
            "kind": "Egen text",
            "what": remark,
            "source_file": f"texts/{year}.md",
            "remedy": "Rätta filen: texten eller uppgiften kom inte med i dokumenten, eller inte som den skrevs.",
            "subject": remark,
        }
        for year in night.years_to_write
        for remark in dict.fromkeys(texts[year].remarks)
    ]


def _not_taken(night: Night) -> list[Row]:
    """The workbooks of the quarantine that were filled in and put aside, since what is typed in them was not taken."""
    return [
        {
            "harm": GRAVE,
            "kind": "Ifyllt men inte inlagt",
            "what": f"{aside.name} i warehouse har rättelser som inte är inlagda.",
            "remedy": f"Kör rsp correct {aside}, eller ta bort filen.",
            "subject": aside.name,
        }
        for aside in asides(night.settings.quarantine_file)
    ]


def _before(tables: Tables) -> pa.Table:
    """The table as it last was: without rows where there is none that can be read."""
    import pyarrow as pa

    try:
        before = tables.read(TODO.table)
    except (LookupError, OSError, pa.ArrowException):
        before = TODO.table.arrow_schema.empty_table()
    return before.select([*TODO.table.key, SINCE.name])


def _next_to_sign(night: Night) -> int | None:
    ended = [year for year in night.years_to_write if year < night.settings.today.year]
    return ended[-1] if ended else None


def _rests_on(night: Night) -> RestsOn:
    """The years, the texts, what was left to fill in when the documents were written, and what was put aside."""
    year = _next_to_sign(night)
    record = night.settings.followup_dir(year) / RECORD if year else None
    of_letter = {"Tjänsteskrivelsen": state_of(record)} if record and record.exists() else {}
    aside = {path.name: path.name for path in asides(night.settings.quarantine_file)}
    return {**the_programme(night), **the_years(night), **the_texts(night), **of_letter, **aside}


def _days(night: Night) -> Days:
    with night.tables.session(read_by([DAYS], CORE_TABLES)) as session:
        return days(session, night.settings.today)


TODO_LIST = Step(
    names_of([TODO.table]),
    (*names_of(MADE_BY_STEPS), *FINDINGS.makes, DOCUMENTS.name, QUARANTINE_WORKBOOK.name),
    list_todo,
    reads=SOURCES,
    rests_on=_rests_on,
    days=_days,
)

"""The report on how applications were handled: how many were settled, refused, how long it took, who received."""

from __future__ import annotations

from functools import partial

from rsp_pipeline.followup.amounts import rounding_note
from rsp_pipeline.followup.document import Align, Block, Cell, Column, Paragraph, Spans, Table
from rsp_pipeline.followup.full_report.material import Material, Row
from rsp_pipeline.indicators.dimension import GRANT_FORM
from rsp_pipeline.indicators.engine import TOO_FEW
from rsp_pipeline.indicators.grants import S01, S08, S09, S10, S11, S12
from rsp_pipeline.report.over_time import ALL_FORMS
from rsp_pipeline.swedish import NO_BREAK_SPACE, Adjective, Gender, Noun, Number, counted, in_words, number, percent

APPLICATION = Noun("ansökan", "ansökningar", Gender.UTRUM)
RECIPIENT = Noun("mottagare", "mottagare", Gender.UTRUM)
DAY = Noun("dag", "dagar", Gender.UTRUM)
NEW = Adjective("ny", "nytt", "nya")
FEW = "Andelar och medianer av färre än fem ansökningar säger lite."


def applications(material: Material) -> tuple[Block, ...]:
    """The applications that were settled in the year, in sentences and a table per form of aid."""
    if not material.is_known("grants"):
        return ()
    whole = next(row for row in material["handling"] if row["grant_form"] == ALL_FORMS)
    settled = (*material.happened("avgjordes", "avgjorts", counted(whole["n_settled"], APPLICATION)), ".")
    if not whole["n_settled"]:
        return (Paragraph(settled),)
    told = (*settled, *_outcome(material, whole), *_time(material, whole), *_recipients(material))
    return (Paragraph(told), _table(material))


def _outcome(material: Material, row: Row) -> Spans:
    if row["n_settled"] in (row["n_approved"], row["n_refused"]):
        which = "Den" if row["n_settled"] == 1 else "Samtliga"
        return (f" {which} {'fick avslag' if row['n_refused'] else 'beviljades'}.",)
    share: Spans = (" (", material.figure(S08, percent), ")")
    refused = f", och {in_words(row['n_refused'])} fick avslag."
    return (" Av dem beviljades ", material.figure(S01, number), *share, refused)


def _time(material: Material, row: Row) -> Spans:
    if not row["n_timed"]:
        return (f" När {'ansökan' if row['n_settled'] == 1 else 'ansökningarna'} kom in är inte känt.",)
    of_several = f" (median av {counted(row['n_timed'], APPLICATION)})" if row["n_settled"] > 1 else ""
    return (" Från ansökan till beslut gick det ", material.figure(S12, _days), f"{of_several}.")


def _days(value: Number) -> str:
    return f"{_half_days(value)}{NO_BREAK_SPACE}{DAY.form(value)}"


def _half_days(value: Number) -> str:
    """A median of days, which may be a half."""
    return number(value, 0 if value == int(value) else 1)


def _recipients(material: Material) -> Spans:
    """How many received aid, and how many of several are new."""
    if not material.value(S01):
        return ()
    spans: Spans = (" Stöden gick till ", material.figure(S10, partial(counted, noun=RECIPIENT)), ".")
    if material.value(S10) == 1 or material.value(S11) is None:
        return spans
    new = f" av dem är {NEW.agreeing(RECIPIENT, material.value(S11) or 1)}, utan stöd de tre åren före."
    return (*spans, " ", material.figure(S11, _how_many), new)


def _how_many(count: Number) -> str:
    return (in_words(count) if count else Gender.UTRUM.none).capitalize()


def _table(material: Material) -> Table:
    shown = [row for row in material["handling"] if row["n_settled"]]
    forms = [row for row in shown if row["grant_form"] != ALL_FORMS]
    has_total = len(forms) > 1
    rows = tuple(_cells(material, row) for row in (shown if has_total else forms))
    few = FEW if any(row["status"] == TOO_FEW for row in shown) else ""
    return Table(
        "handlaggning",
        f"Avgjorda ansökningar {material.year} per stödform",
        (
            Column("Stöd"),
            Column("Avgjorda", Align.END),
            Column("Avslag", Align.END),
            Column("Bifallsandel", Align.END),
            Column("Dagar (median)", Align.END),
            Column("Median, kronor", Align.END),
            Column("Mottagare", Align.END),
        ),
        rows,
        has_total=has_total,
        note=" ".join(filter(None, (few, rounding_note(rows)))),
    )


def _cells(material: Material, row: Row) -> tuple[Cell, ...]:
    form = () if row["grant_form"] == ALL_FORMS else (GRANT_FORM.at(row["grant_form"]),)
    return (
        Cell(row["grant_form"]),
        Cell(number(row["n_settled"]), row["n_settled"]),
        Cell(number(row["n_refused"]), row["n_refused"]),
        material.cell(S08, *form, worded=percent),
        material.cell(S12, *form, worded=_half_days),
        material.cell(S09, *form) if row["n_approved"] else Cell("inget stöd"),
        material.cell(S10, *form),
    )

"""The report on the money for grants: the frames, what was paid out and came back, and what remains to be paid."""

from __future__ import annotations

from datetime import date

from rsp_pipeline.followup.amounts import rounding_note
from rsp_pipeline.followup.document import Align, Block, Cell, Column, Paragraph, Spans, Table
from rsp_pipeline.followup.full_report.material import Material
from rsp_pipeline.indicators import Indicator
from rsp_pipeline.indicators.budget import S22
from rsp_pipeline.indicators.dimension import GRANT_FORM, Member
from rsp_pipeline.indicators.grants import S03
from rsp_pipeline.indicators.indicator import NOT_STATED
from rsp_pipeline.indicators.payments import S04, S05, S06, S07
from rsp_pipeline.registers.grants import GRANT_FORM as FORMS
from rsp_pipeline.report.over_time import ALL_FORMS
from rsp_pipeline.swedish import UNKNOWN, Number, kronor, long_date, number, percent


def frames_and_payments(material: Material) -> tuple[Block, ...]:
    """How much of the frames was granted, and the payments, in sentences and a table per form of aid."""
    granted = (Paragraph(_granted(material)),) if material.is_known("grants") else ()
    if not material.is_known("payments"):
        return (*granted, Paragraph((material.missing("payments"),))) if granted else ()
    return (*granted, Paragraph((*_paid(material), *_remaining(material))), *_table(material))


def _granted(material: Material) -> Spans:
    """How much of the frames was granted, and how decisions of earlier years were changed."""
    if material.value(S22) is None:
        told: Spans = (f"{UNKNOWN.capitalize()} om hur stora årets ramar för stöd är.",)
    elif material.has_ended:
        told = ("Av årets ramar för stöd beviljades ", material.figure(S22, percent), ".")
    else:
        told = ("Av årets ramar för stöd har hittills ", material.figure(S22, percent), " beviljats.")
    if material.value(S03) is None:
        return told
    if not material.value(S03):
        return (*told, " Tidigare års beslut har ", material.figure(S03, lambda _: "inte"), " ändrats.")
    return (*told, " Ändringar av tidigare års beslut gav netto ", material.figure(S03, kronor), ".")


def _paid(material: Material) -> Spans:
    paid = (*material.happened("betalades", "betalats", material.figure(S04, _amount)), " ut")
    if not material.value(S07):
        return (*paid, ", och ", material.figure(S07, _amount), " kom tillbaka.")
    return (*paid, ", efter avdrag för ", material.figure(S07, kronor), " som kom tillbaka.")


def _amount(value: Number) -> str:
    return kronor(value) if value else "ingenting"


def _remaining(material: Material) -> Spans:
    """How much is paid of all that was granted, and what remains; nothing where that cannot be known."""
    if material.value(S05) is None or material.value(S06) is None:
        return ()
    when = f" {long_date(date(material.year, 12, 31))}" if material.has_ended else ""
    was, remained = ("var", "återstod") if material.has_ended else ("är", "återstår")
    share: Spans = (f" Av det som har beviljats i registrets alla ärenden {was} ", material.figure(S05, percent))
    return (*share, f" utbetalt{when}, och ", material.figure(S06, _amount), f" {remained} att betala ut.")


def _table(material: Material) -> tuple[Table, ...]:
    forms = [form for form in (*FORMS.values, NOT_STATED) if _has_any(material, GRANT_FORM.at(form))]
    if not forms:
        return ()
    rows = [_cells(material, form, GRANT_FORM.at(form)) for form in forms]
    if has_total := len(forms) > 1:
        rows.append(_cells(material, ALL_FORMS))
    return (
        Table(
            "utbetalningar",
            f"Utbetalningar {material.year} per stödform",
            (
                Column("Stöd"),
                Column("Utbetalt netto, kronor", Align.END),
                Column("Kom tillbaka, kronor", Align.END),
                Column("Utbetalt av allt beviljat", Align.END),
                Column("Återstår, kronor", Align.END),
            ),
            tuple(rows),
            has_total=has_total,
            note=rounding_note(rows),
        ),
    )


def _has_any(material: Material, form: Member) -> bool:
    """Whether a form of aid has anything paid, returned or remaining."""
    return any(_has(material, each, form) and material.value(each, form) for each in (S04, S06, S07))


def _has(material: Material, indicator: Indicator, *form: Member) -> bool:
    """Whether there is a figure: a form of aid that has ended has one only where something of it occurred."""
    return material.figures.has(indicator, material.year, *form)


def _cells(material: Material, name: str, *form: Member) -> tuple[Cell, ...]:
    def amount(indicator: Indicator) -> Cell:
        if not _has(material, indicator, *form):
            return Cell(number(0), 0)  # what has not occurred is shown in no breakdown
        return material.cell(indicator, *form)

    share = material.cell(S05, *form, worded=percent) if _has(material, S05, *form) else Cell("inget beviljat")
    return (Cell(name), amount(S04), amount(S07), share, amount(S06))

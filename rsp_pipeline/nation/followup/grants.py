"""What is told of the nation's grants: in sentences, and region below region."""

from __future__ import annotations

from functools import partial

from rsp_pipeline.followup.document import Align, Block, Bullets, Cell, Column, Paragraph, Spans, Table
from rsp_pipeline.followup.full_report.grants import GRANTS
from rsp_pipeline.followup.over_years import grant_lines, in_unit
from rsp_pipeline.indicators import Indicator
from rsp_pipeline.indicators.dimension import GRANT_FORM, MUNICIPALITY
from rsp_pipeline.indicators.engine import TOO_FEW, UNKNOWN
from rsp_pipeline.indicators.grants import S01, S02, S08, S09, S10, S12
from rsp_pipeline.indicators.inhabitants import M01
from rsp_pipeline.indicators.payments import S04, S05, S06
from rsp_pipeline.indicators.service_plans import O01A
from rsp_pipeline.nation.followup.material import COUNTY, Material, Row
from rsp_pipeline.nation.followup.tables import FEW, Shown, by_region, over_years
from rsp_pipeline.open_data.datasets import HIDDEN
from rsp_pipeline.programme import GrantLines
from rsp_pipeline.registers.grants import GRANT_FORM as FORMS
from rsp_pipeline.swedish import (
    NO_BREAK_SPACE,
    compared_amount,
    compared_count,
    enumeration,
    kronor,
    number,
    pieces,
    sentence,
    whole_kronor,
)

ALIKE = {M01: "Kronor per invånare", O01A: "Kommuner med gällande plan"}
"""In what each region is held against those that are like it."""
LINES = GrantLines()
"""The forms of aid as the nation calls them: by the registers' own words."""
PER_RECIPIENT = "En mottagare räknas en gång i varje region som den har fått stöd i."


def grants(material: Material) -> tuple[Block, ...]:
    """The grants decided in the year, by form and region by region."""
    if material.value(S01) is None:
        return (Paragraph(material.missing("stöd")),)
    blocks: list[Block] = [
        Paragraph((f"{'Under' if material.has_ended else 'Hittills under'} året beslutade stöd:",)),
        Bullets(tuple(_of_form(material, form) for form in FORMS.values if material.row(S01, GRANT_FORM.at(form)))),
        Paragraph(total(material)),
    ]
    if extremes := _extremes(material):
        blocks.append(Paragraph(extremes))
    shown = (
        Shown("Antal", S01),
        Shown("Belopp, kronor", S02),
        Shown("Kronor per invånare", M01),
        Shown("Medianstöd, kronor", S09),
    )
    caption = f"Under {material.year} beslutade stöd, region för region"
    return (*blocks, by_region(material, "stod_per_region", caption, shown, FEW))


def applications(material: Material) -> tuple[Block, ...]:
    """Who got aid, how many of the applications were approved and how long it took, region by region."""
    if material.value(S01) is None:
        return ()
    shown = (
        Shown("Mottagare", S10),
        Shown("Bifallsandel", S08),
        Shown("Handläggningstid, dagar (median)", S12),
    )
    caption = f"Mottagare och avgjorda ansökningar {material.year}, region för region"
    return (by_region(material, "ansokningar_per_region", caption, shown, f"{PER_RECIPIENT} {FEW}"),)


def _of_form(material: Material, form: str) -> Spans:
    """A form of aid in a bullet: how many grants, and how much was granted."""
    of_form = GRANT_FORM.at(form)
    if material.is_hidden(S01, of_form):
        count, amount = material.untold(S01, of_form), material.untold(S02, of_form)
        return (f"{form} {count}{NO_BREAK_SPACE}st., {amount}{NO_BREAK_SPACE}kronor",)
    return (f"{form} ", material.figure(S01, pieces, of_form), ", ", material.figure(S02, kronor, of_form))


def by_form(material: Material) -> tuple[Block, ...]:
    """The nation's forms of aid, year by year."""
    if material.value(S01) is None:
        return ()
    lines = grant_lines(material.figures, LINES, material.years)
    table = over_years(material, "stod_ar_for_ar", "Beslutade stöd i hela landet, år för år", lines)
    years = [year for year in material.years if material.known(S01, year) != material.known(S01)]
    note = (
        f"Inte samma regioner har uppgift för {enumeration([str(year) for year in years])}: jämför inte."
        if years
        else ""
    )
    return (table,) if not note else (table, Paragraph((note,)))


def total(material: Material) -> Spans:
    """All grants of the year, as a sentence; against the year before, where the same regions are known in both."""
    if material.value(S01) is None:
        return material.missing("stöd")
    before = material.year - 1
    is_compared = material.has_ended and material.known(S01) == material.known(S01, before)
    count: Spans = ()
    amount: Spans = ()
    if is_compared:
        now, then = material.value(S01), material.figures.value(S01, before)
        count = (f" ({compared_count(now, then, str(before))})",)
        amount = (f" ({compared_amount(material.value(S02), material.figures.value(S02, before), str(before))})",)
    what = (material.figure(S01, GRANTS), *count, " om totalt ", material.figure(S02, kronor), *amount)
    return (*material.happened("beslutades", "beslutats", *what), f". Summan rör {material.rests_on(S01)}.")


def _extremes(material: Material) -> Spans:
    """Where most and least was granted per inhabitant, beside the whole nation."""
    known = {row["county_code"]: row["region"] for row in material["counties"]}
    values = {code: material.value(M01, COUNTY.at(code)) for code in known}
    told = sorted((value, code) for code, value in values.items() if value is not None)
    if len(told) < 2 or material.value(M01) is None:
        return ()
    (_, least), (_, most) = told[0], told[-1]
    each = partial(in_unit, indicator=M01)
    was = "var" if material.has_ended else "är hittills"
    return (
        f"Räknat per invånare {was} beloppet störst i {known[most]}, ",
        material.figure(M01, each, COUNTY.at(most)),
        f" kronor, och minst i {known[least]}, ",
        material.figure(M01, each, COUNTY.at(least)),
        f" kronor. I hela landet {was} det ",
        material.figure(M01, each),
        " kronor.",
    )


def alike(material: Material) -> tuple[Block, ...]:
    """Each region beside the counties that are most like it."""
    told = {
        (row["indicator_id"], row["county_code"]): row for row in material["comparison"] if row["year"] == material.year
    }
    rows = tuple(
        (
            material.named(county),
            *(
                cell
                for indicator in ALIKE
                for cell in (
                    material.cell(indicator, COUNTY.at(county["county_code"])),
                    _of_alike(indicator, told.get((indicator.id, county["county_code"]), {})),
                )
            ),
            Cell((told.get((M01.id, county["county_code"]), {}).get("alike") or "–").replace("Region ", "")),
        )
        for county in material["counties"]
    )
    headers = [header for each in ALIKE.values() for header in (each, "De likas")]
    columns = (Column("Region"), *(Column(header, Align.END) for header in headers), Column("Liknar"))
    caption = f"Varje region bredvid de län som är mest lika den i folkmängd, {material.year}"
    return (Table("lika_regioner", caption, columns, rows),) if len(rows) > 1 else ()


def _of_alike(indicator: Indicator, row: Row) -> Cell:
    """What the counties that are like one come to; not told where the figure of one of them is hidden."""
    if row.get("alike_status") == HIDDEN:
        return Cell(HIDDEN)
    if row.get("alike_value") is None or row["alike_status"] == TOO_FEW:
        return Cell(UNKNOWN)
    return Cell(in_unit(row["alike_value"], indicator), row["alike_value"])


def municipalities(material: Material) -> tuple[Block, ...]:
    """In how many municipalities there were grants, and of how many it is not told."""
    own = [
        (COUNTY.at(row["county_code"]), MUNICIPALITY.at(row["municipality_code"])) for row in material["municipalities"]
    ]
    told = [value for members in own if (value := material.value(S01, *members)) is not None]
    hidden = sum(material.is_hidden(S01, *members) for members in own)
    if not told:
        return ()
    decided = "beslutades" if material.has_ended else "har hittills beslutats"
    said = sentence(
        f"stöd {decided} i {number(sum(value > 0 for value in told) + hidden)} av de {number(len(told) + hidden)} "
        "kommuner som det finns uppgift för"
    )
    if hidden:
        said += f" I {number(hidden)} av dem är siffran skyddad, för att den eller en annan vilar på för få mottagare."
    return (Paragraph((said,)),)


def payments(material: Material) -> tuple[Block, ...]:
    """What was paid, and what is left to pay."""
    if material.value(S04) is None:
        return (Paragraph(material.missing("utbetalningar")),)
    told: Spans = (
        *material.happened("betalades", "betalats", material.figure(S04, whole_kronor)),
        " ut.",
    )
    if material.value(S06) is not None:
        left = "återstod" if material.has_ended else "återstår"
        told += (f" Av det som har beviljats {left} ", material.figure(S06, whole_kronor), " att betala.")
    shown = (Shown("Utbetalt, kronor", S04), Shown("Utbetalningsgrad", S05), Shown("Kvarstående åtagande, kronor", S06))
    caption = f"Utbetalt under {material.year}, region för region"
    return (Paragraph(material.with_part(S04, told)), by_region(material, "utbetalt_per_region", caption, shown))

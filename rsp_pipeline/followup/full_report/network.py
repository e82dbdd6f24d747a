"""The report on the service network: which outlets there are, which came and went, and how far it is between them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from rsp_pipeline.followup.document import Align, Block, Bullets, Cell, Column, Paragraph, Span, Spans, Table
from rsp_pipeline.followup.full_report.material import MOST_NAMED, Material, Row
from rsp_pipeline.indicators.accessibility import FAR_KM, M14, M15, M16, M17
from rsp_pipeline.indicators.dimension import CLOSED, MUNICIPALITY, OPENED, OUTLET_CHANGE, OUTLET_KIND, SERVICE, Member
from rsp_pipeline.indicators.outlets import M05, M06, M07, M09, M10, M12, M13
from rsp_pipeline.report.over_time import WHOLE_COUNTY
from rsp_pipeline.swedish import (
    NO_BREAK_SPACE,
    UNKNOWN,
    Gender,
    Noun,
    Number,
    conjunction,
    counted,
    enumeration,
    kommun,
    long_date,
    number,
    percent,
)

SERVICE_NETWORK = "Servicenätet"

SHOPS, FUEL = OUTLET_KIND.at("Dagligvarubutik"), OUTLET_KIND.at("Drivmedelsstation")
SHOP = Noun("dagligvarubutik", "dagligvarubutiker", Gender.UTRUM)
FUEL_STATION = Noun("drivmedelsstation", "drivmedelsstationer", Gender.UTRUM)
SERVICE_POINT = Noun("servicepunkt", "servicepunkter", Gender.UTRUM)
SOT_POINT = Noun("SOT-punkt", "SOT-punkter", Gender.UTRUM)
OUTLET = Noun("serviceställe", "serviceställen", Gender.NEUTRUM)
PLACE = Noun("ort", "orter", Gender.UTRUM)
BY_KIND = ((SHOPS, SHOP), (FUEL, FUEL_STATION))
SERVICES = {
    "Post": "post",
    "Apotek": "apotek",
    "Betaltjänst": "betaltjänster",
    "Systembolag": "systembolag",
    "Spel": "spel",
    "Annan": "annan service",
}


def service_network(material: Material) -> tuple[Block, ...]:
    """The outlets at the end of the year, what changed, and how far it is between them; in a table by municipality."""
    if not material.is_known("outlets"):
        return (Paragraph((material.missing("outlets"),)),)
    bullets = (
        _open(material),
        *_changes(material),
        _agents(material),
        *_kept(material),
        *_inhabitants(material),
        *(spans for kind, noun in BY_KIND for spans in (*_crow(material, kind, noun), *_road(material, kind, noun))),
    )
    several = len(material.programme.municipalities) > 1
    return (Bullets(bullets), *((_by_municipality(material),) if several else ()))


def _open(material: Material) -> Spans:
    """How many of each kind are open at the end of the year."""
    counts: list[Spans] = [
        (material.figure(indicator, partial(counted, noun=noun), *members),)
        for indicator, noun, *members in (
            (M05, SHOP, SHOPS),
            (M05, FUEL_STATION, FUEL),
            (M12, SERVICE_POINT),
            (M09, SOT_POINT),
        )
    ]
    day = long_date(date(material.year, 12, 31))
    if material.has_ended:
        return (f"{day[0].upper()}{day[1:]} var ", *_in_a_row(counts), " öppna.")
    return ("Enligt registret är ", *_in_a_row(counts), f" öppna {day}.")


def _in_a_row(parts: Sequence[Spans]) -> Spans:
    spans: list[Span] = []
    for place, part in enumerate(parts):
        between = "" if not place else conjunction([]) if place == len(parts) - 1 else ", "
        spans += [between, *part] if between else part
    return tuple(spans)


def _changes(material: Material) -> tuple[Spans, ...]:
    """Which outlets opened in the year, and which closed."""
    opened = [row for row in material["outlets"] if row["opened_on"]]
    closed = [row for row in material["outlets"] if row["closed_on"]]
    if not opened and not closed:
        return ((f"{material.in_the_year} har inget serviceställe öppnat eller stängt.",),)
    how_many = partial(counted, noun=OUTLET)
    return tuple(
        (
            *material.happened(preterite, supine, material.figure(M06, how_many, OUTLET_CHANGE.at(change))),
            _named(material, rows, day),
        )
        for change, preterite, supine, rows, day in (
            (OPENED, "öppnade", "öppnat", opened, "opened_on"),
            (CLOSED, "stängde", "stängt", closed, "closed_on"),
        )
    )


def _named(material: Material, rows: Sequence[Row], day: str) -> str:
    """Some outlets by name, the first one first; of many, none."""
    if not rows or len(rows) > MOST_NAMED:
        return "."
    in_order = sorted(rows, key=lambda row: (row[day], row["name"]))
    return f": {enumeration([_event(material, row, row[day]) for row in in_order])}."


def _event(material: Material, row: Row, day: date) -> str:
    """An outlet, the day it opened or closed, and if it is gone, whether it had aid."""
    aided = " (har fått stöd)" if row["is_supported"] and day == row["closed_on"] else ""
    return f"{_where(material, row)} {long_date(day).removesuffix(f' {day.year}')}{aided}"


def _where(material: Material, row: Row) -> str:
    """An outlet and its municipality, or where there is but one, its locality."""
    several = len(material.programme.municipalities) > 1
    place = kommun(row["municipality_name"]) if several else row["locality"]
    return f"{row['name']} i {place}" if place else str(row["name"])


def _agents(material: Material) -> Spans:
    """In how many places there is an agent, and for what."""
    if not material.value(M10):
        return ("Ombudsservice finns inte i någon ort, enligt registret.",)
    services: list[Spans] = [
        (f"{said} i ", material.figure(M10, number, SERVICE.at(service)))
        for service, said in SERVICES.items()
        if material.value(M10, SERVICE.at(service))
    ]
    return (
        "Ombudsservice finns i ",
        material.figure(M10, partial(counted, noun=PLACE)),
        ": ",
        *_in_a_row(services),
        ".",
    )


def _kept(material: Material) -> tuple[Spans, ...]:
    """How many of the open outlets have had aid, and whether those of three years ago are there still."""
    if (supported := material.value(M13)) is None:
        return ()
    if not supported:
        return (("Inget av de öppna ställena har fått stöd, så långt registret går.",),)
    spans: Spans = (
        "Av de öppna ställena har ",
        material.figure(M13, number),
        f" fått stöd under {material.year} eller tidigare.",
    )
    if material.value(M07) is None:
        return (spans,)
    verb = "fanns" if material.has_ended else "finns"
    kept = (f" Av de ställen som fick stöd {material.year - 3} {verb} ", material.figure(M07, percent), " kvar.")
    return ((*spans, *kept),)


def _inhabitants(material: Material) -> tuple[Spans, ...]:
    """How many inhabitants share a shop: in all, where they are most and fewest, and where there is no shop."""
    told: list[Spans] = []
    own = material.programme.municipalities
    at = {each.name: MUNICIPALITY.at(each.code) for each in own}
    if material.value(M14) is not None:
        told.append(("På varje dagligvarubutik går ", _inhabitants_said(material), "."))
        known = {name: value for name, there in at.items() if (value := material.value(M14, there)) is not None}
        if len(set(known.values())) > 1:
            most, fewest = max(known, key=known.__getitem__), min(known, key=known.__getitem__)
            told[0] += (f" Flest är de i {kommun(most)}, ", material.figure(M14, number, at[most]))
            told[0] += (f", och färst i {kommun(fewest)}, ", material.figure(M14, number, at[fewest]), ".")
    elif material.value(M05, SHOPS):
        told.append((f"Invånare per dagligvarubutik: {UNKNOWN}, för folkmängden i slutet av året är inte känd.",))
    without = [name for name, there in at.items() if material.value(M05, there, SHOPS) == 0]
    if without and len(own) > 1 and material.value(M05, SHOPS):
        named = enumeration(without) if len(without) <= MOST_NAMED else f"{number(len(without))} kommuner"
        told.append((f"Dagligvarubutik saknas i {named}.",))
    return tuple(told)


def _inhabitants_said(material: Material) -> Span:
    return material.figure(M14, lambda value: f"{number(value)}{NO_BREAK_SPACE}invånare")


def _km(value: Number) -> str:
    return f"{number(value, 1)}{NO_BREAK_SPACE}km"


def _crow(material: Material, kind: Member, noun: Noun) -> tuple[Spans, ...]:
    """How far it is to the next of a kind as the crow flies, and from where it is farthest."""
    if material.value(M15, kind) is None:
        if (material.value(M05, kind) or 0) < 2:
            return ()
        return ((f"Fågelvägen mellan {noun.plural}: {UNKNOWN}, för registret saknar koordinater.",),)
    farthest = max(
        (row for row in material["outlets"] if row["kind"] == kind.name and row["distance_m"] is not None),
        key=lambda row: (row["distance_m"], row["name"]),
    )
    where = _where(material, farthest)
    return (
        (
            f"Fågelvägen från en {noun.singular} till närmaste andra är ",
            material.figure(M15, _km, kind),
            f" (median). Längst är den från {where}, {_km(farthest['distance_m'] / 1000)}.",
        ),
    )


def _road(material: Material, kind: Member, noun: Noun) -> tuple[Spans, ...]:
    """How far it is by road, where the region knows; nothing where it does not."""
    if material.value(M16, kind) is None:
        return ()
    return (
        (
            f"Vägen från en {noun.singular} till närmaste andra är ",
            material.figure(M16, _km, kind),
            " (median). ",
            material.figure(M17, percent, kind),
            f" av dem som har en uppgift har mer än {FAR_KM}{NO_BREAK_SPACE}km dit.",
        ),
    )


def _by_municipality(material: Material) -> Table:
    """The outlets and what changed in each municipality, and in the county."""
    programme = material.programme
    rows = [_cells(material, own.name, MUNICIPALITY.at(own.code)) for own in programme.municipalities]
    until = f"den 31 december {material.year}"
    return Table(
        "servicenatet",
        f"Öppna serviceställen per kommun {until}, och ställen som har öppnat och stängt under året",
        (
            Column("Kommun"),
            Column("Butiker", Align.END),
            Column("Drivmedel", Align.END),
            Column("SOT-punkter", Align.END),
            Column("Orter med ombud", Align.END),
            Column("Öppnat", Align.END),
            Column("Stängt", Align.END),
            Column("Invånare per butik", Align.END),
        ),
        (*rows, _cells(material, WHOLE_COUNTY)),
        has_total=True,
    )


def _cells(material: Material, name: str, *where: Member) -> tuple[Cell, ...]:
    return (
        Cell(name),
        material.cell(M05, *where, SHOPS),
        material.cell(M05, *where, FUEL),
        material.cell(M09, *where),
        material.cell(M10, *where),
        material.cell(M06, *where, OUTLET_CHANGE.at(OPENED)),
        material.cell(M06, *where, OUTLET_CHANGE.at(CLOSED)),
        _shared(material, *where),
    )


def _shared(material: Material, *where: Member) -> Cell:
    """The inhabitants of each shop; where there is none, that."""
    if material.value(M05, *where, SHOPS) == 0:
        return Cell("ingen butik")
    return material.cell(M14, *where)

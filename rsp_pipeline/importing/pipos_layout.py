"""What a list from Pipos Serviceanalys (Tillväxtverket) looks like, declared as the registers are.

No layout of it is public. The names of the types and forms of service, and that a place of service has some of each,
are said at pipos.se and in Tillväxtverket's instructions; that X is the one to the east was known before. The other
headers are guessed, in several spellings. What its rows are worth belongs in `pipos`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd

from rsp_pipeline.reading.cells.unreadable import MISSING
from rsp_pipeline.registers.kinds import Flag, MunicipalityCode, Text, Verbatim
from rsp_pipeline.registers.outlets import OUTLETS
from rsp_pipeline.registers.register import Column, Register, RowCheck

WAYS = (
    "Väg till", "Väg till närmaste", "Vägavstånd", "Vägavstånd till", "Vägavstånd till närmaste", "Avstånd",
    "Avstånd till", "Avstånd till närmaste", "Avstånd närmaste", "Distans", "Distans till", "Distans till närmaste",
)  # fmt: skip
IN_METRES = (" (m)", " m", " i meter", " (meter)", " meter")
COORDINATE = re.compile(r"(?:\d[ \u00a0]?)?\d{3}[ \u00a0]?\d{3}(?:[.,]\d+)?")
KILOMETRES = re.compile(r"\d{1,3}(?:[.,]\d+)?")
METRES = re.compile(r"\d{1,3}[ \u00a0]?\d{3}(?:[.,]\d+)?|\d{1,3}(?:[.,]\d\d?)?")  # 12,345 may be either


def _roads(*places: str) -> tuple[str, ...]:
    return tuple(f"{way} {place}" for place in places for way in WAYS)


def _in_metres(headers: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(header + ending for header in headers for ending in IN_METRES)


TO_SHOP = _roads("butik", "dagligvarubutik", "dagligvaror", "livsmedelsbutik")
TO_FUEL = _roads("drivmedel", "drivmedelsställe", "drivmedelsstation", "drivmedel personbil", "bensinstation")
TO_OTHERS = _roads("apotek", "apoteksvaror", "post", "posttjänster", "kontantuttag", "grundskola", "service")
COLUMNS = (
    Column("service_type", Text(), ("Servicetyp", "Typ av service", "Serviceslag"), "Servicetyp", required=True),
    Column("service_form", Text(), ("Serviceform", "Form", "Undertyp", "Sortiment"), "Serviceform"),
    Column("name", Text(), ("Namn", "Serviceplats", "Serviceställe", "Serviceplatsnamn"), "Namn", required=True),
    Column("full_range", Flag(), ("Fullsortiment", "Fullsortimentsbutik"), "Fullt sortiment"),
    Column("municipality_code", MunicipalityCode(), ("Kommun", "Kommunkod", "Kommunnamn"), "Kommun", required=True),
    Column("locality", Text(), ("Ort", "Tätort", "Postort"), "Ort"),
    Column("east", Verbatim(), ("X", "X-koordinat", *OUTLETS.column("east").headers), "Östlig koordinat"),
    Column("north", Verbatim(), ("Y", "Y-koordinat", *OUTLETS.column("north").headers), "Nordlig koordinat"),
    Column("pipos_id", Verbatim(), ("Pipos-ID", "Serviceplats-ID", "Plats-ID"), "Ställets identitet hos Pipos"),
    Column("shop_road_km", Verbatim(), TO_SHOP, "Väg till butik", unit="km"),
    Column("shop_road_m", Verbatim(), _in_metres(TO_SHOP), "Väg till butik"),
    Column("fuel_road_km", Verbatim(), TO_FUEL, "Väg till drivmedel", unit="km"),
    Column("fuel_road_m", Verbatim(), _in_metres(TO_FUEL), "Väg till drivmedel"),
)
NEEDED = ("municipality_code", "service_type", "name", "east", "north")

NO_COORDINATE = "är ingen koordinat i SWEREF 99 TM, i meter som 7012345"
NO_KILOMETRES = "är ingen väg i kilometer, som 12,5. Är den i meter ska rubriken säga det: (m)"
NO_METRES = "är ingen väg i meter, som 12500"
MEASURES = {
    "east": (COORDINATE, NO_COORDINATE),
    "north": (COORDINATE, NO_COORDINATE),
    "shop_road_km": (KILOMETRES, NO_KILOMETRES),
    "shop_road_m": (METRES, NO_METRES),
    "fuel_road_km": (KILOMETRES, NO_KILOMETRES),
    "fuel_road_m": (METRES, NO_METRES),
}
"""How a measure is written, with as many decimals as its program has given it, and what is told of any other text."""


def _is_other(name: str, pattern: re.Pattern[str]) -> Callable[[pd.DataFrame], pd.Series]:
    def is_other(text: object) -> bool:
        return isinstance(text, str) and text.lower() not in MISSING and not pattern.fullmatch(text)

    return lambda rows: rows[name].astype(object).map(is_other)


PIPOS = Register(
    name="pipos",
    title="Pipos serviceställen",
    comment="Serviceställen i Pipos: en rad per ställe och slag av service",
    key=tuple(column.name for column in COLUMNS),  # rows that say the same are one, and no others are
    columns=COLUMNS,
    checks=tuple(
        RowCheck(f"no_{name}", name, f"värdet ”{{value}}” {told}", _is_other(name, pattern))
        for name, (pattern, told) in MEASURES.items()
    ),
    ignored=("Servicetyp-ID", "Serviceform-ID", *TO_OTHERS),
)

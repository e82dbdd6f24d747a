"""Serviceställen: one row per shop, filling station or service point, open or closed.

The outlet keeps its identity when its owner changes. Coordinates are SWEREF 99 TM (EPSG:3006) in whole metres.
Pipos Serviceanalys calls the one to the east X and the one to the north Y.
"""

from rsp_pipeline.registers.kinds import Amount, Choice, Choices, Day, Flag, Identifier, MunicipalityCode, Text, Whole
from rsp_pipeline.registers.register import Column, Register

OUTLETS = Register(
    name="outlets",
    title="Serviceställen",
    comment="Serviceställen: en rad per butik, drivmedelsstation eller servicepunkt, öppen eller nedlagd",
    key=("outlet_id",),
    columns=(
        Column("outlet_id", Identifier(), ("Ställe-ID", "Serviceställe-ID"), "Ställets identitet", required=True),
        Column(
            "name",
            Text(),
            ("Namn", "Serviceställe", "Försäljningsställe", "Butik"),
            "Ställets namn",
            required=True,
        ),
        Column(
            "kind",
            Choice(
                {
                    "Dagligvarubutik": ("Butik", "Livsmedelsbutik", "Dagligvaror"),
                    "Drivmedelsstation": ("Drivmedel", "Bensinstation", "Drivmedelsställe", "Drivmedel Personbil"),
                    "Servicepunkt": (),
                    "SOT-punkt": ("Service- och trygghetspunkt", "SOT"),
                }
            ),
            ("Slag", "Typ av ställe", "Typ", "Kategori", "Servicetyp"),
            "Ställets slag",
        ),
        Column("full_range", Flag(), ("Fullsortiment", "Fullsortimentsbutik"), "Butiken har fullt sortiment"),
        Column(
            "municipality_code",
            MunicipalityCode(),
            ("Kommun", "Kommunkod", "Kommunnamn"),
            "Kommunens kod (SCB)",
            required=True,
        ),
        Column("locality", Text(), ("Ort",), "Ort"),
        Column(
            "east",
            Whole(),
            ("Öst", "E", "Östkoordinat", "SWEREF 99 TM E", "SWEREF E", "X"),
            "Östlig koordinat, SWEREF 99 TM",
            unit="m",
        ),
        Column(
            "north",
            Whole(),
            ("Nord", "N", "Nordkoordinat", "SWEREF 99 TM N", "SWEREF N", "Y"),
            "Nordlig koordinat, SWEREF 99 TM",
            unit="m",
        ),
        Column(
            "shop_road_km",
            Amount(),
            ("Väg till butik km", "Vägavstånd till närmaste butik", "Vägavstånd dagligvaror"),
            "Vägen till närmaste andra butik, som avsändaren har räknat den",
            unit="km",
            at_least=0,
        ),
        Column(
            "fuel_road_km",
            Amount(),
            ("Väg till drivmedel km", "Vägavstånd till närmaste drivmedel", "Vägavstånd drivmedel"),
            "Vägen till närmaste andra drivmedelsstation, som avsändaren har räknat den",
            unit="km",
            at_least=0,
        ),
        Column("opened_on", Day(), ("Öppnade", "Öppnad", "Öppningsdatum"), "Dag då stället öppnade"),
        Column("closed_on", Day(), ("Stängde", "Nedlagd", "Stängd", "Nedläggningsdatum"), "Dag då stället lades ned"),
        Column(
            "agent_services",
            Choices(
                {
                    "Post": ("Postombud", "Paket", "Posttjänster"),
                    "Apotek": ("Apoteksombud", "Apoteksvaror"),
                    "Betaltjänst": ("Betaltjänster", "Betaltjänstombud", "Betalningsförmedling"),
                    "Systembolag": ("Systembolaget", "Systembolagsombud"),
                    "Spel": ("Spelombud",),
                    "Annan": (),
                }
            ),
            ("Ombudstjänster", "Ombud", "Ombudsservice"),
            "Ombudstjänster som stället har, åtskilda av komma",
        ),
    ),
    ignored=("Pipos-ID",),  # by which an import knows the outlet again
)

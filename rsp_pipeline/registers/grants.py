"""Stödbeslut: one row per decision in a case.

A case has a first decision, amendments and recoveries. `granted_sek` of an amendment is the new total, not the change.
Terms and forms of aid: förordning (2024:1243) om stöd för att främja tillgången till grundläggande
kommersiell service, before 2025 förordning (2000:284) om stöd till kommersiell service.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rsp_pipeline.registers.grant_duties import DUTIES
from rsp_pipeline.registers.kinds import (
    Amount,
    Choice,
    Day,
    Flag,
    Identifier,
    MunicipalityCode,
    OrgNo,
    Text,
    Verbatim,
    Whole,
)
from rsp_pipeline.registers.register import Column, Register, RowCheck
from rsp_pipeline.registers.state_aid import STATE_AID_BASIS

if TYPE_CHECKING:
    import pandas as pd

GRANT_FORM = Choice(
    {
        "Hemsändning": ("Hemsändningsbidrag", "Hemsändningsstöd"),
        "Servicebidrag": (),
        "Investeringsbidrag": ("Investeringsstöd",),
        "Särskilt driftstöd": ("Driftstöd", "Särskilt driftsstöd", "Driftsstöd"),
        "Korrosionsskydd": (),
    }
)
OUTCOME = Choice(
    {
        "Bifall": ("Beviljat", "Bifallet"),
        "Delvis bifall": ("Delvis beviljat",),
        "Avslag": ("Avslaget",),
        "Avskriven": ("Avskrivet",),
        "Återkallad": ("Återkallat",),
        "Pågående": (),
    }
)
DECISION_TYPE = Choice({"Grundbeslut": ("Beslut",), "Ändring": ("Ändringsbeslut",), "Återkrav": ("Återkravsbeslut",)})
FUNDING_SOURCE = Choice({"1:1-anslaget": ("1:1",), "Nationella medel": (), "Annan": ()})
HIGHER_SHARE_GROUND = Choice(
    {
        "Stor investering": ("Större investering",),
        "Kompetens": ("Kompetenshöjande insatser", "Kompetenshöjning"),
        "Åtgärdsprogram": (),
        "Krav i lag": ("Krav i lag eller förordning", "Lagkrav"),
        "Särskilda skäl": (),
    }
)


def _hemsandning_to_other_than_municipality(rows: pd.DataFrame) -> pd.Series:
    """Hemsändning is granted to municipalities only (2024:1243 § 10); their org numbers start with 2120."""
    kind = rows["recipient_kind"]
    municipality = (kind == "Kommun").where(kind.notna(), rows["recipient_org_no"].str.startswith("2120"))
    return (rows["grant_form"] == "Hemsändning") & ~municipality


def _recipient_kind(rows: pd.DataFrame) -> pd.Series:
    """The recipient's kind as its org number tells it.

    A third digit below 2 makes it a person's number, 2120 a municipality; numbers from 7 and 8 are associations, apart
    from the economic ones of 769, which trade as businesses do.
    """
    org_no = rows["recipient_org_no"]
    kind = org_no.where(org_no.isna(), "Företag")
    kind = kind.mask(org_no.str.startswith(("7", "8")) & ~org_no.str.startswith("769"), "Förening")
    kind = kind.mask(org_no.str.startswith("2120"), "Kommun")
    return kind.mask(org_no.str.slice(2, 3).isin(["0", "1"]), "Enskild firma")


GRANTS = Register(
    name="grants",
    title="Stödbeslut",
    comment="Stödbeslut: en rad per beslut i ett ärende (grundbeslut, ändring eller återkrav)",
    key=("case_id", "decision_no"),
    dated_by="decided_on",
    columns=(
        Column(
            "case_id",
            Identifier(),
            ("Ärende-ID", "Ärendenummer", "Ärendenr"),
            "Ärendets nummer i ärendesystemet",
            required=True,
        ),
        Column(
            "decision_no",
            Whole(),
            ("Beslutsnr", "Beslut nr", "Beslutsnummer"),
            "Beslutets nummer i ärendet, 1 för det första",
            default="1",
            at_least=1,
        ),
        Column("diary_no", Verbatim(), ("Diarienummer", "Dnr"), "Diarienummer"),
        Column(
            "grant_form",
            GRANT_FORM,
            ("Stödform", "Stödtyp", "Typ av stöd"),
            "Stödform enligt förordning (2024:1243); Korrosionsskydd är äldre",
            required=True,
        ),
        Column(
            "legal_basis",
            Choice(
                {
                    "SFS 2000:284": ("2000:284", "Förordning (2000:284)"),
                    "SFS 2024:1243": ("2024:1243", "Förordning (2024:1243)"),
                    "Annan": (),
                }
            ),
            ("Rättslig grund", "Förordning"),
            "Förordningen som beslutet vilar på",
        ),
        Column(
            "decision_type",
            DECISION_TYPE,
            ("Beslutstyp",),
            "Grundbeslut, Ändring eller Återkrav",
            default="Grundbeslut",
        ),
        Column(
            "outcome",
            OUTCOME,
            ("Utfall", "Beslut", "Status"),
            "Beslutets utfall: Bifall och Delvis bifall är beviljade stöd",
            required=True,
        ),
        Column(
            "recipient_name",
            Text(),
            ("Sökande", "Mottagare", "Stödmottagare"),
            "Mottagarens namn; personuppgift för enskild firma",
            required=True,
            restricted=True,
        ),
        Column(
            "recipient_org_no",
            OrgNo(),
            ("Organisationsnummer", "Org.nr"),
            "Mottagarens organisationsnummer, tio siffror",
            required=True,
            restricted=True,
            pseudonym="recipient_id",
        ),
        Column(
            "recipient_kind",
            Choice(
                {
                    "Kommun": (),
                    "Företag": ("Aktiebolag", "Handelsbolag", "Ekonomisk förening"),
                    "Enskild firma": ("Enskild näringsidkare",),
                    "Förening": ("Ideell förening",),
                    "Fastighetsägare": (),
                }
            ),
            ("Mottagartyp",),
            "Mottagarens slag; härlett ur organisationsnumret när avsändaren inte sagt något",
            derive=_recipient_kind,
        ),
        Column("outlet_name", Text(), ("Försäljningsställe", "Butik"), "Försäljningsställets namn"),
        Column(
            "outlet_id",
            Identifier(),
            ("Ställe-ID",),
            "Försäljningsställets identitet",
            refers_to="core.outlets.outlet_id",
        ),
        Column(
            "municipality_code",
            MunicipalityCode(),
            ("Kommun", "Kommunkod", "Kommunnamn"),
            "Kommunens kod (SCB)",
            required=True,
        ),
        Column("locality", Text(), ("Ort",), "Ort"),
        Column("received_on", Day(), ("Inkom", "Ansökan inkom"), "Dag då ansökan kom in"),
        Column(
            "decided_on",
            Day(),
            ("Beslutsdatum", "Beslutsdag"),
            "Dag för beslutet",
            required=True,
            not_in_future=True,
        ),
        Column("starts_on", Day(), ("Startdatum",), "Första dag som stödet avser"),
        Column("ends_on", Day(), ("Slutdatum",), "Sista dag som stödet avser"),
        Column("refers_to_year", Whole(), ("Avser år",), "År som stödet avser"),
        Column("applied_sek", Amount(), ("Sökt belopp",), "Sökt belopp", unit="kr", at_least=0),
        Column(
            "eligible_cost_sek",
            Amount(),
            ("Stödgrundande kostnad",),
            "Kostnad som stödet beräknas på",
            unit="kr",
            at_least=0,
        ),
        Column(
            "granted_sek",
            Amount(),
            ("Beviljat belopp", "Beslutat belopp", "Belopp"),
            "Beviljat belopp; i en ändring det nya totala beloppet",
            unit="kr",
            required=True,
            at_least=0,
        ),
        Column(
            "funding_source",
            FUNDING_SOURCE,
            ("Finansiering", "Anslag"),
            "Medel som finansierar stödet",
        ),
        Column("state_aid_basis", STATE_AID_BASIS, ("Statsstödsgrund",), "EU-förordning som stödet lämnas under"),
        Column("households", Whole(), ("Antal hushåll",), "Hemsändning: antal hushåll", at_least=0),
        Column(
            "deliveries",
            Whole(),
            ("Antal leveranser", "Hemsändningstillfällen"),
            "Hemsändning: antal hemsändningstillfällen",
            at_least=0,
        ),
        Column(
            "net_cost_sek", Amount(), ("Nettokostnad",), "Hemsändning: kommunens nettokostnad", unit="kr", at_least=0
        ),
        Column(
            "shopping_trips",
            Whole(),
            ("Inköpstillfällen", "Antal inköpstillfällen"),
            "Hemsändning: antal inköpstillfällen, ett för varje hushåll och inköpstur (§ 13)",
            at_least=0,
        ),
        Column(
            "shopping_trip_cost_sek",
            Amount(),
            ("Nettokostnad inköpsturer",),
            "Hemsändning: kommunens nettokostnad för inköpsturer, utöver den för hemsändning",
            unit="kr",
            at_least=0,
        ),
        Column("investment_kind", Text(), ("Investeringstyp",), "Investeringsbidrag: vad investeringen gäller"),
        Column("works_started_on", Day(), ("Åtgärd påbörjad",), "Investeringsbidrag: dag då åtgärden påbörjades"),
        Column(
            "higher_share_ground",
            HIGHER_SHARE_GROUND,
            ("Grund för högre andel", "Grund enligt § 17"),
            "Investeringsbidrag: grund enligt § 17 för mer än den vanliga andelen av kostnaden",
        ),
        Column("is_environmental", Flag(), ("Miljöåtgärd",), "Investeringsbidrag: energi- eller miljöinvestering"),
        Column(
            "groceries_turnover_sek",
            Amount(),
            ("Nettoomsättning dagligvaror",),
            "Särskilt driftstöd: butikens nettoomsättning av dagligvaror; affärskänslig",
            unit="kr",
            at_least=0,
            restricted=True,
        ),
        Column(
            "distance_km",
            Amount(),
            ("Avstånd km",),
            "Särskilt driftstöd: vägavstånd till närmaste fullsortimentsbutik",
            unit="km",
            at_least=0,
        ),
        Column("is_open_all_year", Flag(), ("Öppet året runt",), "Särskilt driftstöd: öppet året runt (§ 21 p. 3)"),
        Column("is_island", Flag(), ("Skärgård",), "Särskilt driftstöd: skärgårdsområde utan fast landförbindelse"),
        Column(
            "special_reasons",
            Text(),
            ("Särskilda skäl",),
            "Särskilda skäl för särskilt driftstöd (§ 21) eller för högre andel av en investering (§ 17 p. 5)",
            restricted=True,
        ),
        *DUTIES,
    ),
    checks=(
        RowCheck(
            "hemsandning_recipient",
            "recipient_org_no",
            "hemsändning lämnas bara till kommuner (2024:1243 § 10), men mottagaren är ingen kommun",
            _hemsandning_to_other_than_municipality,
        ),
    ),
)

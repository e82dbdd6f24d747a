"""For each rule about decisions: a row that just breaks it, one that just does not, one that lacks an input."""

from datetime import date

from rsp_pipeline_tests.builders import Row
from rsp_pipeline_tests.rules.trying import Case, Rows, grants

OLD: Row = {"legal_basis": "SFS 2000:284", "decided_on": date(2024, 6, 1)}
HOME: Row = {
    "grant_form": "Hemsändning",
    "granted_sek": 50_000,
    "net_cost_sek": 100_000,
    "households": 20,
    "deliveries": 500,
}
TRIPS: Row = {**HOME, "net_cost_sek": None, "deliveries": None}  # nothing was brought home
INVESTMENT: Row = {"grant_form": "Investeringsbidrag", "eligible_cost_sek": 100_000}
SERVICE: Row = {"grant_form": "Servicebidrag"}
PREPARED: Row = dict.fromkeys(
    ("recipient_informed_on", "de_minimis_checked_on", "municipality_heard_on"), date(2025, 3, 14)
)
REGISTERED: Row = {"state_aid_basis": "(EU) 2023/2832", "decided_on": date(2026, 1, 5)}
GENERAL: Row = {**SERVICE, **OLD, "state_aid_basis": "(EU) 1407/2013", "decided_on": date(2023, 6, 1)}
SGEI: Row = {**GENERAL, "grant_form": "Särskilt driftstöd", "state_aid_basis": "(EU) 360/2012"}


def years_of_service(*years: int, **cells: object) -> Rows:
    return grants(*({**SERVICE, "refers_to_year": year, **cells} for year in years))


GRANT_CASES = {
    "R01": Case(
        grants({"applied_sek": 99_999.99}),
        "Beviljat 100 000 kr överstiger sökt belopp 99 999,99 kr (2024:1243 § 9)",
        grants({"applied_sek": 100_000}),
        grants({"applied_sek": None}),
    ),
    "R02": Case(
        grants({**OLD, "eligible_cost_sek": 99_999}),
        "Beviljat 100 000 kr överstiger stödgrundande kostnad 99 999 kr (SFS 2000:284)",
        grants({**OLD, "eligible_cost_sek": 100_000}),
        grants({"eligible_cost_sek": None}),
    ),
    "R03": Case(
        grants({"granted_sek": 0, "outcome": "Delvis bifall"}),
        "Utfallet är Delvis bifall, men beviljat belopp är 0 kr (egen kontroll)",
        grants({"granted_sek": 0.01}),
        grants({"granted_sek": None}),
    ),
    "R04": Case(
        grants({"outcome": "Avslag", "granted_sek": 0.5}),
        "Utfallet är Avslag, men beviljat belopp är 0,50 kr (egen kontroll)",
        grants({"outcome": "Avslag", "granted_sek": 0}),
        grants({"outcome": "Avslag", "granted_sek": None}),
    ),
    "R05": Case(
        grants({"granted_sek": 999.99}),
        "Beviljat 999,99 kr är mindre än 1 000 kr: är beloppet skrivet i tusental kronor? (egen kontroll)",
        grants({"granted_sek": 1000}),
        grants({"granted_sek": None}),
    ),
    "R06": Case(
        grants({**HOME, "granted_sek": 50_000.01}),
        "Beviljat 50 000,01 kr överstiger 50 % av nettokostnaden 100 000 kr (2024:1243 §§ 12–13)",
        grants(HOME, {**HOME, "net_cost_sek": 40_000, "shopping_trip_cost_sek": 60_000}),
        grants({**HOME, "net_cost_sek": None}),
    ),
    "R07": Case(
        grants({**HOME, **OLD, "deliveries": 499}),
        "Beviljat 50 000 kr överstiger 49 900 kr: 100 kr för vart av 499 tillfällen (SFS 2000:284 § 20)",
        grants({**HOME, **OLD}, {**HOME, "deliveries": 400, "shopping_trips": 100}),
        grants({**HOME, "deliveries": None}),
    ),
    "R08": Case(
        grants({**HOME, "net_cost_sek": 28_649}),
        "Nettokostnaden 28 649 kr är mindre än 50 % av prisbasbeloppet 57 300 kr för 2024 (2024:1243 §§ 12–13)",
        grants({**HOME, "net_cost_sek": 28_650}, {**HOME, "net_cost_sek": 29_400, "refers_to_year": 2025}),
        grants({**HOME, "refers_to_year": 2031}),  # no prisbasbelopp is known
    ),
    "R09": Case(
        grants({**HOME, "households": None, "deliveries": None}),
        "Uppgift saknas om antal hushåll, antal tillfällen, så att stödet inte kan prövas (2024:1243 §§ 12–13)",
        grants(HOME, {**TRIPS, "shopping_trips": 500, "shopping_trip_cost_sek": 100_000}),
        grants({**HOME, "granted_sek": None, "deliveries": None}),
    ),
    "R10": Case(
        grants({**INVESTMENT, "granted_sek": 85_000.01, "special_reasons": "Enda butiken"}),
        "Beviljat 85 000,01 kr överstiger 85 % av kostnaden 100 000 kr (2024:1243 § 17)",
        grants({**INVESTMENT, "granted_sek": 85_000}),
        grants({**INVESTMENT, "eligible_cost_sek": None}),
    ),
    "R11": Case(
        grants({**INVESTMENT, "granted_sek": 50_000.01}),
        "Beviljat 50 000,01 kr överstiger 50 % av kostnaden 100 000 kr utan angiven grund (2024:1243 § 16)",
        grants(
            {**INVESTMENT, "granted_sek": 50_000},
            {**INVESTMENT, "granted_sek": 85_000, "special_reasons": "Enda butiken"},
            {**INVESTMENT, "granted_sek": 85_000, "higher_share_ground": "Krav i lag"},
            {**INVESTMENT, "granted_sek": 85_000.01},
        ),
        grants({**INVESTMENT, "eligible_cost_sek": None}),
    ),
    "R12": Case(
        grants({**INVESTMENT, "received_on": date(2025, 1, 2), "works_started_on": date(2025, 1, 1)}),
        "Åtgärden påbörjades 2025-01-01, innan ansökan kom in 2025-01-02 (2024:1243 § 25)",
        grants({**INVESTMENT, "received_on": date(2025, 1, 2), "works_started_on": date(2025, 1, 2)}),
        grants({**INVESTMENT, "received_on": date(2025, 1, 2)}),
    ),
    "R13": Case(
        grants({**SERVICE, "granted_sek": 350_000.01}),
        "Beviljat 350 000,01 kr överstiger taket 350 000 kr för servicebidrag 2025 (2024:1243 § 20)",
        grants({**SERVICE, "granted_sek": 350_000}, {**SERVICE, **OLD, "granted_sek": 250_000}),
        grants({**SERVICE, **OLD, "granted_sek": 250_001}),  # is the shop a strategic one?
    ),
    "R14": Case(
        years_of_service(2022, 2023, 2024, 2025),
        "Med 2025 har mottagaren servicebidrag för 4 år, fler än de 3 som medges (2024:1243 § 20)",
        years_of_service(2022, 2023, 2025),
        years_of_service(2025, legal_basis="Annan"),
    ),
    "R15": Case(
        grants({**SERVICE, "granted_sek": 150_000}, {"granted_sek": 200_000.01}),
        "Servicebidrag och driftstöd 350 000,01 kr överstiger gemensamma taket 350 000 kr för 2025 (2024:1243 § 20)",
        grants({**SERVICE, "granted_sek": 150_000}, {"granted_sek": 200_000}, {"recipient_id": "b"}),
        grants({**SERVICE, **OLD}, OLD),  # no common ceiling is known
    ),
    "R16": Case(
        grants({"granted_sek": 380_000}),
        "Beviljat 380 000 kr överstiger taket 350 000 kr för särskilt driftstöd 2025 (2024:1243 § 22)",
        grants({"granted_sek": 350_000}, {**OLD, "granted_sek": 300_000}),
        grants({"granted_sek": 380_000, "legal_basis": "Annan"}),
    ),
    "R17": Case(
        grants({**OLD, "groceries_turnover_sek": 11_000_001}),
        "Butikens omsättning av dagligvaror överstiger 11 000 000 kr, men särskilda skäl är inte angivna "
        "(SFS 2000:284)",
        grants(
            {"groceries_turnover_sek": 11_000_000},
            {"groceries_turnover_sek": 11_000_001, "special_reasons": "Enda butiken"},
        ),
        grants({"groceries_turnover_sek": None}),
    ),
    "R18": Case(
        grants({"distance_km": 9.5}),
        "Avståndet 9,5 km till närmaste fullsortimentsbutik är inte längre än 10 km, men särskilda skäl är inte "
        "angivna (2024:1243 § 21)",
        grants({"distance_km": 10.01}, {"distance_km": 3, "is_island": True}),
        grants({"distance_km": None, "is_island": False}),
    ),
    "R19": Case(
        grants({"outlet_id": "S1"}, {"outlet_id": "S1", "decided_on": date(2025, 9, 1)}),
        "Serviceställe S1 har mer än ett särskilt driftstöd för 2025 (2024:1243 § 22)",
        grants({"outlet_id": "S1"}, {"outlet_id": "S1", "refers_to_year": 2026}, {"outlet_id": "S2"}),
        grants({"outlet_id": None}),
    ),
    "R20": Case(
        grants({**GENERAL, "granted_sek": 2_295_760.12}),
        "Mottagarens stöd av mindre betydelse under 3 år överstiger taket 200 000 euro, räknat utan koncernband "
        "(EU 1407/2013)",
        grants(
            {**GENERAL, "granted_sek": 2_295_760},  # 200 000 euro at 11.4788
            {**GENERAL, "granted_sek": 2_096_000, "decided_on": date(2020, 6, 1), "recipient_id": "b"},
            {**GENERAL, "granted_sek": 2_295_760, "decided_on": date(2023, 6, 1), "recipient_id": "b"},
        ),
        grants({**GENERAL, "decided_on": date(2019, 1, 1)}),  # no rate is known
    ),
    "R21": Case(
        grants(
            {**SGEI, "granted_sek": 3_000_000}, {**SGEI, "granted_sek": 2_739_400.12, "decided_on": date(2023, 6, 2)}
        ),
        "Mottagarens stöd av mindre betydelse till tjänster av allmänt ekonomiskt intresse under 3 år överstiger "
        "taket 500 000 euro, räknat utan koncernband (EU 360/2012)",
        grants({**SGEI, "granted_sek": 5_739_400}),
        grants({**SGEI, "granted_sek": None}),
    ),
    "R22": Case(
        grants({"state_aid_basis": "(EU) 2023/2831"}),
        "Statsstödsgrunden (EU) 2023/2831 passar inte stödformen Särskilt driftstöd (2024:1243 §§ 6–7)",
        grants({**HOME, "state_aid_basis": "Ej statsstöd"}, {"state_aid_basis": "(EU) 2023/2832"}),
        grants({"state_aid_basis": None}),
    ),
    "R23": Case(
        grants({"state_aid_basis": "(EU) 2023/2831", "decided_on": date(2023, 12, 31)}),
        "Statsstödsgrunden (EU) 2023/2831 gällde inte den 2023-12-31 (EU 2023/2831 artikel 8)",
        grants(
            {"state_aid_basis": "(EU) 2023/2831", "decided_on": date(2024, 1, 1)},
            {"state_aid_basis": "(EU) 1407/2013", "decided_on": date(2024, 6, 30)},
        ),
        grants({"state_aid_basis": None}),
    ),
    "R24": Case(
        grants({"legal_basis": "SFS 2000:284", "decided_on": date(2025, 1, 1)}),
        "Rättslig grund är SFS 2000:284, som inte gällde den 2025-01-01 (2024:1243)",
        grants({"decided_on": date(2025, 1, 1)}, {**OLD, "decided_on": date(2024, 12, 31)}),
        grants({"legal_basis": None}),
    ),
    "R25": Case(
        grants({"received_on": date(2025, 3, 15)}),
        "Beslutet fattades 2025-03-14, innan ansökan kom in 2025-03-15 (egen kontroll)",
        grants({"received_on": date(2025, 3, 14)}),
        grants({"received_on": None}),
    ),
    "R27": Case(
        grants({"starts_on": date(2025, 2, 1), "ends_on": date(2025, 1, 31)}),
        "Slutdatum 2025-01-31 är före startdatum 2025-02-01 (egen kontroll)",
        grants({"starts_on": date(2025, 2, 1), "ends_on": date(2025, 2, 1)}),
        grants({"starts_on": date(2025, 2, 1)}),
    ),
    "R30": Case(
        grants({}, {"recipient_name": "Hemliga Butiken"}),
        "Mottagaren har ett annat namn än tidigare: 2 namn för samma organisationsnummer (egen kontroll)",
        grants({}, {"recipient_name": "HEMLIGA  handelsboden "}),
        grants({"recipient_name": None}),
    ),
    "R31": Case(
        grants({}, {"recipient_id": "bbbb"}),
        "Mottagaren har ett annat organisationsnummer än tidigare: 2 nummer för samma namn (egen kontroll)",
        grants({}, {"recipient_id": "bbbb", "recipient_name": "Hemliga Butiken"}),
        grants({"recipient_name": None}),
    ),
    "R34": Case(
        grants({"special_reasons": "Ägaren ([dolt personnummer]) slutar"}),
        "Fritexten i kolumnen ”Särskilda skäl” såg ut att innehålla ett personnummer, som har dolts "
        "(dataskyddsförordningen artikel 5)",
        grants({"special_reasons": "Avtal 556036-0793 från 2025-01-31 om 1 476 300 kr"}),
        grants({}),
    ),
    "R60": Case(
        grants({"is_open_all_year": False, "special_reasons": "Enda butiken"}),
        "Butiken är inte öppen året runt (2024:1243 § 21)",
        grants({"is_open_all_year": True}, {**INVESTMENT, "is_open_all_year": False}),
        grants({}),
    ),
    "R61": Case(
        grants({**PREPARED, "de_minimis_checked_on": date(2025, 3, 15), "municipality_heard_on": date(2025, 3, 16)}),
        "Beslutet fattades 2025-03-14, före kontrollen av tidigare stöd, synpunkterna från kommunen (2024:1243 § 28)",
        grants(PREPARED, {**HOME, "municipality_heard_on": date(2025, 3, 15)}),
        grants({**PREPARED, "municipality_heard_on": None}),
    ),
    "R62": Case(
        grants({"has_service_terms": False}),
        "Beslutet saknar villkor om vilken tjänst av allmänt ekonomiskt intresse som butiken ska utföra "
        "(2024:1243 § 31)",
        grants({"has_service_terms": True}, {**OLD, "has_service_terms": False}),
        grants({}),
    ),
    "R65": Case(
        grants({**REGISTERED, "registered_on": date(2026, 2, 3)}),
        "Stödet registrerades 2026-02-03, mer än 28 dagar efter beslutet 2026-01-05 (2024:1243 § 38)",
        grants({**REGISTERED, "registered_on": date(2026, 2, 2)}),
        grants(REGISTERED),
    ),
    "R69": Case(
        grants({"received_on": None}, {"received_on": date(2025, 2, 3)}),
        "Ankomstdag saknas, så ärende 1 räknas inte i handläggningstiden (egen kontroll)",
        grants({"received_on": date(2025, 2, 3)}, {"received_on": None, "outcome": "Avskriven"}),
        grants({"received_on": None}),
    ),
}

"""For each rule about other registers: a row that just breaks it, one that just does not, one that lacks an input."""

from datetime import date

from rsp_pipeline_tests.builders import Row
from rsp_pipeline_tests.rules.trying import Case, Rows, grants, payment, plans, visits

AT_OUTLET: Row = {"outlet_id": "S1"}
FIGURE: Row = {"record_id": "published_figures:1", "indicator_id": "S02", "year": 2025, "breakdown": "grant_form"}
OTHER_REGION: Row = {"record_id": "other_regions:24:2025:S02", "county_code": "24", "year": 2025, "indicator_id": "S02"}
FORM: Row = {"grant_form": "Hemsändning"}
FILE: Row = {"register": "grants", "source_file": "grants/a.xlsx", "verdict": "accepted"}
CORRECTION: Row = {"record_id": "corrections:visits:B1:result", "register": "visits", "row_key": "B1"}
PLACE: Row = {"record_id": "service_plan_places:SP-2303-1:By", "locality": "By"}
OUTLETS: Rows = {"core.outlets": [{"record_id": "outlets:S-001", "outlet_id": "S-001", "name": "Handlarn"}]}
EFFORT: Row = {"record_id": "action_plan:S2:2025", "effort_id": "S2", "year": 2025}
EFFORTS: Rows = {"core.action_plan": [EFFORT]}
ACTIVITY: Row = {"record_id": "activities:A1", "activity_id": "A1", "performed_on": date(2025, 2, 3)}
INDICATORS: Rows = {"indicator.indicator": [{"indicator_id": "S02"}, {"indicator_id": "P01"}]}
TARGET: Row = {"record_id": "targets:S02:2025", "year": 2025}
REMARK: Row = {"register": "grants", "source_file": "grants/a.xlsx", "source_sheet": "Blad1"}
HOME_DELIVERY: Row = {"grant_form": "Hemsändning", "refers_to_year": 2025}


def computed(value: float | None) -> Rows:
    """A figure of one form of aid, and that of the county."""
    figure = {"indicator_id": "S02", "year": 2025}
    by_form = {**figure, "breakdown": "grant_form", **FORM, "value": value}
    return {"indicator.value": [by_form, {**figure, "breakdown": "total", "value": 1}]}


BY_FORM = computed(1)


def frames(*years: int | None) -> Rows:
    return {"core.grant_frames": [{"record_id": f"grant_frames:{year}", "year": year} for year in years]}


def payments(*rows: Row, **of_case: object) -> Rows:
    return {**grants(of_case), "core.payments": [payment(**row) for row in rows]}


def reconciled(value: float | None, published: float) -> Rows:
    told = {**FIGURE, **FORM, "value": published, "where_published": "uppföljningen"}
    return {"core.published_figures": [told], **computed(value)}


def spelt(*localities: str | None) -> Rows:
    return {"core.outlets": [{"record_id": f"outlets:{at}", "locality": each} for at, each in enumerate(localities)]}


def named(outlet_name: str | None) -> Rows:
    """A visit to the first of two outlets, by its identity, and a name."""
    outlet = {"municipality_code": "2321"}
    return {
        "core.outlets": [
            {"record_id": "outlets:S1", "outlet_id": "S1", "name": "Handlarn", **outlet},
            {"record_id": "outlets:S2", "outlet_id": "S2", "name": "Handlarn i Duved", **outlet},
        ],
        **visits({"outlet_id": "S1", "outlet_name": outlet_name}),
    }


def ceilings(*each: tuple[date, date | None]) -> Rows:
    """A parameter's values, each from a day and to one: after the last of those that are shipped."""
    row = {"parameter": "combined_ceiling"}
    return {
        "core.rule_parameters": [
            {**row, "record_id": f"rule_parameters:{begins}", "valid_from": begins, "valid_to": ends}
            for begins, ends in each
        ]
    }


def placed(**outlet: object) -> Rows:
    return {"core.outlets": [{"record_id": "outlets:S1", "name": "Handlarn", "municipality_code": "2321", **outlet}]}


def measured(effort: Row, computed: float | None) -> Rows:
    return {
        "core.action_plan": [{**EFFORT, "indicator_id": "S18", **effort}],
        "indicator.value": [{"indicator_id": "S18", "year": 2025, "breakdown": "total", "value": computed}],
    }


OTHER_CASES = {
    "R26": Case(
        payments({"paid_on": date(2025, 3, 13)}),
        "Utbetalningen gjordes 2025-03-13, före ärendets första bifall 2025-03-14 (egen kontroll)",
        payments({"paid_on": date(2025, 3, 14)}),
        payments({"case_id": "unknown"}),
    ),
    "R28": Case(
        payments({"amount_sek": 100_000.01}),
        "I ärende 1 har 100 000,01 kr betalats ut, mer än beviljade 100 000 kr (egen kontroll)",
        payments({"amount_sek": 120_000}, {"payment_id": "U2", "kind": "Återkrav", "amount_sek": 20_000}),
        grants({}),  # no payments are delivered
    ),
    "R29": Case(
        {**grants({"outcome": "Avslag", "granted_sek": 0}), "core.payments": [payment()]},
        "100 000 kr har betalats ut i ärende 1, som inte har något bifall (egen kontroll)",
        payments({}),
        payments({"case_id": "unknown"}),
    ),
    "R32": Case(
        visits({"result": "Skriv till [dold e-postadress]."}),
        "Fritexten i kolumnen ”Resultat” såg ut att innehålla en e-postadress, som har dolts "
        "(dataskyddsförordningen artikel 5)",
        visits({"result": "Mejla kommunen @ kansliet"}),
        visits({}),
    ),
    "R33": Case(
        visits({"topics": "Ring [dolt telefonnummer] först"}),
        "Fritexten i kolumnen ”Ämnen” såg ut att innehålla ett telefonnummer, som har dolts "
        "(dataskyddsförordningen artikel 5)",
        visits({"topics": "Beslut 2025-01-02 om 1 476 300 kr, dnr RUN/536/2021, org.nr 232100-0214"}),
        visits({}),
    ),
    "R35": Case(
        visits(AT_OUTLET, {**AT_OUTLET, "visited_on": date(2025, 5, 7)}),
        "Serviceställe S1 besöktes 2025-05-07 och 2025-05-06: är det samma besök? (egen kontroll)",
        visits(AT_OUTLET, {**AT_OUTLET, "visited_on": date(2025, 5, 8)}, {"outlet_id": "S2"}),
        visits({}),
    ),
    "R36": Case(
        plans({"adopted_on": date(2024, 1, 2)}),
        "Planen antogs 2024-01-02, efter att den började gälla 2024-01-01 (egen kontroll)",
        plans({"adopted_on": date(2024, 1, 1)}),
        plans({"valid_from": None}),
    ),
    "R37": Case(
        plans({}, {"valid_from": date(2027, 12, 31)}),
        "Planen började gälla 2027-12-31, medan kommunens plan P1 fortfarande gällde (egen kontroll)",
        plans({}, {"valid_from": date(2028, 1, 1)}, {"valid_from": date(2025, 1, 1), "municipality_code": "2326"}),
        plans({"adopted_on": None, "valid_from": None}),
    ),
    "R38": Case(
        plans({"valid_to": date(2026, 10, 31)}),  # the tests' day is the one after
        "Status är Antagen, men den gällde till och med 2026-10-31 (egen kontroll)",
        plans({"valid_to": date(2026, 11, 1)}, {"status": "På remiss", "adopted_on": None}),
        plans({"valid_to": None}),
    ),
    "R39": Case(
        reconciled(1_476_300, 1_476_301),
        "S02 2025 är beräknat till 1 476 300 men publicerat som 1 476 301 i uppföljningen: skillnaden är \u22121 "
        "(egen kontroll)",
        reconciled(1_476_300, 1_476_300),
        reconciled(None, 1_476_300),
    ),
    "R40": Case(
        {
            "quality.source_file": [FILE],
            "quality.remark": [{**REMARK, "code": "total_differs", "message": "Summaraden (rad 9) säger 2,00."}],
        },
        "Summaraden (rad 9) säger 2,00 (egen kontroll)",
        {
            "quality.source_file": [FILE],
            "quality.remark": [{**REMARK, "code": "identical_twin", "message": "Likadana rader."}],
        },
        {"quality.source_file": [{**FILE, "verdict": "rejected"}]},
    ),
    "R41": Case(
        {
            "core.corrections": [CORRECTION],
            "quality.correction": [{**CORRECTION, "status": "obsolete", "message": "Ingen rad har nyckeln."}],
        },
        "Rättelsen är inaktuell. Ingen rad har nyckeln (egen kontroll)",
        {"quality.correction": [{**CORRECTION, "status": "applied", "message": "Rättad i visits/a.csv, rad 2."}]},
        {"quality.correction": [CORRECTION]},
    ),
    "R42": Case(
        payments({"case_id": "RJH 2025/0001"}),
        "Ärendet RJH 2025/0001 finns inte bland stödbesluten (egen kontroll)",
        payments({}),
        {"core.payments": [payment()]},
    ),
    "R43": Case(
        {**plans({"plan_id": "SP-2303-1"}), "core.service_plan_places": [{**PLACE, "plan_id": "SP2303-1"}]},
        "Planen SP2303-1 finns inte bland serviceplanerna; närmast är SP-2303-1 (egen kontroll)",
        {**plans({"plan_id": "SP-2303-1"}), "core.service_plan_places": [{**PLACE, "plan_id": "SP-2303-1"}]},
        {"core.service_plan_places": [{**PLACE, "plan_id": "SP-2303-1"}]},
    ),
    "R44": Case(
        plans({}, {"replaces": "Q1"}),
        "Den ersatta planen Q1 finns inte bland serviceplanerna; närmast är P1 (egen kontroll)",
        plans({}, {"replaces": "P1"}),
        plans({}, {"replaces": None}),
    ),
    "R45": Case(
        {**visits({"outlet_id": "S-0O1"}), **OUTLETS},
        "Stället S-0O1 finns inte bland serviceställena; närmast är S-001 (egen kontroll)",
        {**visits({"outlet_id": "S-001"}), **OUTLETS},
        visits({"outlet_id": "S-001"}),
    ),
    "R46": Case(
        {**grants({"outlet_id": "B77-Åre"}), **OUTLETS},
        "Stället B77-Åre finns inte bland serviceställena (egen kontroll)",
        {**grants({"outlet_id": "S-001"}), **OUTLETS},
        grants({"outlet_id": "S-001"}),
    ),
    "R47": Case(
        {**visits({"effort_id": "S3"}), **EFFORTS},
        "Insatsen S3 finns inte i årets handlingsplan; närmast är S2 (egen kontroll)",
        {**visits({"effort_id": "S2"}), **EFFORTS},
        {**visits({"effort_id": "S2", "visited_on": date(2024, 5, 6)}), **EFFORTS},
    ),
    "R48": Case(
        {"core.activities": [{**ACTIVITY, "effort_id": "s 2"}], **EFFORTS},
        "Insatsen s 2 finns inte i årets handlingsplan; närmast är S2 (egen kontroll)",
        {"core.activities": [{**ACTIVITY, "effort_id": "S2"}], **EFFORTS},
        {"core.activities": [{**ACTIVITY, "effort_id": "S2"}]},
    ),
    "R49": Case(
        {"core.action_plan": [{**EFFORT, "indicator_id": "S-02"}], **INDICATORS},
        "Nyckeltalet S-02 finns inte bland nyckeltalen; närmast är S02 (egen kontroll)",
        {"core.action_plan": [{**EFFORT, "indicator_id": "S02"}], **INDICATORS},
        {"core.action_plan": [{**EFFORT, "indicator_id": "S02"}]},
    ),
    "R50": Case(
        {"core.targets": [{**TARGET, "indicator_id": "S2"}], **INDICATORS},
        "Nyckeltalet S2 finns inte bland nyckeltalen; närmast är S02 (egen kontroll)",
        {"core.targets": [{**TARGET, "indicator_id": "S02"}], **INDICATORS},
        {"core.targets": [{**TARGET, "indicator_id": "S02"}]},
    ),
    "R51": Case(
        {"core.published_figures": [{**FIGURE, "indicator_id": "SO2"}], **INDICATORS},
        "Nyckeltalet SO2 finns inte bland nyckeltalen; närmast är S02 (egen kontroll)",
        {"core.published_figures": [FIGURE], **INDICATORS},
        {"core.published_figures": [FIGURE]},
    ),
    "R63": Case(
        payments({"paid_on": date(2025, 12, 31)}, **HOME_DELIVERY),
        "Utbetalningen gjordes 2025-12-31, innan 2025, det år som bidraget avser, var slut (2024:1243 § 32)",
        payments({"paid_on": date(2026, 1, 1)}, **HOME_DELIVERY),
        payments({"case_id": "unknown"}),
    ),
    "R68": Case(
        measured({"outcome_value": 14}, 15),
        "Utfallet av insatsen S2 är 14 i handlingsplanen, men 15 enligt nyckeltalet S18 (egen kontroll)",
        measured({"outcome_value": 66.67}, 66.6667),
        measured({"outcome_value": 14}, None),
    ),
    "R64": Case(
        payments({"kind": "Förskott"}, grant_form="Investeringsbidrag"),
        "100 000 kr betalades ut som förskott i ärende 1: var åtgärderna redovisade? (2024:1243 § 32)",
        payments({}, grant_form="Investeringsbidrag"),
        payments({"case_id": "unknown", "kind": "Förskott"}),
    ),
    "R66": Case(
        {"core.other_regions": [{**OTHER_REGION, "indicator_id": "S20"}], **INDICATORS},
        "Nyckeltalet S20 finns inte bland nyckeltalen; närmast är S02 (egen kontroll)",
        {"core.other_regions": [OTHER_REGION], **INDICATORS},
        {"core.other_regions": [OTHER_REGION]},
    ),
    "R67": Case(
        placed(east=7_025_000, north=423_000),
        "Serviceställe Handlarn ligger inte i Åre enligt koordinaterna 7 025 000 och 423 000 (egen kontroll)",
        placed(east=342_000, north=7_114_000),
        placed(east=423_000),
    ),
    "R70": Case(
        frames(2030, 2052),
        "Raden gäller 2052 och används aldrig: programmets år är 2023–2030 (egen kontroll)",
        {
            **frames(2023, 2030),
            "core.rule_parameters": [{"record_id": "rule_parameters:eurokurs:2014", "valid_from": date(2014, 1, 1)}],
        },
        frames(None),
    ),
    "R71": Case(
        {"core.targets": [{**TARGET, "indicator_id": "S02", "municipality_code": "2313"}], **BY_FORM},
        "S02 är inte uppdelat på kommun, så målvärdet jämförs aldrig med något utfall (egen kontroll)",
        {"core.targets": [{**TARGET, "indicator_id": "S02", **FORM}], **BY_FORM},
        {"core.targets": [{**TARGET, "indicator_id": "S02", **FORM}]},
    ),
    "R72": Case(
        {"core.published_figures": [{**FIGURE, "breakdown": "total", **FORM}], **BY_FORM},
        "S02 2025 har inget värde för uppdelningen ”total” med den kommun och den stödform som raden anger "
        "(egen kontroll)",
        {"core.published_figures": [{**FIGURE, **FORM}], **BY_FORM},
        {"core.published_figures": [{**FIGURE, **FORM, "year": 2026}], **BY_FORM},
    ),
    "R73": Case(
        spelt("Nälden", "Nälden", "Nlden"),
        "Orten ”Nlden” stavas nästan som ”Nälden”, som står på fler rader (egen kontroll)",
        spelt("Nälden", "Nälden", "Näldi", "Lit", "Lit", "Lid"),
        spelt(None),
    ),
    "R74": Case(
        named("Handlarn i Duved"),
        "Serviceställe S1 heter Handlarn, men Handlarn i Duved är S2: vilket menas? (egen kontroll)",
        named("Gamla Handlarn"),
        named(None),
    ),
    "R75": Case(
        ceilings((date(2040, 1, 1), date(2040, 12, 31)), (date(2041, 10, 1), None)),
        "Parametern combined_ceiling saknar värde mellan 2040-12-31 och 2041-10-01 (egen kontroll)",
        ceilings((date(2040, 1, 1), date(2040, 12, 31)), (date(2041, 1, 7), None)),
        ceilings((date(2040, 1, 1), None)),
    ),
    "R76": Case(
        plans({"status": "Utgången", "valid_to": None}),
        "Planen (status Utgången) har ingen sista dag, och räknas som gällande i varje år sedan den började "
        "(egen kontroll)",
        plans({"valid_to": None, "extended_to": date(2028, 12, 31)}),
        plans({"status": "På remiss", "adopted_on": None, "valid_to": None}),
    ),
}

"""The definitions one by one: a few rows each that show what counts and what does not."""

from decimal import Decimal
from pathlib import Path

import pytest

from rsp_pipeline_tests.builders import (
    MUNICIPALITY_ORG_NO,
    OTHER_COMPANY,
    Row,
    activity,
    effort,
    grant,
    numbered,
    outlet,
    payment,
    plan,
    visit,
    write_cases,
    write_csv,
)
from rsp_pipeline_tests.indicators.asking import county, figures

SERVICE = {"Typ av stöd": "Servicebidrag"}
INVESTMENT = {"Typ av stöd": "Investeringsbidrag"}
HOME_DELIVERY = {"Typ av stöd": "Hemsändning", "Org.nr": MUNICIPALITY_ORG_NO}
OF_OTHER = {"Org.nr": OTHER_COMPANY}
CEILING = "special_operating_aid_ceiling"


def decisions(raw: Path, *rows: Row) -> None:
    """Several decisions in one case."""
    write_csv(raw, "grants/a.csv", numbered("Beslutsnr", rows))


def payments(raw: Path, *rows: Row) -> None:
    write_csv(raw, "payments/a.csv", numbered("Utbetalnings-ID", rows))


def outlets(raw: Path, *rows: Row) -> None:
    write_csv(raw, "outlets/a.csv", [{**row, "Ställe-ID": f"S{n}", "Namn": n} for n, row in enumerate(rows)])


def parameters(raw: Path, *rows: tuple[str, str, str, str]) -> None:
    header = ("Parameter", "Värde", "Gäller från", "Gäller till", "Källa")
    write_csv(raw, "reference/rule_parameters.csv", [dict(zip(header, (*row, "källa"), strict=True)) for row in rows])


def decided(day: str, amount: str = "100", **changed: object) -> Row:
    return grant(Beslutsdatum=day, Belopp=amount, **changed)


def amended(day: str, amount: str, outcome: str = "Bifall") -> Row:
    return decided(day, amount, Beslutstyp="Ändring", Beslut=outcome)


OF_THREE_YEARS = [decided(f"{year}-03-01", "1000", Statsstödsgrund="(EU) 2023/2831") for year in (2023, 2024, 2025)]


def test_a_later_amendment_changes_s03_of_its_year_and_never_s02_of_the_earlier(tmp_path: Path) -> None:
    decisions(tmp_path, decided("2024-05-01", "100"))
    assert county(tmp_path, "S02", 2024) == 100
    later = amended("2025-02-01", "130"), amended("2025-10-01", "80")
    decisions(tmp_path, decided("2024-05-01", "100"), *later, amended("2026-01-15", "0", "Återkallad"))
    assert county(tmp_path, "S02", 2024) == 100
    assert county(tmp_path, "S03", 2025) == -20
    assert county(tmp_path, "S03", 2026) == -80


def test_an_amendment_in_the_year_of_approval_is_no_change_of_earlier_years(tmp_path: Path) -> None:
    decisions(tmp_path, decided("2024-05-01", "100"), amended("2024-06-01", "90"), amended("2025-06-01", "70"))
    assert county(tmp_path, "S02", 2024) == 90
    assert county(tmp_path, "S03", 2025) == -20


def test_rejections_count_in_the_share_unless_approved_in_the_same_year(tmp_path: Path) -> None:
    rejected = decided("2025-03-01", "0", Beslut="Avslag")
    decisions(tmp_path, rejected, amended("2025-06-01", "50"))
    assert county(tmp_path, "S08") == 100
    decisions(tmp_path, rejected, amended("2026-06-01", "50"))
    assert (county(tmp_path, "S08", 2025), county(tmp_path, "S08", 2026)) == (0, 100)


@pytest.mark.parametrize("outcome", ["Avskriven", "Återkallad", "Pågående"])
def test_what_was_neither_approved_nor_rejected_is_not_in_the_share(tmp_path: Path, outcome: str) -> None:
    write_cases(tmp_path, grant(), grant(Beslut=outcome, Belopp="0"))
    assert county(tmp_path, "S08") == 100


def test_the_median_is_of_the_amounts_at_the_end_of_the_year(tmp_path: Path) -> None:
    write_cases(tmp_path, *(grant(Belopp=amount) for amount in ("1", "2", "300")))
    assert county(tmp_path, "S09") == 2


def test_a_recipient_is_new_when_the_three_years_before_gave_it_nothing(tmp_path: Path) -> None:
    years = [decided(f"{year}-05-01", **OF_OTHER) for year in (2022, 2023, 2024)]
    new, again = decided("2025-05-01"), decided("2025-05-01", **OF_OTHER)
    write_cases(tmp_path, *years, new, again)
    assert county(tmp_path, "S11") == 1
    write_cases(tmp_path, *years, decided("2021-05-01"), new)
    assert county(tmp_path, "S11") == 1
    write_cases(tmp_path, *years, decided("2022-12-31"), new)
    assert county(tmp_path, "S11") == 0


def test_the_time_it_takes_is_counted_to_the_first_decision_also_a_rejection(tmp_path: Path) -> None:
    rows = grant(Inkom="2025-03-04"), grant(Inkom="2025-02-22", Beslut="Avslag"), grant()
    write_cases(tmp_path, *rows)  # decided on 14 March: 10 and 20 days, and one unknown
    assert figures(tmp_path, "S12")["total",] == (15, "för litet underlag")


def test_the_time_it_takes_is_unknown_when_the_first_decision_does_not_tell_when_the_application_came(
    tmp_path: Path,
) -> None:
    decisions(tmp_path, grant(Beslut="Avslag"), grant(Beslutsdatum="2025-12-01", Inkom="2024-01-01"))
    assert figures(tmp_path, "S12")["total",] == (None, "för litet underlag")


def test_what_is_paid_counts_in_the_year_it_was_paid_less_what_came_back(tmp_path: Path) -> None:
    write_cases(tmp_path, grant(case="2025-1", Beslutsdatum="2024-03-01"))
    back = [payment(Slag=kind, Belopp=amount) for kind, amount in (("Återkrav", "10"), ("Kvittning", "-5"))]
    payments(tmp_path, payment(Belopp="100"), payment(Slag="Förskott", Belopp="50"), *back)
    paid = figures(tmp_path, "S04")
    assert paid["total",][0] == 135
    assert paid["grant_form+decision_year", "Särskilt driftstöd", "2024"][0] == 135
    assert paid["municipality", "2313"][0] == 135
    assert county(tmp_path, "S07") == 15


def test_a_payment_in_a_case_that_is_not_known_still_counts(tmp_path: Path) -> None:
    payments(tmp_path, payment(Belopp="100"))
    assert figures(tmp_path, "S04")["grant_form", "Ej angivet"][0] == 100


def test_the_share_paid_is_of_each_years_end_and_of_each_cohort(tmp_path: Path) -> None:
    write_cases(tmp_path, grant(case="2025-1", Belopp="200"), grant(Belopp="300", Beslutsdatum="2026-01-02"))
    payments(tmp_path, payment(Belopp="50"), payment(Belopp="100", Utbetalningsdatum="2026-03-01"))
    assert county(tmp_path, "S05", 2025) == 25
    assert county(tmp_path, "S05", 2026) == 30
    assert figures(tmp_path, "S05", 2026)["decision_year", "2025"][0] == 75


def test_what_remains_is_what_is_neither_paid_out_nor_withdrawn_and_never_below_zero(tmp_path: Path) -> None:
    rows = grant(case="2025-1", Belopp="200"), grant(case="paid back", Belopp="100"), grant(case="too much", Belopp="9")
    write_cases(tmp_path, *rows)
    whole = payment(Ärendenr="paid back", Belopp="100"), payment(Ärendenr="paid back", Slag="Återkrav", Belopp="40")
    payments(tmp_path, payment(Belopp="50"), *whole, payment(Ärendenr="too much", Belopp="10"))
    assert county(tmp_path, "S06") == 150


def test_what_remains_is_unknown_when_a_years_payments_are_not_delivered(tmp_path: Path) -> None:
    write_cases(tmp_path, grant(case="2025-1", Beslutsdatum="2024-03-01"), grant(case="other"))
    payments(tmp_path, payment(Belopp="50"))
    assert figures(tmp_path, "S06")["total",] == (None, "uppgift saknas")


def test_investments_are_told_by_cost_kind_and_environment(tmp_path: Path) -> None:
    told = {"Stödgrundande kostnad": "400", "Investeringstyp": "Kylar", "Miljöåtgärd": "ja", **INVESTMENT}
    write_cases(tmp_path, grant(**told), grant(**told | {"Miljöåtgärd": "nej"}), grant(**INVESTMENT), grant())
    cost = figures(tmp_path, "S13")
    assert (cost["total",][0], cost["investment_kind", "Kylar"][0]) == (800, 800)
    assert ("municipality+investment_kind", "2313", "Kylar") not in cost
    assert (county(tmp_path, "S14"), county(tmp_path, "S14K")) == (1, 100000)


def test_a_shop_is_at_the_ceiling_of_the_day_of_its_decision(tmp_path: Path) -> None:
    parameters(tmp_path, (CEILING, "300", "2018-01-01", "2025-03-31"))
    write_csv(tmp_path, "outlets/a.csv", [outlet()])
    at = {"Ställe-ID": "S1", "Belopp": "300"}
    write_cases(tmp_path, grant(**at), grant(**at), grant(Belopp="299"), grant(**SERVICE))
    assert county(tmp_path, "S15") == 1
    write_cases(tmp_path, grant(**at), grant(**at, Beslutsdatum="2025-04-01"))
    assert figures(tmp_path, "S15")["total",] == (None, "uppgift saknas")  # no ceiling is known for April


def test_a_new_ceiling_holds_from_its_day_also_when_the_old_one_was_left_without_an_end(tmp_path: Path) -> None:
    parameters(tmp_path, (CEILING, "300", "2018-01-01", ""), (CEILING, "350", "2025-01-01", ""))
    write_csv(tmp_path, "outlets/a.csv", [outlet()])
    write_cases(tmp_path, grant(Belopp="300"), grant(Belopp="350", **OF_OTHER))
    assert county(tmp_path, "S15") == 1


def test_a_recipient_of_both_kinds_of_aid_counts_once(tmp_path: Path) -> None:
    write_cases(tmp_path, grant(), grant(**SERVICE), grant(Kommun="Åre", **SERVICE), grant(**OF_OTHER))
    combined = figures(tmp_path, "S16")
    assert [combined[place][0] for place in (("total",), ("municipality", "2313"), ("municipality", "2321"))] == [1] * 3


def test_the_room_for_de_minimis_aid_is_one_ceiling_for_each_recipient_and_kind(tmp_path: Path) -> None:
    ceilings = [(name, "1000", "2020-01-01", "") for name in ("de_minimis_tak_eur", "de_minimis_tak_sgei_eur")]
    parameters(tmp_path, *ceilings, ("eurokurs", "10", "2023-01-01", ""))
    of_interest = decided("2025-04-01", "2000", Statsstödsgrund="(EU) 2023/2832")
    write_cases(tmp_path, *OF_THREE_YEARS, of_interest, grant(Statsstödsgrund="Ej statsstöd"))
    assert county(tmp_path, "S17") == 25  # 300 and 200 euro of twice a thousand
    parameters(tmp_path, *ceilings, ("eurokurs", "10", "2023-01-01", "2023-01-31"))
    assert county(tmp_path, "S17") == 25  # the latest known rate
    parameters(tmp_path, *ceilings, ("eurokurs", "10", "2023-03-02", ""))  # the day after the first decision
    assert figures(tmp_path, "S17")["total",] == (None, "uppgift saknas")


def test_a_new_rate_of_the_euro_does_not_count_a_case_twice(tmp_path: Path) -> None:
    write_cases(tmp_path, *OF_THREE_YEARS)
    rates = ("eurokurs", "20", "2020-01-01", ""), ("eurokurs", "10", "2023-01-01", "")
    parameters(tmp_path, ("de_minimis_tak_eur", "1000", "2020-01-01", ""), *rates)
    assert county(tmp_path, "S17") == 30


def test_a_sum_in_euro_is_rounded_from_the_exact_amount(tmp_path: Path) -> None:
    write_cases(
        tmp_path, *({**row, "Belopp": amount} for row, amount in zip(OF_THREE_YEARS, ("0", "0", "0,29"), strict=True))
    )
    parameters(tmp_path, ("de_minimis_tak_eur", "0,15", "2020-01-01", ""), ("eurokurs", "2", "2020-01-01", ""))
    assert county(tmp_path, "S17") == 100


def test_a_visit_by_two_organisations_is_a_joint_one(tmp_path: Path) -> None:
    rows = visit(), visit(Deltagare="Region"), visit(Form="Digitalt")
    write_csv(tmp_path, "visits/a.csv", numbered("Besöks-ID", rows))
    assert (county(tmp_path, "S19"), county(tmp_path, "S19A")) == (1, 50)


def test_supported_outlets_are_visited_within_the_year_and_the_one_before(tmp_path: Path) -> None:
    outlets(tmp_path, outlet(), outlet(), outlet())
    write_cases(tmp_path, *(grant(**{"Ställe-ID": name}) for name in ("S0", "S0", "S1", "S2")), decided("2024-05-01"))
    visited = visit(Datum="2024-01-01", **{"Ställe-ID": "S0"})
    too_early, called = visit(Datum="2023-12-31", **{"Ställe-ID": "S1"}), visit(Form="Telefon", **{"Ställe-ID": "S2"})
    write_csv(tmp_path, "visits/a.csv", numbered("Besöks-ID", [visited, too_early, called, visit()]))
    share = figures(tmp_path, "S21")
    assert share["total",] == (Decimal("33.3333"), "för litet underlag")
    assert share["municipality", "2321"][0] == Decimal("33.3333")


def test_the_budget_is_used_per_source_and_unknown_where_a_source_has_no_frame(tmp_path: Path) -> None:
    write_csv(tmp_path, "reference/grant_frames.csv", [{"År": 2025, "Finansiering": "1:1-anslaget", "Ram": "400"}])
    own = grant(Belopp="100", Finansiering="1:1-anslaget")
    write_cases(tmp_path, own)
    assert figures(tmp_path, "S22")["total",] == (25, "slutlig")
    write_cases(tmp_path, own, grant(Belopp="100", Finansiering="Annan"))
    used = figures(tmp_path, "S22")
    assert used["funding_source", "1:1-anslaget"] == (25, "slutlig")
    assert used["total",] == used["funding_source", "Annan"] == (None, "uppgift saknas")


def test_home_delivery_is_told_by_households_deliveries_and_municipalities(tmp_path: Path) -> None:
    told = {"Antal hushåll": "5", "Antal leveranser": "8", "Belopp": "500", **HOME_DELIVERY}
    write_cases(tmp_path, grant(**told), grant(Kommun="Åre", **HOME_DELIVERY), grant())
    assert [county(tmp_path, indicator) for indicator in ("M02", "M03", "M04")] == [5, Decimal("62.5"), 2]
    assert figures(tmp_path, "M03")["municipality", "2321"] == (None, "för litet underlag")


def test_outlets_are_open_from_their_first_day_to_the_day_before_they_closed(tmp_path: Path) -> None:
    shop = {"Slag": "Dagligvarubutik"}
    outlets(
        tmp_path,
        outlet(Öppnade="2025-12-31", Stängde="2026-01-01", **shop),
        outlet(Öppnade="2026-01-01", **shop),
        outlet(Stängde="2025-12-31", **shop),
        outlet(Slag="Drivmedelsstation"),
        outlet(Slag="SOT-punkt"),
    )
    there = figures(tmp_path, "M05")
    assert there["total",][0] == 2
    assert there["outlet_kind", "Dagligvarubutik"][0] == 1
    assert county(tmp_path, "M09") == 1
    changes = figures(tmp_path, "M06")
    assert [changes["outlet_change", change][0] for change in ("Öppnat", "Nedlagt")] == [1, 1]


def test_an_outlet_supported_three_years_ago_was_kept_if_it_is_still_open(tmp_path: Path) -> None:
    outlets(tmp_path, outlet(), outlet(Stängde="2026-12-31"), outlet())
    years = [decided(f"{year}-01-01", **{"Ställe-ID": "S2"}) for year in (2024, 2025, 2026)]
    write_cases(tmp_path, *(decided("2023-01-01", **{"Ställe-ID": name}) for name in ("S0", "S1")), *years)
    assert county(tmp_path, "M07", 2026) == 50


def test_a_place_with_an_agent_counts_once_and_once_for_each_service(tmp_path: Path) -> None:
    post = outlet(Ort="Byn", Ombudstjänster="Post, Apotek")
    outlets(tmp_path, post, post, outlet(Ort="Viken", Ombudstjänster="Post"), outlet(Ombudstjänster="Spel"))
    places = figures(tmp_path, "M10")
    assert [places[place][0] for place in (("total",), ("service", "Post"), ("service", "Apotek"))] == [2, 2, 1]


def test_a_place_is_the_same_however_its_name_is_written(tmp_path: Path) -> None:
    outlets(tmp_path, *(outlet(Ort=place, Ombudstjänster="Post") for place in ("Ås", "ÅS", "Ås by")))
    assert county(tmp_path, "M10") == 2


def test_activities_are_counted_by_kind_and_support_by_municipality(tmp_path: Path) -> None:
    told = (
        ("Yttrande", ""),
        ("Dialog", "Åre"),
        ("Samverkansmöte", ""),
        *[("Processtöd", "Åre")] * 2,
        ("Processtöd", ""),
    )
    rows = [activity(Aktivitetstyp=kind, Kommun=place) for kind, place in told]
    write_csv(tmp_path, "activities/a.csv", numbered("Aktivitets-ID", rows))
    assert [county(tmp_path, indicator) for indicator in ("M11", "O04", "O06")] == [2, 1, 1]
    assert figures(tmp_path, "M11")["municipality", "Ej angivet"][0] == 1


def test_plans_in_force_are_counted_and_those_about_to_expire(tmp_path: Path) -> None:
    ends = ("2026-12-31", "2027-01-01", "2025-12-30")
    rows = [plan(Kommun=name, Gäller_till=end) for name, end in zip(("Åre", "Krokom", "Berg"), ends, strict=True)]
    write_csv(tmp_path, "service_plans/a.csv", numbered("Plan-ID", rows))
    assert (county(tmp_path, "O01A"), county(tmp_path, "O03")) == (25, 1)


def test_aid_to_places_that_the_plan_in_force_gives_priority(tmp_path: Path) -> None:
    write_csv(tmp_path, "service_plans/a.csv", [plan(Kommun="Strömsund")])
    places = [{"Plan-ID": "P1", "Ort": "Byn", "Prioriterad": "ja"}, {"Plan-ID": "P1", "Ort": "Viken"}]
    write_csv(tmp_path, "service_plan_places/a.csv", places)
    there = grant(Ort=" BYN ", Belopp="100"), grant(Ort="Viken", Belopp="200"), grant(Belopp="100")
    write_cases(tmp_path, *there, grant(Ort="Byn", Kommun="Åre", Belopp="100"))
    assert county(tmp_path, "O05") == 20
    assert figures(tmp_path, "O05")["municipality", "2313"][0] == 25


def test_efforts_reach_their_goals_when_the_outcome_is_at_least_the_target(tmp_path: Path) -> None:
    rows = [effort(Målvärde=goal, Utfall=done) for goal, done in (("3", "2,5"), ("3", ""), ("", "9"))]
    reached = effort(Målvärde="3", Utfall="3", Status="")
    write_csv(tmp_path, "action_plan/a.csv", numbered("Insats-ID", [*rows, reached]))
    assert figures(tmp_path, "P02")["priority_area", "Servicegivare"] == (Decimal("33.3333"), "för litet underlag")
    assert figures(tmp_path, "P01")["effort_status", "Pågår"][0] == 3
    assert figures(tmp_path, "P01")["effort_status", "Ej angivet"][0] == 1


def test_rows_read_are_those_accepted_quarantined_and_alike(tmp_path: Path) -> None:
    write_csv(tmp_path, "grants/a.csv", [grant(), grant(), grant(Ärendenr="2", Belopp="x")])
    write_csv(tmp_path, "outlets/a.csv", [outlet()])
    quality = figures(tmp_path, "Q01")
    assert quality["total",][0] == 4
    outcomes = ("Godtagna", "I karantän", "Likadana, räknade en gång")
    assert [quality["register+row_outcome", "grants", outcome][0] for outcome in outcomes] == [1, 1, 1]
    assert quality["register", "outlets"][0] == 1

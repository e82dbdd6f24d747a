"""Both sides of each border in the law: the day, the form or the ground at which a decision breaks a rule no longer."""

from datetime import date

import pytest

from rsp_pipeline_tests.builders import Row
from rsp_pipeline_tests.rules.grant_cases import HOME, INVESTMENT, OLD, SERVICE
from rsp_pipeline_tests.rules.trying import BY_ID, Rows, grants, tried
from rsp_pipeline_tests.sessions import Session

FORMS = ("Hemsändning", "Investeringsbidrag", "Servicebidrag", "Särskilt driftstöd", "Korrosionsskydd")
OVER_HALF: Row = {**INVESTMENT, "granted_sek": 85_000}
PENDING: Row = {"legal_basis": "SFS 2000:284", "decided_on": date(2025, 1, 1)}


def found(session: Session, rule_id: str, rows: Rows) -> list[tuple[str, str]]:
    """Severity and message of what a rule finds."""
    findings = tried(session, BY_ID[rule_id], rows).findings.to_pylist()
    return [(each["severity"], each["message"].replace("\u00a0", " ")) for each in findings]


@pytest.mark.parametrize(
    ("basis", "fits"),
    [
        ("(EU) 2023/2831", {"Investeringsbidrag", "Servicebidrag", "Korrosionsskydd"}),
        ("(EU) 1407/2013", {"Investeringsbidrag", "Servicebidrag", "Korrosionsskydd"}),
        ("(EU) 2023/2832", {"Särskilt driftstöd"}),
        ("(EU) 360/2012", {"Särskilt driftstöd"}),
        ("Ej statsstöd", {"Hemsändning"}),
    ],
)
def test_each_form_may_rest_on_one_kind_of_state_aid_alone(empty: Session, basis: str, fits: set[str]) -> None:
    broken = {form for form in FORMS if found(empty, "R22", grants({"grant_form": form, "state_aid_basis": basis}))}
    assert broken == set(FORMS) - fits


def test_before_2025_the_form_of_aid_is_tried_by_the_paragraph_of_the_old_ordinance(empty: Session) -> None:
    ((severity, message),) = found(empty, "R22", grants({**OLD, **SERVICE, "state_aid_basis": "(EU) 2023/2832"}))
    assert (severity, message.endswith("Servicebidrag (SFS 2000:284 § 9 a)")) == ("varning", True)


@pytest.mark.parametrize(
    ("basis", "day", "article"),
    [
        ("(EU) 1407/2013", date(2024, 6, 30), None),
        ("(EU) 1407/2013", date(2024, 7, 1), "EU 1407/2013 artikel 7.4"),
        ("(EU) 360/2012", date(2024, 6, 30), None),
        ("(EU) 360/2012", date(2024, 7, 1), "EU 360/2012 artikel 4"),
        ("(EU) 2023/2832", date(2023, 12, 31), "EU 2023/2832 artikel 8"),
        ("(EU) 2023/2832", date(2024, 1, 1), None),
    ],
)
def test_an_eu_regulation_holds_for_six_months_after_its_end(
    empty: Session, basis: str, day: date, article: str | None
) -> None:
    said = [message for _, message in found(empty, "R23", grants({"state_aid_basis": basis, "decided_on": day}))]
    assert said == ([f"Statsstödsgrunden ({basis[1:]} gällde inte den {day} ({article})"] if article else [])


@pytest.mark.parametrize("ground", ["Stor investering", "Kompetens", "Åtgärdsprogram", "Krav i lag"])
def test_four_grounds_for_a_higher_share_need_no_reasons(empty: Session, ground: str) -> None:
    assert found(empty, "R11", grants({**OVER_HALF, "higher_share_ground": ground})) == []


def test_the_fifth_ground_for_a_higher_share_needs_its_reasons(empty: Session) -> None:
    fifth: Row = {**OVER_HALF, "higher_share_ground": "Särskilda skäl"}
    assert found(empty, "R11", grants(fifth))
    assert found(empty, "R11", grants({**fifth, "special_reasons": "Enda butiken"})) == []


@pytest.mark.parametrize(
    ("decided_on", "refers_to_year", "least"),
    [(date(2025, 3, 1), 2024, 28_650), (date(2025, 3, 1), None, 28_650), (date(2025, 12, 1), 2025, 29_400)],
)
def test_the_least_net_cost_is_half_the_price_base_amount_of_the_costs_own_year(
    empty: Session, decided_on: date, refers_to_year: int | None, least: int
) -> None:
    home = {**HOME, "decided_on": decided_on, "refers_to_year": refers_to_year}
    assert found(empty, "R08", grants({**home, "net_cost_sek": least})) == []
    assert found(empty, "R08", grants({**home, "net_cost_sek": least - 0.01}))


@pytest.mark.parametrize(
    ("row", "severity"),
    [
        ({**PENDING, "received_on": date(2024, 12, 31)}, "upplysning"),
        ({**PENDING, "received_on": date(2025, 1, 1)}, "varning"),
        (PENDING, "varning"),
        ({**PENDING, **HOME, "refers_to_year": 2024}, None),
        ({**PENDING, **HOME}, None),  # in arrears: for 2024
        ({**PENDING, **HOME, "refers_to_year": 2025}, "varning"),
        ({**HOME, "refers_to_year": 2024}, None),
        ({"decided_on": date(2024, 12, 31), "received_on": date(2024, 6, 1)}, "varning"),
    ],
)
def test_the_ordinance_is_that_of_the_day_and_for_home_delivery_also_that_of_the_costs_year(
    empty: Session, row: Row, severity: str | None
) -> None:
    assert [each for each, _ in found(empty, "R24", grants(row))] == ([severity] if severity else [])


@pytest.mark.parametrize(("year", "ceiling"), [(2025, 350_000), (2026, 370_000)])
def test_service_grants_and_operating_aid_have_one_ceiling_in_each_year(
    empty: Session, year: int, ceiling: int
) -> None:
    day = {"decided_on": date(year, 3, 1)}
    for rule_id, form in (("R13", SERVICE), ("R16", {})):
        assert found(empty, rule_id, grants({**day, **form, "granted_sek": ceiling})) == []
        assert found(empty, rule_id, grants({**day, **form, "granted_sek": ceiling + 0.01}))
    service: Row = {**day, **SERVICE, "granted_sek": 100_000}
    assert found(empty, "R15", grants(service, {**day, "granted_sek": ceiling - 100_000})) == []
    assert found(empty, "R15", grants(service, {**day, "granted_sek": ceiling - 99_999.99}))


@pytest.mark.parametrize(("day", "least_km"), [(date(2018, 4, 18), 15), (date(2018, 4, 19), 10)])
def test_the_distance_to_another_shop_changed_in_april_2018(empty: Session, day: date, least_km: int) -> None:
    old = {**OLD, "decided_on": day}
    assert found(empty, "R18", grants({**old, "distance_km": least_km}))
    assert found(empty, "R18", grants({**old, "distance_km": least_km + 0.01})) == []


@pytest.mark.parametrize(
    ("day", "rate"),
    [
        (date(2025, 6, 1), 11.0663),  # the year's
        (date(2026, 3, 15), 10.7614),  # the month's
        (date(2031, 1, 1), 11.153),  # the last that is known
    ],
)
def test_a_rate_is_that_of_the_day_or_the_latest_that_is_known(empty: Session, day: date, rate: float) -> None:
    aid = {**SERVICE, "state_aid_basis": "(EU) 2023/2831", "decided_on": day}
    assert found(empty, "R20", grants({**aid, "granted_sek": 300_000 * rate})) == []
    assert found(empty, "R20", grants({**aid, "granted_sek": 300_000 * rate + 0.06}))

"""The memo's sections about grants and visits: none, one, several, none known, and a year in progress."""

from collections.abc import Iterator, Mapping

import duckdb
import pytest

from rsp_pipeline.followup.document import Document
from rsp_pipeline.followup.full_report import compose, gather
from rsp_pipeline.followup.full_report.compose import ABOUT_GRANTS_AND_VISITS
from rsp_pipeline_tests.builders import (
    MUNICIPALITY_ORG_NO,
    OTHER_COMPANY,
    PROGRAMME,
    Row,
    delivered,
    grant,
    outlet,
    payment,
    visit,
)
from rsp_pipeline_tests.followup.test_full_report import AS_OF, cells, said
from rsp_pipeline_tests.sessions import published_session

YEARS = NONE, ONE, SEVERAL, IN_PROGRESS = 2023, 2024, 2025, 2026
REFUSED: Row = {"Beslut": "Avslag", "Belopp": "0"}
OPERATING: Row = {"Typ av stöd": "Särskilt driftstöd"}
INVESTMENT: Row = {
    "Typ av stöd": "Investeringsbidrag",
    "Investeringstyp": "Kyldiskar",
    "Stödgrundande kostnad": "500 000",
}
HOME_DELIVERY: Row = {
    "Typ av stöd": "Hemsändning",
    "Antal hushåll": "40",
    "Antal leveranser": "800",
    "Org.nr": MUNICIPALITY_ORG_NO,
}
DECIDED: tuple[tuple[str, Row], ...] = (
    ("2023-02-01", {**OPERATING, **REFUSED}),
    ("2024-02-01", {**OPERATING, "Inkom": "2024-01-31", "Ställe-ID": "S1"}),
    ("2025-02-03", {**OPERATING, "Inkom": "2025-01-31", "Ställe-ID": "S1", "Kommun": "Åre"}),
    ("2025-02-05", {**OPERATING, "Belopp": "350 000", "Ställe-ID": "S2", "Kommun": "Berg", "Org.nr": OTHER_COMPANY}),
    ("2025-03-01", {**OPERATING, **REFUSED}),
    ("2025-03-02", {**INVESTMENT, "Miljöåtgärd": "ja"}),
    ("2025-03-03", {**INVESTMENT, "Investeringstyp": "Solceller"}),
    ("2025-03-04", HOME_DELIVERY),
    ("2026-02-01", {**INVESTMENT, "Stödgrundande kostnad": "", "Investeringstyp": "Kassor"}),
)


def case(number: int, day: str, row: Row) -> Row:
    funds = "Nationella medel" if day.startswith("2025") else ""
    return {**grant(Ärendenr=str(number), Beslutsdatum=day, Finansiering=funds), **row}


def paid(day: str, case_id: str, amount: str = "50 000", kind: str = "Utbetalning") -> Row:
    return payment(Utbetalningsdatum=day, Ärendenr=case_id, Belopp=amount, Slag=kind)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    raw = delivered(
        tmp_path_factory.mktemp("about_grants"),
        grants=[case(number, day, row) for number, (day, row) in enumerate(DECIDED)],
        outlets=[outlet(), outlet(Kommun="Berg", **{"Ställe-ID": "S2", "Namn": "Bua"})],
        visits=[
            visit(Datum="2023-05-02", Form="Telefon"),
            visit(Datum="2024-05-02", Deltagare="Region", **{"Ställe-ID": "S1"}),
            visit(Datum="2025-05-02"),
            visit(Datum="2025-05-03", Deltagare="Region"),
            visit(Datum="2025-05-04", Deltagare="Region"),
        ],
        payments=[
            paid("2023-05-02", "99", "0"),
            paid("2024-06-02", "1"),
            paid("2025-06-02", "2"),
            paid("2025-07-01", "1", "20 000", "Återkrav"),
            paid("2026-02-02", "3"),
        ],
        grant_frames=[{"År": "2025", "Finansiering": "Nationella medel", "Ram": "2 000 000", "Källa": "Budget"}],
    )
    with published_session(raw, 2022, *YEARS) as made:
        yield made


@pytest.fixture(scope="module")
def memos(session: duckdb.DuckDBPyConnection) -> Mapping[int, Document]:
    return {year: compose(gather(session, PROGRAMME, year, AS_OF)) for year in YEARS}


def told(memos: Mapping[int, Document], heading: str) -> dict[int, str]:
    """What each year's memo says under a heading, a paragraph on a line."""
    return {year: "\n".join(said(memo, heading)) for year, memo in memos.items()}


def test_applications_and_refusals_are_told_with_how_long_they_took(memos: Mapping[int, Document]) -> None:
    assert told(memos, "Ansökningar och handläggning") == {
        NONE: "Under 2023 avgjordes 1 ansökan. Den fick avslag. När ansökan kom in är inte känt.",
        ONE: (
            "Under 2024 avgjordes 1 ansökan. Den beviljades. Från ansökan till beslut gick det 1 dag. Stöden "
            "gick till 1 mottagare."
        ),
        SEVERAL: (
            "Under 2025 avgjordes 6 ansökningar. Av dem beviljades 5 (83 %), och en fick avslag. Från ansökan "
            "till beslut gick det 3 dagar (median av 1 ansökan). Stöden gick till 3 mottagare."
        ),
        IN_PROGRESS: (
            "Hittills under 2026 har 1 ansökan avgjorts. Den beviljades. När ansökan kom in är inte känt. "
            "Stöden gick till 1 mottagare."
        ),
    }
    assert cells(memos[SEVERAL], "handlaggning")[1:] == [
        ["Investeringsbidrag", "2", "0", "100 %", "uppgift saknas", "100 000", "1"],
        ["Särskilt driftstöd", "3", "1", "67 %", "3", "225 000", "2"],
        ["Samtliga", "6", "1", "83 %", "3", "100 000", "3"],
    ]


def test_investments_and_home_delivery_are_told_with_what_they_come_to(memos: Mapping[int, Document]) -> None:
    assert told(memos, "Vad stöden gick till") == {
        NONE: "Under 2023 beslutades inga investeringsbidrag.",
        ONE: "Under 2024 beslutades inga investeringsbidrag.",
        SEVERAL: (
            "Under 2025 beslutades 2 investeringsbidrag om 200 000 kronor. Bidragen gäller investeringar för 1 "
            "000 000 kronor. Av dem är en märkt som energi- eller miljöåtgärd, med 100 000 kronor i stöd.\n"
            "Stödet till hemsändning når 40 hushåll i en kommun och motsvarar 125,00 kronor per leverans."
        ),
        IN_PROGRESS: (
            "Hittills under 2026 har 1 investeringsbidrag om 100 000 kronor beslutats. Vad investeringen "
            "kostar är inte känt. Den är inte märkt som energi- eller miljöåtgärd."
        ),
    }
    assert cells(memos[SEVERAL], "investeringar") == [
        ["Kyldiskar", "500 000", "100 000"],
        ["Solceller", "500 000", "100 000"],
        ["Samtliga investeringar", "1 000 000", "200 000"],
    ]
    assert cells(memos[IN_PROGRESS], "investeringar") == [
        ["Kassor", "uppgift saknas", "100 000"],
        ["Samtliga investeringar", "uppgift saknas", "100 000"],
    ]


def test_operating_aid_is_told_with_its_spread_and_a_ceiling_that_is_not_known(memos: Mapping[int, Document]) -> None:
    unknown = "Uppgift saknas om hur många butiker som fick det högsta stöd som kan lämnas."
    both = f"{unknown} Ingen mottagare fick både servicebidrag och särskilt driftstöd."
    assert told(memos, "Särskilt driftstöd") == {
        NONE: "Under 2023 beslutades inga särskilda driftstöd.",
        ONE: f"Under 2024 beslutades 1 särskilt driftstöd om 100 000 kronor, till 1 mottagare. {both}",
        SEVERAL: (
            "Under 2025 beslutades 2 särskilda driftstöd om 450 000 kronor, till 2 mottagare. Medianen var 225 "
            f"000 kronor. {both}"
        ),
        IN_PROGRESS: "Hittills under 2026 har inga särskilda driftstöd beslutats.",
    }
    assert cells(memos[SEVERAL], "sarskilt_driftstod") == [
        ["Åre", "1", "100 000"],
        ["Berg", "1", "350 000"],
        ["Hela länet", "2", "450 000"],
    ]


def test_frames_and_payments_are_told_as_far_as_they_are_known(memos: Mapping[int, Document]) -> None:
    no_frames = "Uppgift saknas om hur stora årets ramar för stöd är."
    unchanged = "Tidigare års beslut har inte ändrats."
    of_all = "Av det som har beviljats i registrets alla ärenden"
    assert told(memos, "Ramar och utbetalningar") == {
        NONE: f"{no_frames}\nUnder 2023 betalades ingenting ut, och ingenting kom tillbaka.",
        ONE: (
            f"{no_frames} {unchanged}\n"
            f"Under 2024 betalades 50 000 kronor ut, och ingenting kom tillbaka. {of_all} var 50 % utbetalt "
            "den 31 december 2024, och 50 000 kronor återstod att betala ut."
        ),
        SEVERAL: (
            f"Av årets ramar för stöd beviljades 38 %. {unchanged}\n"
            f"Under 2025 betalades 30 000 kronor ut, efter avdrag för 20 000 kronor som kom tillbaka. {of_all} "
            "var 9 % utbetalt den 31 december 2025, och 750 000 kronor återstod att betala ut."
        ),
        IN_PROGRESS: (
            f"{no_frames} {unchanged}\n"
            f"Hittills under 2026 har 50 000 kronor betalats ut, och ingenting kom tillbaka. {of_all} är 14 % "
            "utbetalt, och 800 000 kronor återstår att betala ut."
        ),
    }
    assert cells(memos[SEVERAL], "utbetalningar")[2:] == [
        ["Särskilt driftstöd", "30 000", "20 000", "15 %", "450 000"],
        ["Samtliga", "30 000", "20 000", "9 %", "750 000"],
    ]


def test_visits_are_held_against_the_outlets_that_were_granted_aid(memos: Mapping[int, Document]) -> None:
    assert told(memos, "Besök hos ställen med stöd") == {
        NONE: "Uppgift saknas om besök hos ställen som beviljats stöd: registren för både 2022 och 2023 behövs.",
        ONE: (
            "Det enda ställe som beviljats stöd under 2024 har fått ett fysiskt besök under 2023 eller 2024. "
            "Årets enda fysiska besök gjordes av en organisation."
        ),
        SEVERAL: (
            "Av de 2 ställen som beviljats stöd under 2025 har ett (50 %) fått ett fysiskt besök under 2024 "
            "eller 2025. Av årets 3 fysiska besök gjordes ett (33 %) av två eller flera organisationer tillsammans."
        ),
        IN_PROGRESS: "Uppgift saknas: registret företagsbesök har inte levererats för 2026.",
    }
    assert cells(memos[SEVERAL], "stodstallen_besokta") == [
        ["Åre", "1", "1", "100 %"],
        ["Berg", "1", "0", "0 %"],
        ["Hela länet", "2", "1", "50 %"],
    ]


def test_where_no_register_was_delivered_these_sections_are_left_out(undelivered: duckdb.DuckDBPyConnection) -> None:
    memo = compose(gather(undelivered, PROGRAMME, 2025, AS_OF))
    assert {section.heading for _, section in memo.walk()}.isdisjoint(ABOUT_GRANTS_AND_VISITS)

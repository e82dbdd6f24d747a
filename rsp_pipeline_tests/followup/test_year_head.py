"""The head of a year's own texts: what is read, what is told, and what holds from year to year."""

from datetime import date

from rsp_pipeline.followup.year_head import BoardDecision, Head, Written, written_head

WHOLE = """\
Datum: 2026-03-10
Handläggare: Förnamn Efternamn
Diarienummer: RUN/77/2026
Till: Regionstyrelsen
Nämndens plan: 2025-10-14, § 125
Rapporten lämnad: 2026-03-15
Undertecknas av: Anna Exempel, regiondirektör; Bo Exempel, enhetschef
Utdrag till: Länsstyrelsen; länets kommuner

## Resurser
"""


def read(text: str) -> Written:
    return written_head(text.splitlines(), "texts/2025.md")


def remarks(text: str) -> tuple[str, ...]:
    return tuple(each.removeprefix("texts/2025.md, rad ") for each in read(text).remarks)


def test_every_key_is_read_and_the_text_begins_after_them() -> None:
    assert read(WHOLE) == Written(
        Head(
            date(2026, 3, 10),
            "Förnamn Efternamn",
            "RUN/77/2026",
            "Regionstyrelsen",
            BoardDecision(date(2025, 10, 14), 125),
            date(2026, 3, 15),
            ("Anna Exempel, regiondirektör", "Bo Exempel, enhetschef"),
            ("Länsstyrelsen", "länets kommuner"),
        ),
        9,
    )


def test_keys_are_known_however_they_are_written_and_may_stand_between_dashes() -> None:
    found = read("---\nDATUM :  2026-03-10\nnämndens  plan: 2025-10-14\nHandläggare:\n---\nText.\n")
    assert found == Written(Head(date(2026, 3, 10), board_plan=BoardDecision(date(2025, 10, 14), None)), 5)


def test_a_page_without_a_head_has_none() -> None:
    assert read("## Resurser\n\nDatum: 2026-03-10\n") == Written(Head(), 0)


def test_a_line_that_cannot_be_used_is_told_with_what_was_expected() -> None:
    assert remarks("Handläggarre: A\nDatum: 10 mars\nNämndens plan: § 125\nTill: A\nTill: B\nObs: viktigt\n") == (
        "1: nyckeln ”Handläggarre” är okänd, och raden kom inte med. Menas ”handläggare”?",
        "2: ”Datum” har värdet ”10 mars” men ska vara en dag som 2026-03-10; det kom inte med.",
        (
            "3: ”Nämndens plan” har värdet ”§ 125” men ska vara dagen och paragrafen för beslutet, som 2025-10-14, "
            "§ 125; det kom inte med."
        ),
        "5: ”Till” står två gånger; det som står först gäller.",
        (
            "6: nyckeln ”Obs” är okänd, och raden kom inte med. Nycklarna är datum, handläggare, diarienummer, till, "
            "nämndens plan, rapporten lämnad, undertecknas av och utdrag till."
        ),
    )


def test_who_handles_signs_and_is_sent_it_holds_from_year_to_year_and_days_do_not() -> None:
    earlier = read(WHOLE).head
    assert Head(officer="Ny Handläggare").after(earlier) == Head(
        officer="Ny Handläggare",
        to="Regionstyrelsen",
        signatories=("Anna Exempel, regiondirektör", "Bo Exempel, enhetschef"),
        extract_to=("Länsstyrelsen", "länets kommuner"),
    )

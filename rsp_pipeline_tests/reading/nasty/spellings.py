"""Cells that say the same in other spellings, or seem to: identifiers, days, names, numbers out of programs."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from functools import partial
from pathlib import Path

from rsp_pipeline_tests.builders import COMPANY, Row, grant
from rsp_pipeline_tests.reading.nasty.case import FIRST, ROWS, Case, amount, cell, counted, one, refused, table, text

CASE = "RJH 2025-12A"
SAME_CASE = (
    "RJH 2025\u201112A",
    "RJH\u00a02025-12A",
    "RJH 2025\u2011\u00a012A",
    "RJH 2025 - 12A",
    "ＲＪＨ ２０２５-１２Ａ",
    "rjh 2025-12a",
    "'RJH 2025-12A",
    "RJH 2025-12\u0410",
    "RJH 2025\u201512A",
    "RJH 2025\ufe6312A",
    "RJH 2025-12A.",
)
UNSEEN = ("RJH 2025\u00ad-12A", "RJH 2025-\u200b12A", "RJH 2025-12A\u202c", "RJH 2025-1\x7f2A", "RJH 2025-12\uffffA")
NUMBER = ("20250012.0", "20250012,00", "20\u00a0250\u00a0012", "20\u202f250 012")
EMPTY = ("NULL", "nan", "None", "NaN", "saknas", "-", "\u2013", "<NA>", "N/A")
EMPTY_TOO = ("\\N", "[NULL]", "(tomt)", "?", "Ingen", "...")
DESTROYED = {
    "identity_as_day": ("2025-04-01", "2025-04-01 00:00:00", "4/1/2025", "apr-25", "Oct-25", "1.4.2025"),
    "identity_as_number": ("2,02501E+11", "2.0250100012E+15"),
    "lost_letter": ("2025\ufffd0012",),
}
AMOUNTS = {
    "48000.000000000007": "48000",
    "310500.00000001": "310500",
    "310499,99999999994": "310500",
    "0,30000000000000004": "0.30",
    "70000,5000": "70000.50",
    "70000.50000000": "70000.50",
    "1234.500": "1234.50",
    "SEK 310 500": "310500",
    "kr 50 000:-": "50000",
    "50.000,00 kr.": "50000",
    "SEK 310\u00a0500,50": "310500.50",
    "Kr. 1.250,00": "1250",
    "0,07000000": "0.07",
}
MUNICIPALITIES = (
    "2313 Strömsund",
    "Strömsund (2313)",
    "Strömsunds",
    "Strömsunds kn",
    "2313.0",
    "2313-Strömsund",
    "Kommun: Strömsund",
)
ORG_NUMBERS = (
    f"'{COMPANY}",
    f'="{COMPANY}"',
    "".join(chr(ord(digit) + 0xFEE0) for digit in COMPANY),
    f"Org.nr {COMPANY}",
    *(f"SE{COMPANY}01", f"SE {COMPANY[:6]}-{COMPANY[6:]} 01", f"se{COMPANY}01", f"{COMPANY}.0"),
)
BROKEN = (
    "PÃ¥hittade boden",
    "Ã…s Handel",
    "P\ufffdhittade",
    "P?hittade boden",
    "F??retaget",
    "L&aring;tsas",
    "Br„cke handel",
    "Str”msunds handel",
    "HŠrjedalen",
    "H├ñrjedalen",
    "H%C3%A4rjedalen",
    "H\\u00e4rjedalen",
    "H&#246;gs",
)
NAMELESS = ("NULL", "nan", "0", "Ingen", "saknas", "-", "---", "123", "1900-01-01", "\\N", "(tomt)", "TBD")
UTC = ("2025-03-13 23:00:00", "2025-03-13T23:00:00Z", "2025-03-14T01:00:00+02:00", "2025-03-13T23:00:00.000Z")


def _dates(*written: str) -> list[Row]:
    return [grant(Ärendenr=f"2025-{at}", Beslutsdatum=day) for at, day in enumerate(written, start=1)]


def _both(
    name: str, rows: list[Row], accepted: int, codes: tuple[str, ...] = (), remarks: tuple[str, ...] = ()
) -> Iterator[Case]:
    """The same rows, each of 100 000 kronor, as csv and as a workbook."""
    told = (accepted, FIRST * accepted, codes, remarks, len(codes))
    yield Case(f"{name}, in a.csv", text(rows), *told)
    yield Case(f"{name}, in a.xlsx", partial(write_workbook_of, rows), *told, called="a.xlsx")


def _spelt(
    name: str,
    spellings: Iterable[str],
    rows: Callable[[str], list[Row]],
    codes: tuple[str, ...] = (),
    remarks: tuple[str, ...] = (),
) -> Iterator[Case]:
    """Files in which one row counts, of each spelling one of both kinds."""
    for written in spellings:
        yield from _both(f"{name} {written!r}", rows(written), 1, codes, remarks)


def write_workbook_of(rows: list[Row], path: Path) -> None:
    """A workbook of some rows, made when it is asked for: a hundred of them take a while."""
    path.write_bytes(one(*table(rows)))


TWINS = ("identical_twin", "identifier_normalised")

SPELLINGS = [
    *_both(
        "a case that became a day and then a number",
        [grant(Ärendenr="2025-03"), grant(Ärendenr="45748")],
        2,
        (),
        ("identity_as_day",),
    ),
    *_both("a case that a look-up gave", [grant(), grant(Ärendenr="0")], 2, (), ("identity_as_nought",)),
    *_both("cases that are numbers of five digits", [grant(Ärendenr="45747"), grant(Ärendenr="45748")], 2),
    counted(
        "every cell a formula of text",
        text([{key: f'="{value}"' for key, value in row.items()} for row in ROWS]),
        "identifier_normalised",
    ),
    *_both("a quoted word in a name", [grant(Sökande="”Handla”s vänner")], 1),
    *_both("an address in a name", [grant(Sökande="www.a.se/H%C3%A4r")], 1),
    Case(
        "one case as a formula of text", text([grant(Ärendenr=CASE), grant(Ärendenr=f'="{CASE}"')]), 1, FIRST, (), TWINS
    ),
    *_spelt("one case as", SAME_CASE, lambda case: [grant(Ärendenr=CASE), grant(Ärendenr=case)], (), TWINS),
    *(
        Case(
            f"one case with {written!r}",
            text([grant(Ärendenr=CASE), grant(Ärendenr=written)]),
            1,
            FIRST,
            remarks=("identical_twin", "unseen_characters"),
        )
        for written in UNSEEN
    ),
    *_spelt("a case's number as", NUMBER, lambda case: [grant(Ärendenr="20250012"), grant(Ärendenr=case)], (), TWINS),
    *_spelt("no case, as", (*EMPTY, *EMPTY_TOO), lambda case: [grant(), grant(Ärendenr=case)], ("stands_for_missing",)),
    *(
        case
        for code, written in DESTROYED.items()
        for case in _spelt("a case that became", written, lambda case: [grant(), grant(Ärendenr=case)], (code,))
    ),
    *(Case(f"amount {written!r}", amount(written), 1, Decimal(value)) for written, value in AMOUNTS.items()),
    Case("an amount with dust, in a workbook", one(*table([grant(Belopp=100000.000000004)])), 1, FIRST),
    *(
        Case(f"amount {written!r}", amount(written), 0, Decimal(0), (code,), (), 1)
        for written, code in {
            "70000,1234": "too_many_decimals",
            "SEK 12.500": "ambiguous_amount",
            "12 500.000": "ambiguous_amount",
            "€ 500": "not_an_amount",
        }.items()
    ),
    *(counted(f"municipality {written!r}", cell(Kommun=written)) for written in MUNICIPALITIES),
    refused("a code and another's name", cell(Kommun="2321 Berg"), "unknown_municipality"),
    *(counted(f"org number {written!r}", cell(**{"Org.nr": written})) for written in ORG_NUMBERS),
    counted("numbers as pandas writes them", cell(Beslutsnr="1.0", Kommun="2313.0", Belopp="100000.0")),
    *_both("days with the month first", _dates("03/14/2025", "04/05/2025", "04/04/2025"), 3, (), ("month_first",)),
    *_both("days with the day first", _dates("14/03/2025", "04/05/2025"), 2),
    *_both("days that nothing decides", _dates("03/04/2025", "2025-03-14", "05/05/2025"), 2, ("ambiguous_date",)),
    *_both(
        "a day against the others' order",
        _dates("03/14/2025", "03/15/2025", "14/03/2025", "03/04/2025"),
        3,
        ("ambiguous_date",),
        ("month_first",),
    ),
    *_both("as many of each order", _dates("03/14/2025", "14/03/2025", "03/04/2025"), 0, ("ambiguous_date",) * 3),
    *_both("days between full stops with the month first", _dates("03.14.2025", "04.05.2025"), 2, (), ("month_first",)),
    *_both("days between full stops", _dates("14.03.2025", "04.05.2025", "3.4.2025"), 3),
    *_both("days between full stops that nothing decides", _dates("04.05.2025", "3/4 2025"), 2),
    *_both("days between hyphens with the month first", _dates("03-14-2025", "04-05-2025"), 2, (), ("month_first",)),
    *_both("days between hyphens", _dates("14-03-2025", "04-05-2025"), 2),
    *_both("days between hyphens that nothing decides", _dates("03-04-2025", "14/3 2025"), 1, ("ambiguous_date",)),
    *_both("days of twelve hours", _dates("3/14/2025 12:00:00 AM", "4/5/2025 1:30 PM"), 2, (), ("month_first",)),
    *(
        case
        for written in UTC
        for case in _both(
            f"the day {written!r} in Sweden",
            _dates(written),
            1,
            (),
            () if "+" in written else ("other_time_zone" if "Z" in written else "midnight_as_clock",),
        )
    ),
    *_both("days that lost some seconds", _dates("2025-03-13 23:59:12"), 1, (), ("midnight_as_clock",)),
    *_both("late moments among others", _dates("2025-03-13 23:00", "2025-03-13 10:15"), 2, (), ("late_clock",)),
    *_both("the end of a day", _dates("2025-03-14 23:59:59", "2025-03-14T00:00:00Z"), 2),
    Case(
        "midnight in UTC, in a workbook's own kind of day",
        one(*table([grant(Beslutsdatum=datetime(2024, 12, 31, 23))])),  # noqa: DTZ001
        1,
        FIRST,
        remarks=("midnight_as_clock",),
    ),
    *_both("an amount for a day", _dates("70000", "2025-03-14"), 1, ("not_a_date",)),
    *_both("a round amount for a day", _dates("45000", "2025-03-14"), 1, ("number_as_day",)),
    *_both("days as numbers, one of them round", _dates("45000", "45730"), 2),
    *_spelt("a name as", BROKEN, lambda name: [grant(Sökande=name)], (), ("broken_text",)),
    *_spelt("no name, as", NAMELESS, lambda name: [grant(Sökande=name)], (), ("no_name",)),
]

"""Cells that may be read more than one way."""

from decimal import Decimal

from rsp_pipeline_tests.builders import grant
from rsp_pipeline_tests.reading.nasty.case import FIRST, NOTHING, ROWS, Case, amount, cell, counted, plus, refused, text

VALUES = [
    *(
        Case(f"amount {written!r}", amount(written), 1, Decimal(value))
        for written, value in {
            "100000": "100000",
            "1 476 300,00": "1476300",
            "1\u00a0476\u00a0300": "1476300",
            "1\u202f476\u202f300 kr": "1476300",
            "1'476'300": "1476300",
            "1.476.300": "1476300",
            "1.476.300,50": "1476300.50",
            "250 tkr": "250000",
            "1,5 Mkr": "1500000",
            "619 992:-": "619992",
            "619 992,-": "619992",
            "1 234,50 kr": "1234.50",
            "12 tkr": "12000",
            "1,2 Mkr": "1200000",
            "1,2 mnkr": "1200000",
            "0": "0",
        }.items()
    ),
    *(
        Case(f"amount {written!r}", amount(written), 0, NOTHING, (code,), (), 1)
        for written, code in {
            "abc": "not_an_amount",
            "12.500": "ambiguous_amount",
            "500-": "ambiguous_amount",
            "1 234,50 -": "ambiguous_amount",
            "\u2212500": "below_least",
            "(500)": "below_least",
            "1e5": "not_an_amount",
            "": "missing_value",
            "9" * 15: "amount_too_large",
        }.items()
    ),
    *(
        counted(f"date {written!r}", cell(Beslutsdatum=written))
        for written in (
            "20250314",
            "14/3 2025",
            "14 mars 2025",
            "14 mar 2025",
            "2025-03-14 00:00",
            "2025-03-14 13:45",
            "14.3.2025",
        )
    ),
    *(
        refused(f"date {written!r}", cell(Beslutsdatum=written), code)
        for written, code in {
            "25-03-14": "not_a_date",
            "14/3 25": "not_a_date",
            "14 marsipan 2025": "not_a_date",
            "2025-02-30": "no_such_date",
            "2031-01-01": "in_future",
            "": "missing_value",
        }.items()
    ),
    *(
        counted(f"org number {written!r}", cell(**{"Org.nr": written}))
        for written in ("556036-0793", "165560360793", "556036 0793", "511619801")
    ),
    *(
        refused(f"org number {written!r}", cell(**{"Org.nr": written}), code)
        for written, code in {
            "5560360794": "org_no_checksum",
            "55603607": "org_no_length",
            "5,56036E+09": "org_no_as_number",
        }.items()
    ),
    *(
        counted(f"municipality {written!r}", cell(Kommun=written))
        for written in ("2313", "STRÖMSUND", "Strömsunds kommun")
    ),
    Case("amount '100\\u200b000'", amount("100\u200b000"), 1, FIRST, remarks=("unseen_characters",)),
    counted("date '45730'", cell(Beslutsdatum="45730"), "number_as_day"),
    refused("a municipality elsewhere", cell(Kommun="Sundsvall"), "unknown_municipality"),
    counted("another spelling of a term", cell(Typ_av_stöd="driftstöd")),
    *(counted(f"a flag {written!r}", plus(Skärgård=written)) for written in ("ja", "NEJ", "x")),
    Case("a flag that is none", plus(Skärgård="kanske"), 0, NOTHING, ("not_yes_or_no",) * 2, (), 2),
    *(
        refused(f"a whole number {written!r}", cell(Beslutsnr=written), code)
        for written, code in {"1.000": "not_a_whole_number", "1 2": "not_a_whole_number", "0": "below_least"}.items()
    ),
    refused("an unknown term", cell(Beslut="Kanske"), "unknown_term"),
    counted("an empty cell with a default", cell(Beslutsnr="", Beslutstyp="")),
    counted("spaces around everything", text([{k: f"  {v}\u00a0" for k, v in row.items()} for row in ROWS])),
    counted("identical twins", text([*ROWS, ROWS[1]]), "identical_twin"),
    Case("one key, two contents", text([*ROWS, grant(Ärendenr="2025-2")]), 1, FIRST, ("conflicting_key",) * 2, (), 2),
    refused(
        "many failures in one row",
        cell(Kommun="Oslo", Belopp="?", Beslut="?"),
        "unknown_term",
        "unknown_municipality",
        "not_an_amount",
    ),
    counted("a formula as text", cell(Sökande="=CMD()")),
]

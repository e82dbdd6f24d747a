"""Delimited text, and headers of all kinds."""

from decimal import Decimal

from rsp_pipeline_tests.builders import GRANT, grant, payment, visit
from rsp_pipeline_tests.reading.nasty.case import (
    BOTH,
    FIRST,
    HEADER,
    NOTHING,
    ROWS,
    SECOND_LINE,
    Case,
    counted,
    line,
    lines,
    plus,
    refused,
    rejected,
    text,
)


def quoted(content: bytes) -> bytes:
    """The same with every cell in quotation marks."""
    return b"".join(b'"' + row.replace(b";", b'";"') + b'"\n' for row in content.splitlines())


def renamed(**names: str) -> bytes:
    """The honest file with headers called otherwise; an underscore stands for a space or a full stop."""
    old_new = {old.replace("_", " "): new for old, new in names.items()}
    return text([{old_new.get(name, name): value for name, value in row.items()} for row in ROWS])


TEXT_FILES = [
    *(counted(f"delimiter {delimiter!r}", text(delimiter=delimiter)) for delimiter in ";,\t|"),
    *(
        counted(f"encoding {encoding}", text(encoding=encoding))
        for encoding in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "iso-8859-1", "cp850")
    ),
    *(counted(f"newline {newline!r}", text(newline=newline)) for newline in ("\n", "\r", "\r\n")),
    counted("mixed newlines", text().replace(b"\r\n", b"\n", 1)),
    counted("letters as base and mark", renamed(Ärendenr="A\u0308rendenr", Typ_av_stöd="Typ av sto\u0308d")),
    counted("NUL bytes in an identity", text().replace(b"2025-2", b"2025\x00-2"), "unseen_characters"),
    counted(
        "a NUL byte in UTF-16",
        lines(line(), line(Ärendenr="2025\0-2", Belopp="250,50")).decode().encode("utf-16"),
        "unseen_characters",
    ),
    counted("a line of NUL bytes", text().replace(b"2025-2", b"\0\0\r\n2025-2"), "unseen_characters"),
    counted("NUL bytes after the last line, as a crash leaves them", text() + bytes(40), "unseen_characters"),
    counted("the end of a file as DOS writes it", text() + b"\x1a", "unseen_characters"),
    counted("blank lines", text().replace(b"\r\n", b"\r\n\r\n")),
    counted("lines of delimiters only", text() + b";;;;;;;;;\r\n;;;;;;;;;\r\n"),
    counted("no newline at the end", text().rstrip(), "no_line_end"),
    counted("title rows", "Stödbeslut 2025\nUttag 2026-01-15\n\n".encode() + text()),
    counted("a title of many cells", "Region;Jämtland;Härjedalen;2025;;;\n".encode() + text()),
    counted("a first line with another delimiter", b"Uttag,2026-01-15\n" + text()),
    Case(
        "two files joined, each with its mark",
        text(encoding="utf-8-sig") + text([grant(Ärendenr="2025-3")], encoding="utf-8-sig"),
        3,
        BOTH + FIRST,
        remarks=("note_row",),
    ),
    counted(
        "quotation marks after a backslash", lines(line(Sökande=r'"Handeln \"i byn\" AB"'), SECOND_LINE), "broken_text"
    ),
    counted(
        "a number sign, and a quoted delimiter",
        lines(line(Sökande="#1 Handeln"), line(Ärendenr="2025-2", Sökande='"Handeln; ""i byn"""', Belopp="250,50")),
    ),
    refused("nothing as a database writes it", lines(line(Beslutsnr=r"\N"), SECOND_LINE), "stands_for_missing"),
    counted("all cells quoted", quoted(text())),
    counted("a cell of two lines", lines(line(Sökande='"Handeln\ni byn"'), SECOND_LINE)),
    counted("a quoted delimiter", lines(line(Sökande='"Handeln; i byn"'), SECOND_LINE)),
    counted("a quoted quote", lines(line(Sökande='"Handeln ""i byn"""'), SECOND_LINE)),
    counted("a quote within a cell", lines(line(Sökande='Skruv 5" AB'), SECOND_LINE)),
    counted("a quote that never ends", lines(line(Sökande='"Handeln'), SECOND_LINE), "unpaired_quote"),
    Case(
        "a quote that ends rows later",
        lines(line(Sökande='"Handeln'), SECOND_LINE, line(Ärendenr="2025-3", Sökande='"X"')),
        3,
        BOTH + FIRST,
        remarks=("unpaired_quote",),
    ),
    counted(
        "an open quote in the last row", lines(line(), line(Ärendenr='"2025-2', Belopp="250,50")), "unpaired_quote"
    ),
    refused("short rows", lines("2025-1", SECOND_LINE), *("missing_value",) * 7),
    Case(
        "a delimiter in an amount",
        text([grant(Belopp="100"), ROWS[1]], ",").replace(b'"250,50"', b"250,50"),
        1,
        Decimal(100),
        ("too_many_cells",),
        (),
        1,
    ),
    counted("empty cells to the right", text().replace(b"\r\n", b";;;\r\n")),
    counted("totals", text() + b"Summa;;;;;;;;;100250,50\r\n", "total_row"),
    counted("subtotals", lines(line(), "Delsumma;;;;;;;;;100000", SECOND_LINE), "total_row"),
    counted("a total in another column", text() + b";;;;;;;Totalt;;100250,50\r\n", "total_row"),
    counted("a total that differs", text() + b"Summa;;;;;;;;;100\r\n", "total_row", "total_differs"),
    counted(
        "a total and a subtotal", text() + b"Delsumma;;;;;;;;;100250,50\r\nSumma;;;;;;;;;100250,5\r\n", "total_row"
    ),
    counted(
        "totals of groups, and one of them all",
        lines(line(), "Summa;;;;;;;;;100000", SECOND_LINE, "Summa;;;;;;;;;250,50", "Totalt;;;;;;;;;100250,50"),
        "total_row",
    ),
    counted("a subtotal that differs", lines(line(), "Delsumma;;;;;;;;;5", SECOND_LINE), "total_row", "total_differs"),
    refused("an error value in the text", lines(line(Beslutsnr="#SAKNAS!"), SECOND_LINE), "error_value"),
    refused("a column too narrow for its dates", lines(line(Beslutsdatum="########"), SECOND_LINE), "error_value"),
    rejected("UTF-8 cut within a letter", text() + "Ö".encode()[:1], "damaged_text"),
    rejected(
        "a byte of Windows-1252 in UTF-8", text().replace("Påhittade".encode(), b"P\xe5hittade", 1), "damaged_text"
    ),
    Case("cut within the last row", text()[:-16], 1, FIRST, ("cut_off",), ("no_line_end",), 1),
    counted("a note", text() + "* Uppgifter ur ärendesystemet;;;;;;;;;\r\n".encode(), "note_row"),
    Case("header only", text([GRANT]).splitlines()[0], 0, NOTHING, remarks=("no_rows",)),
]
HEADERS = [
    counted("capitals", renamed(**{name.replace(" ", "_"): name.upper() for name in HEADER})),
    counted("colons and spaces", renamed(**{name.replace(" ", "_"): f"  {name} : " for name in HEADER})),
    counted("soft hyphens", renamed(Beslutsdatum="Besluts\u00addatum"), "unseen_characters"),
    *(
        counted(f"the character {character!r} in a header", renamed(Belopp=header), "unseen_characters")
        for character, header in (("\0", "Be\0lopp"), ("\x0b", "Belopp\x0b(kr)"), ("\u200b", "\u200bBelopp"))
    ),
    counted("NUL for a header of its own", plus(**{"\0": "x"}), "unseen_characters", "unknown_column"),
    counted("line breaks", renamed(Typ_av_stöd="Typ av\nstöd")),
    counted(
        "line breaks below a title of few cells",
        "Stödbeslut;2025;;\n".encode() + renamed(Typ_av_stöd='"Typ\nav\nstöd"').replace(b'"""', b'"'),
    ),
    counted("no-break spaces", renamed(Typ_av_stöd="Typ\u00a0av\u00a0stöd")),
    counted("underscores and hyphens", renamed(Ärendenr="Ärende_ID", Org_nr="Org nr", Beslutsdatum="Besluts-datum")),
    counted("a unit", renamed(Belopp="Belopp (kr)")),
    rejected("a unit that is none", renamed(Belopp="Belopp (tkr)"), "missing_column"),
    rejected("a Cyrillic letter", renamed(Belopp="\u0412elopp"), "lookalike_header"),
    rejected(
        "a Cyrillic letter in a column that may be missing",
        text([{**row, "\u041ert": "Byn"} for row in ROWS]),
        "lookalike_header",
    ),
    rejected("a Greek letter", renamed(Beslutstyp="Beslutst\u03c5p"), "renamed_column"),
    rejected("letters of double width", renamed(Belopp="Ｂｅｌｏｐｐ"), "lookalike_header"),
    rejected("a missing required column", renamed(Kommun="Plats"), "missing_column"),
    rejected("a column twice", text().replace(b"Beslutstyp", b"Belopp"), "repeated_column"),
    counted("two headers of one column", plus(Kommunkod="2313")),
    rejected("a renamed optional column", plus(Sökt_beloppet="5"), "renamed_column"),
    rejected("parts in another order", renamed(Beslutstyp="Typ av beslut"), "renamed_column"),
    rejected("another name over the terms of a column", renamed(Beslutstyp="Kategori"), "renamed_column"),
    counted("an unknown column", plus(Handläggarkod="x"), "unknown_column"),
    counted("a column without a header", text([{**row, "": "7"} for row in ROWS]), "unknown_column"),
    Case("two amounts of one name", plus(Beslutat_belopp="1"), total=Decimal(2), remarks=("spare_column",)),
    rejected("another register", text([visit()]), "other_register"),
    rejected("a register with some of the same columns", text([payment()]), "other_register"),
    rejected("something else", b"a;b;c\n1;2;3\n", "no_header"),
    counted("other order", text([dict(reversed(list(row.items()))) for row in ROWS])),
    counted("the header again in the middle", lines(line(), ";".join(HEADER), SECOND_LINE), "note_row"),
]

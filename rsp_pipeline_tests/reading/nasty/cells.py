"""Workbooks in which a cell says another thing than its value: errors, formulas, units, strikes, what is hidden."""

from rsp_pipeline_tests.builders import grant
from rsp_pipeline_tests.reading.nasty.case import (
    HEADER,
    ROWS,
    both_refused,
    counted,
    old_excel,
    one,
    refused,
    rejected,
    rewritten,
    table,
    text_cell,
    with_cell,
    with_error,
)
from rsp_pipeline_tests.reading.nasty.looks import (
    STRUCK_STYLE,
    by_program,
    by_xlsxwriter,
    calc,
    excel,
    far_formats,
    filtered,
    formatted,
    hidden_column,
    hidden_rows,
    number_style,
    rich,
    struck,
    styled,
    without_references,
)

FORMULA = 'table:formula="of:=[.A1]"'

ERRORS = [
    *(
        refused(f"the error {error} of a newer Excel", with_error(error), "error_value")
        for error in ("#SPILL!", "#GETTING_DATA", "#CALC!", "#BLOCKED!", "#Nytt fel")
    ),
    *(
        refused(f"the error {error} in cells without references", without_references(with_error(error)), "error_value")
        for error in ("#REF!", "#VALUE!", "#FIELD!")
    ),
    *(
        refused(
            f"an error in {header} of an xls file",
            old_excel(table([{**ROWS[0], header: code}, ROWS[1]])),
            "error_value",
        )
        for header, code in (("Beslutstyp", b"\x2a"), ("Belopp", b"\x17"), ("Sökande", b"\x0f"))
    ),
    *(
        refused(f"the error {error!r} as text", one(*table([grant(Sökande=error), ROWS[1]])), "error_value")
        for error in ("#I/T", "#Saknas!", "#HÄMTAR_DATA", "#Error", "Error 2042", "-2146826246", "#N/D")
    ),
    *(
        refused(
            f"an error in ods shown as {shown}",
            calc({"Beslutstyp": f"<table:table-cell {FORMULA} {said}><text:p>{shown}</text:p></table:table-cell>"}),
            "error_value",
        )
        for shown, said in (
            ("#N/A", 'office:value-type="string" office:string-value="" calcext:value-type="error"'),
            ("Err:502", 'office:value-type="string" office:string-value="" calcext:value-type="error"'),
            ("#NAMN?", 'office:value-type="float" office:value="0"'),
        )
    ),
]
FORMULAS = [
    refused("a formula left at 0 by a program", by_program(), "formula_without_value"),
    refused(
        "a formula left empty by a program", by_program("", place=HEADER.index("Beslutstyp")), "formula_without_value"
    ),
    counted("a formula that a program knew the value of", by_program(100000)),
    both_refused(
        "an array formula left at 0",
        by_xlsxwriter(lambda _, sheet: sheet.write_array_formula("J2:J3", "{=A2:A3}")),
        "formula_without_value",
    ),
    refused(
        "a formula without its value in a cell without a reference",
        without_references(with_cell(2, "Beslutstyp", "<c><f>A1</f></c>")),
        "formula_without_value",
    ),
    *(
        refused(f"an ods formula {name}", calc({header: cell}), "formula_without_value")
        for name, header, cell in (
            ("without value", "Beslutstyp", f"<table:table-cell {FORMULA}/>"),
            ("left at 0", "Belopp", f'<table:table-cell {FORMULA} office:value-type="float" office:value="0"/>'),
            ("without text", "Sökande", f'<table:table-cell {FORMULA} office:value-type="string"/>'),
        )
    ),
]
UNITS = [
    *(
        refused(f"the number format {code}", formatted(code), "unit_in_format")
        for code in (
            '#,##0 "tkr"',
            "0.0\\ \\m\\n\\k\\r",
            "[$€-407] #,##0.00",
            "#,##0 [$EUR]",
            "[$kr-414] #,##0",
            "0%",
            "0.00%",
            '"$"#,##0',
            '_-* #,##0 "kSEK"_-',
            '#,##0 "öre"',
            '0" 000"',
            "#,##0\\0\\0\\0",
        )
    ),
    *(
        counted(f"the number format {code}", formatted(code))
        for code in (
            '#,##0.00 "kr"',
            "_-* #,##0.00\\ [$kr-41D]_-",
            "#,##0 [$SEK]",
            "# ##0:-",
            "[Red]-#,##0",
            "#,##0\\ \\k\\r\\.",
            '"kronor" 0',
        )
    ),
    *(
        counted(f"the number format {code} that shows less than is stored", formatted(code), "scaled_format")
        for code in ("#,##0,", '#,##0," tkr"', '0.00,,"Mkr"')
    ),
    *(
        refused(f"an ods style with {said}", calc({"Belopp": styled("ce1")}, number_style(said)), "unit_in_format")
        for said in ("tkr", "mnkr", "EUR", "€", "000")
    ),
    counted("an ods style with kr", calc({"Belopp": styled("ce1")}, number_style("kr"))),
    counted(
        "an ods style with hidden thousands",
        calc({"Belopp": styled("ce1")}, number_style("tkr", 1000)),
        "scaled_format",
    ),
    refused("a percentage in ods", calc({"Belopp": styled("", "0.5", "percentage")}), "unit_in_format"),
    refused("an ods currency", calc({"Belopp": styled("", kind='currency" office:currency="NOK')}), "unit_in_format"),
    both_refused(
        "a unit of a whole ods column",
        calc(
            styles=number_style("tkr"),
            columns='<table:table-column table:number-columns-repeated="9"/>'
            '<table:table-column table:default-cell-style-name="ce1"/>',
        ),
        "unit_in_format",
    ),
]
STRUCK = [
    refused("a row struck through", struck(*(f"{letter}2" for letter in "ABCDEFGHIJ")), "struck_row"),
    refused("an amount struck through", struck("J2"), "struck_through"),
    refused("a name struck through", struck("F2"), "struck_through"),
    refused("an amount struck in part", rich(("70000", True), ("50000", False)), "struck_through"),
    refused(
        "an amount struck at its end", rich(("50 000", False), (" 70 000", True), (" kr", False)), "struck_through"
    ),
    refused(
        "an ods row struck through",
        calc(styles=STRUCK_STYLE, rows={2: 'table:default-cell-style-name="ce1"'}),
        "struck_row",
    ),
    refused(
        "an ods amount struck in part",
        calc({"Belopp": text_cell('<text:span text:style-name="T1">70000</text:span>50000')}, STRUCK_STYLE),
        "struck_through",
    ),
    counted("a header struck through", struck("A1", "J1")),
]
HIDDEN = [
    counted("hidden rows", excel(hidden_rows(2, 3)), "hidden_rows"),
    counted("a filtered sheet", excel(filtered), "filtered_rows"),
    counted("a hidden column", excel(hidden_column), "hidden_columns"),
    counted("a hidden row below the register", excel(hidden_rows(9))),
    counted("a hidden ods row", calc(rows={2: 'table:visibility="collapse"'}), "hidden_rows"),
    counted("a filtered ods sheet", calc(rows={3: 'table:visibility="filter"'}), "filtered_rows"),
    counted("a hidden ods column", calc(columns='<table:table-column table:visibility="collapse"/>'), "hidden_columns"),
]
SHAPES = [
    counted("formats to the farthest corner", excel(far_formats)),
    counted(
        "ods formats to the last row and column",
        calc(
            below='<table:table-row table:number-rows-repeated="1048570" table:style-name="ro1">'
            '<table:table-cell table:style-name="ce1" table:number-columns-repeated="16384"/></table:table-row>'
        ),
    ),
    *(
        counted(f"ods with {name} between its cells", calc(gap=gap))
        for name, gap in (("line ends", "\n"), ("indentation", "\r\n\t  "), ("comments", "<!-- x --> "))
    ),
    counted(
        "an ods cell with a note beside its text",
        calc(
            {"Beslutstyp": text_cell("Grundbeslut", "<office:annotation><text:p>Kolla!</text:p></office:annotation>")}
        ),
    ),
    counted(
        "an ods formula with a sign of XML in it",
        calc(
            {
                "Belopp": "<table:table-cell table:formula='of:=IF([.A1]>0;\"a\";1)' office:value-type='float'"
                " office:value='100000'><text:p>100000</text:p></table:table-cell>"
            }
        ),
    ),
    *(
        rejected(f"an ods cell {name}", calc({"Belopp": cell}), "damaged_workbook")
        for name, cell in (
            ("without its end", '<table:table-cell office:value-type="string"><text:p>1</text:p>'),
            ("with an element that never ends", text_cell("<text:span>1")),
            ("with a sign of XML in what it says", text_cell("1").replace(">", ' table:formula="<">', 1)),
        )
    ),
    rejected(
        "an XML spreadsheet of 2003",
        b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook'
        b' xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet/></Workbook>',
        "xml_spreadsheet",
        called="a.xls",
    ),
    rejected("an XML file", b'<?xml version="1.0"?><beslut/>', "xml", called="a.xls"),
    rejected(
        "a web page that is XML",
        b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x">\n<html></html>',
        "web_page",
        called="a.xls",
    ),
]
TWICE = [
    refused("an amount given twice", rewritten('<c r="J2"', '<c r="J2"><v>1</v></c><c r="J2"'), "cell_given_twice"),
    refused(
        "a shared text given twice",
        rewritten('<c r="F2"', '<c r="F2" t="s"><v>1</v></c><c r="F2"', by_program(100000)),
        "cell_given_twice",
    ),
    refused(
        "an amount given twice, with elements that have prefixes",
        rewritten(
            "<(/?)(row|c|v|is|t|sheetData)(?=[ />])",
            r"<\1x:\2",
            rewritten('<c r="J2"', '<c r="J2"><v>1</v></c><c r="J2"'),
        ),
        "cell_given_twice",
    ),
    counted("an amount given twice as the same", rewritten('(<c r="J2".*?</c>)', r"\1\1")),
    counted("an amount given once and once as nothing", rewritten('(<c r="J2".*?</c>)', r'\1<c r="J2"/>')),
    counted("cells of a row in another order", rewritten('(<c r="I2".*?</c>)(<c r="J2".*?</c>)', r"\2\1")),
    counted("rows in another order", rewritten("(<row .*?</row>)(<row .*?</row>)(<row .*?</row>)", r"\3\1\2")),
    both_refused(
        "two rows of one number",
        rewritten('(<row r=|<c r=)"([A-Z]*)3"', r'\1"\g<2>2"'),
        "cell_given_twice",
        quarantined=1,
    ),
    both_refused(
        "two rows of one number, with cells without references",
        rewritten('<row r="3"', '<row r="2"', rewritten('<c r="[A-Z0-9]+"', "<c")),
        "cell_given_twice",
        quarantined=1,
    ),
]
CELLS = [*ERRORS, *FORMULAS, *UNITS, *STRUCK, *HIDDEN, *SHAPES, *TWICE]

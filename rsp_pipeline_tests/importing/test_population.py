"""The population as its publishers write it, in every layout, comes to the same rows; what is none of it is refused."""

import json
from pathlib import Path

import pytest

from rsp_pipeline.registers.population import POPULATION
from rsp_pipeline_tests.builders import read
from rsp_pipeline_tests.importing.reference_table import Table, counts, table_of_sample

NEW = {("2303", 2024): 5_146, ("2303", 2025): 5_152, ("2380", 2024): 64_979, ("2380", 2025): 64_963}
ONE_PRELIMINARY = ("1\u00a0uppgift är preliminär, och står så i källan.",)

BESIDE = """\
"Folkmängden efter region och år"

"region";"Folkmängd 2024";"Folkmängd 2025"
"2303 Ragunda";5146;5152
"2380 Östersund";"64 979";"64\u00a0963"
"1480 Göteborg";607882;610000

Källa: Befolkningsstatistik, SCB
"""
BELOW = """\
"region"\t"kön"\t"år"\t"Folkmängd"
"2303 Ragunda"\t"totalt"\t"2024"\t5146
"2303 Ragunda"\t"män"\t"2024"\t2700
"2303 Ragunda"\t"totalt"\t"2025"\t5152
"2380 Östersund"\t"totalt"\t"2024"\t64979
"2380 Östersund"\t"totalt"\t"2025"\t64963
"""
TWO_MEASURES = """\
region,Folkmängd 2024,Folkmängd 2025,Folkökning 2025
2303 Ragunda,5146,5152,6
2380 Östersund,64979,64963,..
"""
JSON_STAT = {
    "version": "2.0",
    "class": "dataset",
    "label": "Folkmängden efter region, tabellinnehåll och år",
    "source": "SCB",
    "id": ["Region", "ContentsCode", "Tid"],
    "size": [2, 2, 2],
    "role": {"time": ["Tid"], "geo": ["Region"], "metric": ["ContentsCode"]},
    "dimension": {
        "Region": {
            "label": "region",
            "category": {"index": {"2380": 1, "2303": 0}, "label": {"2303": "Ragunda", "2380": "Östersund"}},
        },
        "ContentsCode": {
            "label": "tabellinnehåll",
            "category": {
                "index": {"BE0101N1": 0, "BE0101N2": 1},
                "label": {"BE0101N1": "Folkmängd", "BE0101N2": "Folkökning"},
            },
        },
        "Tid": {"label": "år", "category": {"index": ["2024", "2025"], "label": {"2024": "2024", "2025": "2025"}}},
    },
    "value": [5146, 5152, 11, 6, 64979, 64963, 98, -16],
}
PX = """\
CHARSET="ANSI";
AXIS-VERSION="2013";
CODEPAGE="iso-8859-15";
LANGUAGE="sv";
LANGUAGES="sv","en";
TITLE="Folkmängden efter region "
"och år";
TITLE[en]="Population; by region and year";
CONTENTS="Folkmängd";
STUB="region";
STUB[en]="region";
HEADING="år";
VALUES("region")="Ragunda","Östersund";
VALUES[en]("region")="Ragunda","Östersund";
CODES("region")="2303","2380";
VALUES("år")="2024","2025";
TIMEVAL("år")=TLIST(A1),"2024","2025";
NOTE="Uppgifterna avser den 31 december; se fotnoten.";
DATA=
5146 5152
64979 64963;
"""
KOLADA = {
    "count": 4,
    "values": [
        {
            "kpi": "N01951",
            "municipality": code,
            "period": year,
            "values": [
                {"count": 1, "gender": "K", "status": "", "value": 1.0},
                {"count": 1, "gender": "T", "status": "", "value": float(counted)},
            ],
        }
        for (code, year), counted in NEW.items()
    ],
}
LAYOUTS = {
    "the years beside each other": BESIDE,
    "the years below each other, divided by sex": BELOW,
    "with another measure": TWO_MEASURES,
    "json-stat2": json.dumps(JSON_STAT),
    "px": PX,
    "Kolada": json.dumps(KOLADA),
    "Kolada, version 3": json.dumps({"next_url": None, "previous_url": None, **KOLADA}),
}


@pytest.fixture
def table(tmp_path: Path) -> Table:
    """The sample's population without the latest two years of Ragunda and Östersund."""
    return table_of_sample(tmp_path, "population.csv", but="(Ragunda|Östersund).*(2024|2025)")


def counted(table: Table) -> dict[tuple[str, int], int]:
    """The population as the night reads it."""
    rows = read(POPULATION, table.raw).accepted[["municipality_code", "counted_on", "population"]]
    return {(code, day.year): int(count) for code, day, count in rows.itertuples(index=False)}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS)
def test_every_layout_comes_to_the_same_rows_and_old_ones_stand(table: Table, text: str, encoding: str) -> None:
    before = counted(table)
    assert counts(table.imported(text, encoding)) == (4, 0, 0)
    assert counted(table) == before | NEW


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS)
def test_a_file_imported_again_changes_nothing(table: Table, text: str) -> None:
    table.stays_when_imported_again(text, rows=4)


def test_a_table_begins_where_there_is_none(table: Table) -> None:
    table.file.unlink()
    table.imported(BESIDE)
    assert counted(table) == NEW
    assert table.lines[:2] == ["Kommun;Datum;Folkmängd;Källa", "Ragunda;2024-12-31;5146;SCB, BE0101"]


def test_a_changed_figure_is_told_and_only_its_row_changes(table: Table) -> None:
    header = "Källa;Egen anteckning;Kommun;Datum;Folkmängd"
    table.write(header, "SCB;min;2303;2024-12-31;5 140", ";;2380;2024-12-31;64979", encoding="utf-8")
    done = table.imported(BESIDE)
    assert done.merged.told == ("Ändrad: Ragunda 2024-12-31 var 5140 och är nu 5146.",)
    assert table.lines[1:3] == ["SCB, BE0101;min;2303;2024-12-31;5146", ";;2380;2024-12-31;64979"]


@pytest.mark.parametrize("mark", ["5152p", "5 152*", "5152 p)"])
def test_a_preliminary_figure_says_so_until_it_is_settled(table: Table, mark: str) -> None:
    assert table.imported(BESIDE.replace(";5152", f";{mark}")).remarks == ONE_PRELIMINARY
    assert "Ragunda;2025-12-31;5152;SCB, BE0101 (preliminär)" in table.lines
    assert table.imported(BESIDE).merged.changed == 0
    assert "preliminär" not in str(table.lines)


@pytest.mark.parametrize("year", ["2025p", "2025*", "2025 (p)"])
def test_a_whole_year_may_be_preliminary(table: Table, year: str) -> None:
    done = table.imported(BESIDE.replace("Folkmängd 2025", f"Folkmängd {year}"))
    assert done.remarks == ("2\u00a0uppgifter är preliminära, och står så i källan.",)


def test_what_json_stat_marks_as_preliminary_is(table: Table) -> None:
    assert table.imported(json.dumps(JSON_STAT | {"status": {"1": "p"}})).remarks == ONE_PRELIMINARY


def test_a_figure_that_the_publisher_lacks_is_left_out_and_told(table: Table) -> None:
    done = table.imported(PX.replace("5146 5152", '5146 ".."'))
    assert (done.merged.added, done.remarks) == (3, ("1\u00a0uppgift saknas i filen.",))


REFUSED = {
    "a register": ("Besöks-ID;Datum;Form\nB1;2025-01-02;Fysiskt\n", "känns inte igen"),
    "prose": ("Hej!\n", "känns inte igen"),
    "another table": (BESIDE.replace("Folkmängd", "Döda"), "säger inte att den är folkmängden"),
    "another day": (BESIDE.replace("Folkmängden efter", "Folkmängd 1 november efter"), "31 december"),
    "quarters": (BESIDE.replace("2024", "2024K1").replace("2025", "2025K1"), "inget helt år"),
    "divided": (BELOW.replace('"totalt"', '"kvinnor"'), "efter kön"),
    "no figure": (BESIDE.replace(";5152", ";många"), "”många” är inget antal"),
    "others": (BESIDE.replace("2303 Ragunda", "1440 Ale").replace("2380 Östersund", "1489 Alingsås"), "kommuner"),
    "twice": (BESIDE.replace('"2380 Östersund"', '"2303 Ragunda"'), "två uppgifter om Ragunda"),
    "a forecast": (BESIDE.replace("2025", "2040"), "framskrivning"),
    "damaged json": (json.dumps(JSON_STAT)[:-20], "skadad json"),
    "damaged json-stat": (json.dumps(JSON_STAT | {"dimension": {}}), "json-stat2 men är skadad"),
    "json of another form": ('{"columns": [], "data": []}', "som json-stat2"),
    "damaged px": (PX.replace("64979 64963", "64979"), "px men är skadad"),
    "another figure of Kolada's": (json.dumps(KOLADA).replace("N01951", "N00945"), "N00945"),
    "a part of Kolada's answer": (json.dumps(KOLADA | {"next_page": "https://x"}), "en del av ett svar"),
    "a damaged workbook": ("PK\x03\x04", "Arbetsboken är skadad"),
    "nothing": ("", "känns inte igen"),
}


@pytest.mark.parametrize(("text", "told"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_such_file_is_refused_with_a_sentence_and_nothing_changes(
    table: Table, text: str, told: str
) -> None:
    table.stays_and_refuses(text, told)


def test_a_table_of_the_stewards_that_cannot_be_read_stays_as_it_is(table: Table) -> None:
    table.write("Kommun;Antal", "Ragunda;5146", encoding="utf-8")
    table.stays_and_refuses(BESIDE, "ändras inte")


def test_the_shipped_population_is_not_changed_by_what_it_has_already(tmp_path: Path) -> None:
    assert counts(table_of_sample(tmp_path, "population.csv").imported(BESIDE)) == (0, 0, 4)

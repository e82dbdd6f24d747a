"""The population as its publishers write it, in every layout, comes to the same rows; what is none of it is refused."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from rsp_pipeline.importing import Imported, ImportRefused, import_file
from rsp_pipeline.registers.population import POPULATION
from rsp_pipeline_tests.builders import GIVEN, SAMPLE, read

NEW = {("2303", 2024): 5_146, ("2303", 2025): 5_152, ("2380", 2024): 64_979, ("2380", 2025): 64_963}

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
def raw(tmp_path: Path) -> Path:
    """The sample's population without the latest two years of Ragunda and Östersund."""
    kept = [
        line
        for line in (SAMPLE / "reference" / "population.csv").read_text(encoding="utf-8-sig").splitlines()
        if not (line.startswith(("Ragunda", "Östersund")) and ("2024" in line or "2025" in line))
    ]
    (tmp_path / "raw" / "reference").mkdir(parents=True)
    (tmp_path / "raw" / "reference" / "population.csv").write_text("\n".join(kept) + "\n", encoding="utf-8-sig")
    return tmp_path / "raw"


def imported(raw: Path, text: str, encoding: str = "utf-8") -> Imported:
    path = raw.parent / "nedladdad"
    path.write_bytes(text.encode(encoding))
    return import_file(path, raw, GIVEN)


def counted(raw: Path) -> dict[tuple[str, int], int]:
    """The population as the night reads it."""
    accepted = read(POPULATION, raw).accepted
    return {
        (code, day.year): int(count)
        for code, day, count in zip(
            accepted["municipality_code"], accepted["counted_on"], accepted["population"], strict=True
        )
    }


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS)
def test_every_layout_comes_to_the_same_rows_and_old_ones_stand(raw: Path, text: str, encoding: str) -> None:
    before = counted(raw)
    done = imported(raw, text, encoding)
    assert (done.merged.added, done.merged.changed, done.merged.unchanged) == (4, 0, 0)
    assert counted(raw) == before | NEW


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS)
def test_a_file_imported_again_changes_nothing(raw: Path, text: str) -> None:
    imported(raw, text)
    file = raw / "reference" / "population.csv"
    first = file.read_bytes()
    done = imported(raw, text)
    assert (done.merged.added, done.merged.changed, done.merged.unchanged) == (0, 0, 4)
    assert file.read_bytes() == first


def test_a_table_begins_where_there_is_none(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    imported(tmp_path / "raw", BESIDE)
    assert counted(tmp_path / "raw") == NEW
    first = (tmp_path / "raw/reference/population.csv").read_text(encoding="utf-8-sig").splitlines()[:2]
    assert first == ["Kommun;Datum;Folkmängd;Källa", "Ragunda;2024-12-31;5146;SCB, BE0101"]


def test_a_changed_figure_is_told_and_only_its_row_changes(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    (raw / "reference").mkdir(parents=True)
    file = raw / "reference" / "population.csv"
    file.write_text(
        "Källa;Egen anteckning;Kommun;Datum;Folkmängd\nSCB;min;2303;2024-12-31;5 140\n;;2380;2024-12-31;64979\n",
        encoding="utf-8",
    )
    done = imported(raw, BESIDE)
    assert done.merged.told == ("Ändrad: Ragunda 2024-12-31 var 5140 och är nu 5146.",)
    assert file.read_text(encoding="utf-8-sig").splitlines()[1:3] == [
        "SCB, BE0101;min;2303;2024-12-31;5146",
        ";;2380;2024-12-31;64979",
    ]


@pytest.mark.parametrize("mark", ["5152p", "5 152*", "5152 p)"])
def test_a_preliminary_figure_says_so_until_it_is_settled(raw: Path, mark: str) -> None:
    done = imported(raw, BESIDE.replace(";5152", f";{mark}"))
    assert done.remarks == ("1\u00a0uppgift är preliminär, och står så i källan.",)
    file = raw / "reference" / "population.csv"
    assert "Ragunda;2025-12-31;5152;SCB, BE0101 (preliminär)" in file.read_text(encoding="utf-8-sig")
    assert imported(raw, BESIDE).merged.changed == 0
    assert "preliminär" not in file.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("year", ["2025p", "2025*", "2025 (p)"])
def test_a_whole_year_may_be_preliminary(raw: Path, year: str) -> None:
    done = imported(raw, BESIDE.replace("Folkmängd 2025", f"Folkmängd {year}"))
    assert done.remarks == ("2\u00a0uppgifter är preliminära, och står så i källan.",)


def test_what_json_stat_marks_as_preliminary_is(raw: Path) -> None:
    done = imported(raw, json.dumps(JSON_STAT | {"status": {"1": "p"}}))
    assert done.remarks == ("1\u00a0uppgift är preliminär, och står så i källan.",)


def test_a_figure_that_the_publisher_lacks_is_left_out_and_told(raw: Path) -> None:
    done = imported(raw, PX.replace("5146 5152", '5146 ".."'))
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
def test_what_is_no_such_file_is_refused_with_a_sentence_and_nothing_changes(raw: Path, text: str, told: str) -> None:
    file = raw / "reference" / "population.csv"
    before = file.read_bytes()
    with pytest.raises(ImportRefused, match=told) as refused:
        imported(raw, text)
    assert str(refused.value).endswith(".")
    assert file.read_bytes() == before


def test_a_table_of_the_stewards_that_cannot_be_read_stays_as_it_is(raw: Path) -> None:
    file = raw / "reference" / "population.csv"
    file.write_text("Kommun;Antal\nRagunda;5146\n", encoding="utf-8")
    with pytest.raises(ImportRefused, match="ändras inte"):
        imported(raw, BESIDE)
    assert file.read_text(encoding="utf-8") == "Kommun;Antal\nRagunda;5146\n"


def test_the_shipped_population_is_not_changed_by_what_it_has_already(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE / "reference", tmp_path / "raw" / "reference")
    done = imported(tmp_path / "raw", BESIDE)
    assert (done.merged.added, done.merged.changed, done.merged.unchanged) == (0, 0, 4)

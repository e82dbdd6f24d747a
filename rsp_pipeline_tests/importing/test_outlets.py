"""A list from Pipos put in the register of outlets: what is taken, kept, told and refused."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from rsp_pipeline.importing import Imported, ImportRefused, import_file
from rsp_pipeline.importing.kept_table import records
from rsp_pipeline.registers.outlets import OUTLETS
from rsp_pipeline_tests.builders import GIVEN, OUTLET, Row, contents, read, write_csv, write_workbook

SHOP: dict[str, object] = {
    "Kommun": "Åre",
    "Servicetyp": "Dagligvaror",
    "Namn": "Handlar'n i Åre",
    "X": "400000",
    "Y": "7030000",
    "Avstånd dagligvaror": "12,5",
}
STATION = SHOP | {"Servicetyp": "Drivmedel Personbil", "Namn": "Tanka", "X": "400500", "Avstånd dagligvaror": ""}
LIST = (SHOP, STATION)
DUVED = SHOP | {"Namn": "Duved Livs", "X": "390000"}


def imported(raw: Path, *rows: Row) -> Imported:
    return import_file(write_csv(raw.parent, "pipos.csv", rows), raw, GIVEN)


def kept(raw: Path) -> list[dict[str, Any]]:
    """The outlets as the night reads them, which has nothing to remark on the file."""
    reading = read(OUTLETS, raw)
    assert reading.quarantine.empty
    assert reading.remarks == ()
    return records(reading.accepted)


def typed(raw: Path, name: str, header: str, text: str) -> None:
    """Have the steward type in a cell of an outlet in pipos.csv."""
    path = raw / "outlets" / "pipos.csv"
    lines = [line.split(";") for line in path.read_text(encoding="utf-8-sig").splitlines()]
    next(line for line in lines if line[1] == name)[lines[0].index(header)] = text
    path.write_text("".join(f"{';'.join(line)}\n" for line in lines), encoding="utf-8-sig")


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    (tmp_path / "raw").mkdir()
    return tmp_path / "raw"


def test_a_list_begins_the_register_with_an_identity_for_each_outlet(raw: Path) -> None:
    done = imported(raw, *LIST)
    assert (done.merged.added, done.remarks, done.notes) == (2, (), ())
    shop, station = kept(raw)
    assert (shop["outlet_id"], shop["name"], shop["kind"]) == ("PIPOS-0001", "Handlar'n i Åre", "Dagligvarubutik")
    assert (shop["east"], shop["north"], str(shop["shop_road_km"])) == (400000, 7030000, "12.50")
    assert (station["outlet_id"], station["kind"], station["shop_road_km"]) == ("PIPOS-0002", "Drivmedelsstation", None)


def test_a_list_imported_again_changes_nothing(raw: Path) -> None:
    imported(raw, *LIST)
    before = contents(raw)
    done = imported(raw, *reversed(LIST))
    assert (done.merged.added, done.merged.changed, done.merged.unchanged, done.remarks) == (0, 0, 2, ())
    assert contents(raw) == before


def test_identities_stand_and_what_is_new_moved_or_renamed_is_told(raw: Path) -> None:
    imported(raw, *LIST)
    done = imported(raw, DUVED, SHOP | {"Namn": "ICA Åre"}, STATION | {"X": "400900"})
    outlets = [(row["outlet_id"], row["name"]) for row in kept(raw)]
    assert outlets == [("PIPOS-0001", "ICA Åre"), ("PIPOS-0002", "Tanka"), ("PIPOS-0003", "Duved Livs")]
    assert done.remarks == (
        "Nytt: Duved Livs (PIPOS-0003, Åre). Ange Öppnade i outlets/pipos.csv om stället är nyöppnat.",
        "Bytt namn: Handlar'n i Åre (PIPOS-0001, Åre) heter nu ICA Åre.",
        "Flyttat: Tanka (PIPOS-0002, Åre) 400 m.",
    )
    assert done.notes == ("Ändrade uppgifter: Namn (1), Öst (1).",)


def test_an_outlet_that_a_list_lacks_stands_and_is_told_until_it_is_closed(raw: Path) -> None:
    imported(raw, *LIST, DUVED)
    before = kept(raw)
    (told,) = imported(raw, *LIST).remarks
    assert told == (
        "Saknas i listan och står kvar: Duved Livs (PIPOS-0003, Åre). "
        "Ange Stängde i outlets/pipos.csv om stället är nedlagt."
    )
    assert kept(raw) == before
    typed(raw, "Duved Livs", "Stängde", "2026-05-31")
    assert imported(raw, *LIST).remarks == ()
    (told,) = imported(raw, *LIST, DUVED).remarks
    assert told.startswith("Nedlagt hos dig men kvar i listan: Duved Livs (PIPOS-0003, Åre).")
    assert str(kept(raw)[2]["closed_on"]) == "2026-05-31"


@pytest.mark.parametrize("rows", [[SHOP], [STATION | {"Kommun": "Krokom"}, SHOP | {"Kommun": "Krokom"}, STATION]])
def test_what_a_list_has_nothing_of_is_not_said_to_be_missing_from_it(raw: Path, rows: list[Row]) -> None:
    imported(raw, *LIST, SHOP | {"Kommun": "Berg"})
    remarks = imported(raw, *rows).remarks
    assert remarks[-1].endswith("av ett slag eller i en kommun som listan inte har står kvar.")
    assert not any("Berg" in remark for remark in remarks)


def test_what_the_steward_typed_is_kept(raw: Path) -> None:
    imported(raw, *LIST)
    by_hand = {"Öppnade": "2020-01-01", "Ombudstjänster": "Spel", "Ort": "Åre by", "Namn": "HANDLAR'N I ÅRE"}
    for header, text in by_hand.items():
        typed(raw, "Handlar'n i Åre", header, text)
    agent = SHOP | {"Servicetyp": "Apoteksvaror", "Serviceform": "Apoteksombud", "Namn": "Apoteket"}
    imported(raw, SHOP | {"Postort": "ÅRE", "Avstånd dagligvaror": "13"}, STATION, agent)
    shop, _ = kept(raw)
    assert (str(shop["opened_on"]), shop["locality"], shop["name"]) == ("2020-01-01", "Åre by", "HANDLAR'N I ÅRE")
    assert (shop["agent_services"], str(shop["shop_road_km"])) == ("Apotek, Spel", "13.00")
    imported(raw, *LIST)
    assert kept(raw)[0]["agent_services"] == "Apotek, Spel"


def test_an_identity_of_pipos_is_kept_and_knows_an_outlet_that_has_a_new_name_and_place(raw: Path) -> None:
    imported(raw, SHOP | {"Serviceplats-ID": "A-7"})
    done = imported(raw, SHOP | {"Serviceplats-ID": "A-7", "Namn": "Nya butiken", "X": "420000"})
    (shop,) = kept(raw)
    assert (shop["outlet_id"], shop["name"], done.merged.added) == ("PIPOS-0001", "Nya butiken", 0)


def test_outlets_in_the_stewards_other_files_stay_there_and_are_not_doubled(raw: Path) -> None:
    write_csv(raw, "outlets/egna.csv", [{**OUTLET, "Namn": "HANDLARN I ÅRE", "Slag": "Butik"}])
    done = imported(raw, *LIST)
    outlets = [(row["source_file"], row["outlet_id"]) for row in kept(raw)]
    assert outlets == [("outlets/egna.csv", "S1"), ("outlets/pipos.csv", "PIPOS-0001")]
    (told,) = done.notes
    assert told.startswith("1\u00a0ställe finns redan i outlets/egna.csv, och står bara där.")


def test_the_stewards_own_file_saved_as_the_lists_keeps_its_identities_and_gets_what_it_lacks(raw: Path) -> None:
    own = {**OUTLET, "Namn": "Handlar'n i Åre", "Slag": "Butik", "Anteckning": "ring först"}
    path = write_csv(raw, "outlets/pipos.csv", [own, own | {"Ställe-ID": "S2", "Namn": "Macken"}], encoding="cp1252")
    imported(raw, SHOP)
    text = path.read_text(encoding="utf-8-sig")
    assert text.splitlines()[:2] == [
        "Ställe-ID;Namn;Kommun;Slag;Anteckning;Öst;Nord;Väg till butik km",
        "S1;Handlar'n i Åre;Åre;Butik;ring först;400000;7030000;12,5",
    ]
    assert text.splitlines()[2].startswith("S2;Macken;Åre;Butik;ring först")


def test_rows_that_are_not_the_programmes_are_left_out_and_counted(raw: Path) -> None:
    others = [SHOP | {"Servicetyp": each, "Namn": each} for each in ("Kontantuttag", "Grundskola")]
    others.append(SHOP | {"Servicetyp": "Kontantuttag", "Namn": "En till"})
    others.append(SHOP | {"Kommun": "2584", "Namn": "Kirunabutiken"})
    done = imported(raw, SHOP, *others)
    assert done.notes == (
        "Utelämnade rader: Kontantuttag (2), Grundskola (1).",
        "1\u00a0rad i kommuner utanför programmet är utelämnade.",
    )
    assert len(kept(raw)) == 1


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("Avstånd till närmaste dagligvarubutik (km)", "shop_road_km"),
        ("vägavstånd dagligvaror", "shop_road_km"),
        ("Väg till drivmedel km", "fuel_road_km"),
        ("Distans till närmaste bensinstation", "fuel_road_km"),
    ],
)
def test_a_road_is_read_under_whichever_of_its_headers(raw: Path, header: str, column: str) -> None:
    imported(raw, {name: cell for name, cell in SHOP.items() if "Avstånd" not in name} | {header: "7,125"})
    assert str(kept(raw)[0][column]) == "7.13"


def test_a_road_to_another_service_is_no_road_of_ours(raw: Path) -> None:
    done = imported(raw, STATION | {"Avstånd till närmaste apotek": "7", "Servicetyp-ID": "3"})
    assert (kept(raw)[0]["shop_road_km"], done.notes) == (None, ())


def test_metres_in_the_header_become_kilometres_and_it_is_told(raw: Path) -> None:
    header = "Avstånd till närmaste drivmedel (m)"
    done = imported(raw, SHOP | {header: "30250"})
    assert str(kept(raw)[0]["fuel_road_km"]) == "30.25"
    assert done.notes == ("Omräknat från meter till kilometer: Väg till drivmedel.",)


def test_columns_that_were_not_read_are_named_so_that_a_road_among_them_is_seen(raw: Path) -> None:
    done = imported(raw, SHOP | {"Adress": "Vägen 1", "Avst. bensin": "7"})
    assert done.notes == ("Kolumner som inte hör till registret lästes inte: ”Adress”, ”Avst. bensin”.",)
    assert done.remarks == ()


def test_rows_that_a_filter_hides_in_the_workbook_are_read_and_told(raw: Path) -> None:
    path = write_workbook(raw.parent, "pipos.xlsx", {"Lista": [list(SHOP), *(list(row.values()) for row in LIST)]})
    workbook = load_workbook(path)
    workbook["Lista"].row_dimensions[3].hidden = True
    workbook.save(path)
    done = import_file(path, raw, GIVEN)
    (told,) = done.remarks
    assert (done.merged.added, "rad 3" in told) == (2, True)


FAULTS = {
    "municipality": ({"Kommun": "Årre"}, "rad 4, kolumnen ”Kommun”: värdet ”Årre” är ingen av länets kommuner"),
    "degrees": ({"X": "13,08"}, "rad 4, kolumnen ”X”: värdet ”13,08” är ingen koordinat i SWEREF 99 TM"),
    "metres as kilometres": ({"Avstånd dagligvaror": "12500"}, "rad 4, kolumnen ”Avstånd dagligvaror”: värdet ”12500”"),
    "no name": ({"Namn": ""}, "rad 4, kolumnen ”Namn”: cellen är tom"),
    "no type": ({"Servicetyp": ""}, "rad 4, kolumnen ”Servicetyp”: cellen är tom"),
}


@pytest.mark.parametrize(("fault", "told"), FAULTS.values(), ids=FAULTS)
def test_a_row_that_cannot_be_read_is_told_with_its_place_and_the_others_are_taken(
    raw: Path, fault: dict[str, object], told: str
) -> None:
    done = imported(raw, *LIST, DUVED | fault)
    (remark,) = done.remarks
    assert f"pipos.csv, {told}" in remark
    assert done.merged.added == 2


def test_an_outlet_whose_row_cannot_be_read_is_not_said_to_be_missing(raw: Path) -> None:
    imported(raw, *LIST)
    (remark,) = imported(raw, SHOP | {"X": "fel"}, STATION).remarks
    assert "kolumnen ”X”" in remark


def test_a_fault_in_a_row_that_is_left_out_anyway_is_not_told(raw: Path) -> None:
    assert imported(raw, SHOP, SHOP | {"Servicetyp": "Grundskola", "X": "okänd"}).remarks == ()


def test_an_outlet_without_coordinates_is_taken_and_told(raw: Path) -> None:
    done = imported(raw, SHOP | {"X": "", "Y": "-"})
    assert done.remarks == ("pipos.csv, rad 2: Handlar'n i Åre saknar koordinater, och läggs in utan läge.",)
    assert kept(raw)[0]["east"] is None
    assert imported(raw, SHOP).merged.changed == 1


def test_no_list_can_be_put_in_before_the_outlets_that_there_are_can_be_read(raw: Path) -> None:
    imported(raw, *LIST)
    typed(raw, "Tanka", "Stängde", "i våras")
    before = contents(raw)
    with pytest.raises(ImportRefused, match=r"Rätta först .* outlets/pipos.csv, rad 3, kolumnen ”Stängde”"):
        imported(raw, SHOP)
    assert contents(raw) == before


@pytest.mark.parametrize("name", ["kopia.csv", "Arkiv/kopia.csv"])
def test_outlets_that_are_in_two_files_have_to_be_in_one_first(raw: Path, name: str) -> None:
    imported(raw, *LIST)
    path = raw / "outlets" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes((raw / "outlets/pipos.csv").read_bytes())
    with pytest.raises(ImportRefused, match="två gånger"):
        imported(raw, SHOP | {"X": "400300"})


REFUSED = {
    "no outlet of ours": ([SHOP | {"Servicetyp": "Grundskola"}], "inget ställe att lägga in. Där ska finnas"),
    "nothing that can be read": ([SHOP | {"X": "fel"}], "inget ställe att lägga in. pipos.csv, rad 2, kolumnen ”X”"),
    "a road in miles": ([SHOP | {"Avstånd drivmedel (mil)": "1"}], "drivmedel .mil.” känns inte igen.*Byt i så fall"),
}


@pytest.mark.parametrize(("rows", "told"), REFUSED.values(), ids=REFUSED)
def test_a_list_that_cannot_be_used_is_refused_and_nothing_is_written(raw: Path, rows: list[Row], told: str) -> None:
    with pytest.raises(ImportRefused, match=told):
        imported(raw, *rows)
    assert contents(raw) == {}


def test_a_list_among_the_registers_is_to_be_moved_first(raw: Path) -> None:
    with pytest.raises(ImportRefused, match="Flytta ut den"):
        import_file(write_csv(raw, "outlets/lista.csv", LIST), raw, GIVEN)


def test_another_workbook_is_not_known(raw: Path) -> None:
    path = write_workbook(raw.parent, "folkmangd.xlsx", {"Blad1": [["region", "2025"], ["2303 Ragunda", 5146]]})
    with pytest.raises(ImportRefused, match="känns inte igen"):
        import_file(path, raw, GIVEN)

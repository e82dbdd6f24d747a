"""What the rows of a list from Pipos come to, and which outlets of it are ones that are known."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from rsp_pipeline.importing import ImportRefused
from rsp_pipeline.importing.outlets import pairs
from rsp_pipeline.importing.pipos import is_such, kind_of, sort_out
from rsp_pipeline.importing.pipos_layout import COLUMNS
from rsp_pipeline.reading.files import SourceFile
from rsp_pipeline.reading.limits import Limits

EMPTY: dict[str, Any] = {column.name: None for column in COLUMNS}
SHOP = {
    **EMPTY,
    "service_type": "Dagligvaror",
    "name": "Handlar'n",
    "municipality_code": "2321",
    "east": "400000",
    "north": "7030000",
}
STATION = SHOP | {"service_type": "Drivmedel Personbil", "name": "Tanka"}
AGENT = SHOP | {"service_type": "Posttjänster", "service_form": "Paketombud", "name": "Handlar'n post"}


@pytest.mark.parametrize(
    ("service_type", "kind"),
    [
        ("Dagligvaror", "Dagligvarubutik"),
        ("dagligvaror, ej fullsortiment", "Dagligvarubutik"),
        ("Dagligvaror (fullsortiment)", "Dagligvarubutik"),
        ("Drivmedel Personbil", "Drivmedelsstation"),
        ("Drivmedel Lastbil", None),
        ("Kontantuttag", None),
        ("Posttjänster", None),
        ("Grundskola", None),
    ],
)
def test_only_groceries_and_fuel_for_cars_are_outlets(service_type: str, kind: str | None) -> None:
    assert kind_of(service_type) == kind


@pytest.mark.parametrize(
    ("told", "full_range"),
    [
        ({"service_form": "Fullsortiment"}, True),
        ({"service_form": "Ej fullsortiment"}, False),
        ({"service_type": "Dagligvaror – ej fullsortiment"}, False),
        ({"full_range": True}, True),
        ({"service_form": "Obemannad"}, None),
    ],
)
def test_the_range_is_told_by_the_form_the_type_or_a_column_of_its_own(
    told: dict[str, Any], full_range: bool | None
) -> None:
    (outlet,) = sort_out([SHOP | told]).outlets
    assert outlet["full_range"] is full_range


def test_measures_lose_the_decimals_that_their_program_gave_them() -> None:
    told = {"east": "400000,4999", "north": "7 030 000", "shop_road_m": "12345", "fuel_road_km": "3.3333"}
    (outlet,) = sort_out([SHOP | told]).outlets
    assert (outlet["east"], outlet["north"]) == (400000, 7030000)
    assert (outlet["shop_road_km"], outlet["fuel_road_km"]) == (Decimal("12.35"), Decimal("3.33"))


def test_several_rows_of_one_outlet_are_one_with_what_each_of_them_tells() -> None:
    rows = [STATION | {"service_form": "Bensin"}, STATION | {"service_form": "Diesel", "locality": "Åre"}]
    (outlet,) = sort_out(rows).outlets
    assert outlet["locality"] == "Åre"


@pytest.mark.parametrize(
    "same_place", [{}, {"pipos_id": "77", "east": "1", "north": "1"}], ids=["coordinates", "identity"]
)
def test_an_agents_service_is_the_shops_that_is_at_its_place(same_place: dict[str, Any]) -> None:
    listed = sort_out([AGENT | same_place, STATION | {"pipos_id": "77"}, SHOP | {"pipos_id": "77"}])
    services = {outlet["name"]: outlet["agent_services"] for outlet in listed.outlets}
    assert services == {"Tanka": None, "Handlar'n": "Post"}
    assert not listed.left_out


@pytest.mark.parametrize(
    "row",
    [
        AGENT | {"service_form": "Paketautomat"},
        AGENT | {"service_type": "Apoteksvaror", "service_form": "Öppenvårdsapotek"},
        AGENT | {"east": "400001"},
        AGENT | {"east": None},
    ],
    ids=["a locker", "a pharmacy", "a metre away", "nowhere"],
)
def test_a_service_that_may_be_anothers_is_left_out_and_counted(row: Mapping[str, Any]) -> None:
    listed = sort_out([SHOP, row])
    assert listed.outlets[0]["agent_services"] is None
    assert listed.left_out == {row["service_type"]: 1}


def test_an_agents_service_is_the_stations_where_there_is_no_shop() -> None:
    (outlet,) = sort_out([STATION, AGENT]).outlets
    assert outlet["agent_services"] == "Post"


def test_a_service_between_two_shops_is_neithers() -> None:
    listed = sort_out([SHOP, SHOP | {"name": "Grannen"}, AGENT])
    assert {outlet["agent_services"] for outlet in listed.outlets} == {None}
    assert listed.left_out == {"Posttjänster": 1}


def known(**told: object) -> dict[str, Any]:
    """An outlet as the register has it, 400 km to the east and 7 030 km to the north."""
    return {
        "name": "Handlar'n i Åre",
        "kind": "Dagligvarubutik",
        "municipality_code": "2321",
        "east": 400_000,
        "north": 7_030_000,
        "pipos_id": None,
        "closed_on": None,
        **told,
    }


OTHERWISE = {
    "nothing else": ({}, {}),
    "another spelling": ({}, {"name": "HANDLARN I ÅRE"}),
    "a few hundred metres away": ({}, {"east": 400_400}),
    "some kilometres away": ({}, {"east": 404_000}),
    "no place": ({}, {"east": None}),
    "another name at the same place": ({}, {"name": "Åre Livs", "east": 400_030}),
    "another name far away with its identity": ({"pipos_id": "7"}, {"pipos_id": "7", "name": "X", "east": 500_000}),
    "an identity of its own now": ({}, {"pipos_id": "7", "east": 400_100}),
    "a kind of its own now": ({"kind": None}, {}),
}


@pytest.mark.parametrize(("before", "now"), OTHERWISE.values(), ids=OTHERWISE)
def test_an_outlet_is_known_again(before: Mapping[str, Any], now: Mapping[str, Any]) -> None:
    assert pairs([known(**before)], [known(**now)]) == {0: 0}


ANOTHER = {
    "kind": ({}, {"kind": "Drivmedelsstation"}),
    "municipality": ({}, {"municipality_code": "2326"}),
    "name a street away": ({}, {"name": "Åre Livs", "east": 400_060}),
    "name at the place of a closed one": ({"closed_on": "2020-01-01"}, {"name": "Åre Livs"}),
    "name and identity": ({"pipos_id": "7"}, {"pipos_id": "8", "name": "Åre Livs"}),
    "end of the municipality": ({}, {"east": 450_000}),
}


@pytest.mark.parametrize(("before", "now"), ANOTHER.values(), ids=ANOTHER)
def test_an_outlet_is_another_with_another(before: Mapping[str, Any], now: Mapping[str, Any]) -> None:
    assert pairs([known(**before)], [known(**now)]) == {}


def test_of_several_with_one_name_each_is_the_nearest_and_an_identity_goes_before() -> None:
    before = [known(east=400_000), known(east=400_450), known(pipos_id="7", east=403_000)]
    now = [known(pipos_id="7", east=400_001), known(east=400_440), known(east=400_010)]
    assert pairs(before, now) == {0: 2, 1: 1, 2: 0}


HEADER = "Kommun;Servicetyp;Namn;X;Y"


@pytest.mark.parametrize(
    ("text", "is_list"),
    [
        (f"Uttag ur Pipos\n\n{HEADER}\n", True),
        ("KOMMUNKOD;servicetyp:;Serviceplats;X-koordinat;Y-koordinat;Adress\n", True),
        ("region;2024\n2303 Ragunda;5146\n", False),
        ("Kommun;Datum;Folkmängd\nRagunda;2025-12-31;5146\n", False),
        ('CHARSET="ANSI";' + "1," * 5000, False),
    ],
)
def test_a_list_is_known_by_its_header(text: str, is_list: bool) -> None:
    assert is_such(SourceFile("fil.csv", text.encode()), Limits()) == is_list


@pytest.mark.parametrize(
    ("header", "told"),
    [(HEADER.replace(";X;Y", ""), "”X” och ”Y” i rubrikraden"), (f"Ställe-ID;{HEADER}", "ditt eget register")],
)
def test_what_is_almost_a_list_is_refused_with_what_it_lacks(header: str, told: str) -> None:
    with pytest.raises(ImportRefused, match=told):
        is_such(SourceFile("fil.csv", header.encode()), Limits())

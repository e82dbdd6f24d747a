"""The register of outlets: every shop that may receive aid, and a few that opened or closed meanwhile.

Coordinates lie a random way from the middle of the municipality; they are no real shop's, and no road is.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from rsp_pipeline.programme import Programme
from rsp_pipeline.registers.outlets import OUTLETS
from rsp_pipeline.sample.cells import cells_of
from rsp_pipeline.sample.dice import Dice
from rsp_pipeline.sample.files import Row, Tab, write_workbook
from rsp_pipeline.sample.recipients import localities

MIDDLES = {  # east, north (SWEREF 99 TM, metres): about the middle of the municipality
    "2303": (568_000, 6_998_000),
    "2305": (521_000, 6_958_000),
    "2309": (473_000, 7_042_000),
    "2313": (508_000, 7_110_000),
    "2321": (423_000, 7_025_000),
    "2326": (446_000, 6_960_000),
    "2361": (430_000, 6_890_000),
    "2380": (482_000, 7_005_000),
}
AWAY = 18_000  # metres
STORA_BLASJON = (459_000, 7_189_000)
ROADS_TO = {
    "shop_road_km": ("Dagligvarubutik", "Butik"),
    "fuel_road_km": ("Drivmedelsstation", "Bensinstation"),
}
WINDING_PERCENT = np.array(
    (115, 150, 122, 136, 129, 164, 143)
)  # of the way as the crow flies, one outlet after another
UNTOLD = 10  # one in so many outlets has no road

AGENT_SERVICES = ("Post", "Post, Apotek", "Postombud, apoteksombud och systembolagsombud", "Post, Spel", "", "Apotek")

# Municipality by position, name, kind, opened, closed: outlets that receive no aid.
WITHOUT_AID = (
    (0, "Vinterbäret Drivmedel", "Drivmedelsstation", None, date(2024, 8, 30)),
    (1, "Fjällrevens Handelsbod", "Butik", date(2023, 5, 2), None),
    (3, "Bäverbäckens Handelsbod", "Butik", None, date(2025, 10, 31)),
    (4, "Renlavens Servicepunkt", "Servicepunkt", date(2024, 4, 15), None),
    (5, "Harsyrans Drivmedel", "Bensinstation", date(2025, 11, 3), None),
    (6, "Skogsfruns Lanthandel", "Dagligvarubutik", None, date(2023, 3, 31)),
)
SOT_PUNKT = ("2313", "SOT-punkt Stora Blåsjön", "Service- och trygghetspunkt", date(2025, 9, 13), "Stora Blåsjön")

HEADERS = {
    "outlet_id": "Ställe-ID",
    "name": "Namn",
    "kind": "Typ av ställe",
    "full_range": "Fullsortiment",
    "municipality_code": "Kommun",
    "locality": "Ort",
    "east": "SWEREF 99 TM E",
    "north": "SWEREF 99 TM N",
    "opened_on": "Öppnade",
    "closed_on": "Stängde",
    "agent_services": "Ombudstjänster",
    "shop_road_km": "Väg till butik km",
    "fuel_road_km": "Väg till drivmedel km",
}


def draw_outlets(programme: Programme, recipients: pd.DataFrame, dice: Dice) -> pd.DataFrame:
    """The shops among the recipients under their own identities, then the outlets without aid; columns of `HEADERS`."""
    shops = recipients[recipients["outlet_id"].notna()]
    is_filling_station = shops["outlet_name"].str.contains("Drivmedel")
    own = pd.DataFrame(
        {
            "outlet_id": shops["outlet_id"],
            "name": shops["outlet_name"],
            "kind": np.where(is_filling_station, "Drivmedelsstation", "Dagligvarubutik"),
            "full_range": ~is_filling_station,
            "municipality_code": shops["municipality_code"],
            "locality": shops["locality"],
            "agent_services": dice.pick(AGENT_SERVICES, len(shops)),
        }
    )
    outlets = pd.concat([own, _without_aid(programme)], ignore_index=True)
    outlets["opened_on"] = pd.to_datetime(outlets["opened_on"])
    outlets["closed_on"] = pd.to_datetime(outlets["closed_on"])
    for place, axis in enumerate(("east", "north")):
        middle = outlets["municipality_code"].map({code: at[place] for code, at in MIDDLES.items()})
        outlets[axis] = middle + dice.between(-AWAY, AWAY, len(outlets))
    at_blasjon = outlets["name"] == SOT_PUNKT[1]
    outlets.loc[at_blasjon, ["east", "north"]] = STORA_BLASJON
    for column, kinds in ROADS_TO.items():
        outlets[column] = _roads(outlets[outlets["kind"].isin(kinds) & outlets["closed_on"].isna()])
    return outlets


def _roads(outlets: pd.DataFrame) -> pd.Series:
    """The way by road from each outlet to the next of them, in hundredths of a kilometre, where it is told."""
    at = outlets[["east", "north"]].dropna().astype(float)
    if len(at) < 2:
        return pd.Series(dtype="Int64")
    metres = np.hypot(*(at.to_numpy()[:, None] - at.to_numpy()).T)
    np.fill_diagonal(metres, np.inf)
    number = np.arange(len(at))
    hundredths = metres.min(axis=1) * WINDING_PERCENT[number % len(WINDING_PERCENT)] // 1000
    return pd.Series(hundredths.astype(int), at.index, dtype="Int64").where(number % UNTOLD != UNTOLD - 1)


def _without_aid(programme: Programme) -> pd.DataFrame:
    own = programme.municipalities
    rows: list[dict[str, object]] = [
        {
            "name": name,
            "kind": kind,
            "full_range": False,
            "municipality_code": own[at % len(own)].code,
            "locality": localities(own[at % len(own)].code, own[at % len(own)].name)[-1],
            "opened_on": opened,
            "closed_on": closed,
        }
        for at, name, kind, opened, closed in WITHOUT_AID
    ]
    code, name, kind, opened, locality = SOT_PUNKT
    if code in {municipality.code for municipality in own}:
        outlet = {"name": name, "kind": kind, "municipality_code": code, "opened_on": opened, "locality": locality}
        rows.append(outlet | {"full_range": False, "agent_services": "Post, Apotek, Betaltjänst"})
    for number, row in enumerate(rows, start=1):
        row["outlet_id"] = f"T{programme.county_code}-{number:04d}"
    return pd.DataFrame(rows)


def write_outlets(into: Path, outlets: pd.DataFrame, programme: Programme) -> Path:
    """Write the register as one workbook with a title above its header."""
    cells = cells_of(outlets[list(HEADERS)], OUTLETS, programme)
    rows: list[Row] = [
        ("Serviceställen",),
        (f"{programme.region}: läget enligt länets inventering",),
        (),
        list(HEADERS.values()),
        *zip(*(cells[name].tolist() for name in HEADERS), strict=True),
    ]
    return write_workbook(into / "servicestallen.xlsx", [Tab("Ställen", rows)])

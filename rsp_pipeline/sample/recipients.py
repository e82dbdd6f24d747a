"""Who receives aid: the region's invented shops with their owners, and its municipalities.

The same recipients are met in every year of a sample. Which of them get what belongs in `cases`.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from rsp_pipeline.programme import Programme
from rsp_pipeline.sample import names, org_numbers
from rsp_pipeline.sample.dice import Dice, Whole
from rsp_pipeline.swedish import kommun

SHOPS_PER_MUNICIPALITY = 6
OWNER_KINDS = ("Företag", "Företag", "Enskild firma", "Företag", "Förening", "Enskild firma", "Företag", "Företag")
SHOPS_PER_CHAIN = 16  # one shop in so many belongs to the owner of the shop before it


def draw_recipients(programme: Programme, scale: int, dice: Dice) -> pd.DataFrame:
    """The shops first, then one row per municipality.

    Columns: recipient_name, recipient_org_no (text of ten digits), recipient_kind, outlet_name, outlet_id,
    municipality_code, locality, is_remote, distance_km and groceries_turnover_sek (both in hundredths).
    """
    shops = _shops(programme, scale, dice)
    return pd.concat([shops, _municipalities(programme)], ignore_index=True)


def localities(code: str, name: str) -> tuple[str, ...]:
    """The places of a municipality that have a shop."""
    invented = tuple(pattern.format(name) for pattern in names.INVENTED_LOCALITIES)
    return names.LOCALITIES.get(code, invented)[:SHOPS_PER_MUNICIPALITY]


def _shops(programme: Programme, scale: int, dice: Dice) -> pd.DataFrame:
    places = [
        (municipality.code, locality)
        for municipality in programme.municipalities
        for locality in localities(municipality.code, municipality.name)
    ]
    count = len(places) * scale
    index = np.arange(count)
    owner = index - (index % SHOPS_PER_CHAIN == SHOPS_PER_CHAIN - 1)
    shop_names = _shop_names(count)
    owner_kinds = np.array(OWNER_KINDS, dtype=object)[owner % len(OWNER_KINDS)]
    return pd.DataFrame(
        {
            "recipient_name": [
                _owner_name(shop_names[shop], kind, shop) for shop, kind in zip(owner, owner_kinds, strict=True)
            ],
            "recipient_org_no": _org_numbers(owner_kinds, owner).astype(str),
            "recipient_kind": owner_kinds,
            "outlet_name": shop_names,
            "outlet_id": [f"S{programme.county_code}-{number:04d}" for number in index + 1],
            "municipality_code": [code for code, _ in places] * scale,
            "locality": [locality for _, locality in places] * scale,
            "is_remote": index % 3 != 0,
            "distance_km": dice.between(104, 680, count) * 10,
            "groceries_turnover_sek": dice.between(1_900, 10_800, count) * 100_000,
        }
    )


def _shop_names(count: int) -> list[str]:
    """Names, all different: each name with each kind of shop in turn, then the same again with a number."""
    made = []
    for index in range(count):
        turn, first = divmod(index, len(names.SHOP_NAMES))
        again, _ = divmod(turn, len(names.SHOP_KINDS))
        kind = names.SHOP_KINDS[(turn + first) % len(names.SHOP_KINDS)]
        made.append(f"{names.SHOP_NAMES[first]} {kind}" + (f" {again + 1}" if again else ""))
    return made


def _owner_name(shop: str, kind: str, index: int) -> str:
    if kind == "Företag":
        return f"{shop} AB"
    if kind == "Förening":
        return f"Byaföreningen {shop}"
    first = names.FIRST_NAMES[index % len(names.FIRST_NAMES)]
    last = names.LAST_NAMES[index % len(names.LAST_NAMES)]
    return f"{shop}, {first} {last}"


def _org_numbers(kinds: np.ndarray, owner: Whole) -> Whole:
    return np.where(
        kinds == "Företag",
        org_numbers.of_companies(owner),
        np.where(
            kinds == "Förening",
            org_numbers.of_associations(owner),
            org_numbers.of_sole_traders(owner),
        ),
    )


def _municipalities(programme: Programme) -> pd.DataFrame:
    own = programme.municipalities
    return pd.DataFrame(
        {
            "recipient_name": [kommun(municipality.name) for municipality in own],
            "recipient_org_no": org_numbers.of_municipalities(np.arange(len(own))).astype(str),
            "recipient_kind": "Kommun",
            "municipality_code": [municipality.code for municipality in own],
            "is_remote": False,
        }
    )

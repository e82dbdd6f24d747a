"""The outlets of a publisher's list in the register: known again from year to year, never closed and never lost.

They are kept in one file of the register's own layout, which the steward may fill in. What the steward has in other
files stays there.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from math import hypot
from pathlib import Path
from typing import Any

from rsp_pipeline.importing.kept_table import KeptTable, records
from rsp_pipeline.importing.merging import Imported, Merged
from rsp_pipeline.importing.pipos import Listed, folded, with_services
from rsp_pipeline.importing.refused import ImportRefused
from rsp_pipeline.reading.circumstances import Circumstances
from rsp_pipeline.reading.problems import MOST_LISTED, shortlist
from rsp_pipeline.reading.read import read_register
from rsp_pipeline.reading.tables import REJECTED
from rsp_pipeline.registers.outlets import OUTLETS
from rsp_pipeline.swedish import Gender, Noun, counted, number

FILE = "outlets/pipos.csv"
IDENTITY = "Pipos-ID"
NUMBERED = re.compile(r"PIPOS-(\d+)")
SAME_PLACE, NEAR, FAR = 50, 500, 5_000  # metres
TOLD_MOVE = 100  # metres
LISTED = (
    "name", "kind", "full_range", "municipality_code", "locality", "east", "north", "shop_road_km", "fuel_road_km",
    "agent_services", "pipos_id",
)  # fmt: skip
ROW = Noun("rad", "rader", Gender.UTRUM)
OUTLET = Noun("ställe", "ställen", Gender.NEUTRUM)
Outlet = Mapping[str, Any]


def put(listed: Listed, raw_dir: Path, given: Circumstances) -> Imported:
    """Put the outlets of a list in the register.

    Raises:
        ImportRefused: the outlets that there are cannot all be read, so that one of them might be taken for new.
    """
    others = [row for row in _delivered(raw_dir, given) if row["source_file"] != FILE]
    table = KeptTable(OUTLETS, raw_dir / FILE, raw_dir, given, beside=(IDENTITY,))
    own = [{**row, "pipos_id": table.cell(row, IDENTITY) or None} for row in table.accepted]
    known = {at: own[place] for at, place in pairs(own, listed.outlets).items()}
    rest = [outlet for at, outlet in enumerate(listed.outlets) if at not in known]
    elsewhere = {at: others[place] for at, place in pairs(others, rest).items()}
    ids = _free([*own, *others])
    new = [{"outlet_id": next(ids), **outlet} for at, outlet in enumerate(rest) if at not in elsewhere]
    names = {municipality.code: municipality.name for municipality in given.programme.municipalities}
    changes = [(row, found) for at, row in known.items() if (found := _changed(row, listed.outlets[at]))]
    lines: list[tuple[int | None, dict[str, str]]] = [
        *((row["source_row"] - 1, _texts(found, names)) for row, found in changes),
        *((None, _texts(outlet, names)) for outlet in new),
    ]
    table.widen(name for _, cells in lines for name in cells)
    for at, cells in lines:
        table.put(at, cells)
    if lines:
        table.write()
    still_there = {row["outlet_id"] for row in known.values()}
    remarks = [
        *_about_new(new if own else [], names),
        *_about_changes(changes, names),
        *_about_missing([row for row in own if row["outlet_id"] not in still_there], listed, names),
        *_about_closed([*known.values(), *elsewhere.values()], names),
        *listed.faults[:MOST_LISTED],
        *([f"Och {len(listed.faults) - MOST_LISTED} fel till."] if len(listed.faults) > MOST_LISTED else []),
    ]
    notes = (*_about_details(changes), *_about_list(listed), *_about_others(elsewhere.values()))
    merged = Merged(table.path, len(new), len(changes), len(known) - len(changes))
    return Imported("Serviceställen", merged, tuple(remarks), notes)


def _delivered(raw_dir: Path, given: Circumstances) -> list[dict[str, Any]]:
    """The outlets that there are, in whichever file."""
    reading = read_register(OUTLETS, raw_dir, given)
    rejected = reading.source_files[reading.source_files["verdict"] == REJECTED]
    faults = [f"{file['source_file']}: {file['message']}" for file in rejected.to_dict("records")]
    faults += reading.quarantine["message"].tolist()
    faults += [f"{remark.file}: {remark.message}" for remark in reading.remarks if remark.code == "identical_twin"]
    if faults:
        raise ImportRefused(f"Rätta först de serviceställen som finns, så att inget läggs in två gånger. {faults[0]}")
    return records(reading.accepted)


def pairs(known: Sequence[Outlet], listed: Sequence[Outlet]) -> dict[int, int]:
    """Which of the known outlets each of some listed ones is, by their places; one that is new is left out.

    The surest pairs are taken first: the same identity at Pipos, the same name nearby, the same name further away or
    where a place is unknown, and last another name at the very same place.
    """
    by_hold: dict[tuple[str, str | None], list[int]] = defaultdict(list)
    for place, outlet in enumerate(known):
        for hold in _holds(outlet):
            by_hold[hold].append(place)
    ranked = sorted(
        (*likeness, at, place)
        for at, outlet in enumerate(listed)
        for place in {place for hold in _holds(outlet) for place in by_hold[hold]}
        if (likeness := _likeness(known[place], outlet))
    )
    found: dict[int, int] = {}
    taken: set[int] = set()
    for *_, at, place in ranked:
        if at not in found and place not in taken:
            found[at] = place
            taken.add(place)
    return found


def _holds(outlet: Outlet) -> Iterator[tuple[str, str | None]]:
    yield "municipality", outlet["municipality_code"]
    if identity := outlet.get("pipos_id"):
        yield "identity", identity


def _likeness(known: Outlet, listed: Outlet) -> tuple[int, bool, bool, float] | None:
    """How surely two are the same outlet, the least being surest; None where they are not."""
    if known["kind"] not in (None, listed["kind"]):
        return None
    identities = {known.get("pipos_id"), listed.get("pipos_id")}
    is_closed, is_renamed = known["closed_on"] is not None, folded(known["name"]) != folded(listed["name"])
    apart = _apart(known, listed)
    if len(identities) == 1 and None not in identities:
        return 0, is_closed, is_renamed, apart or 0
    if known["municipality_code"] != listed["municipality_code"]:
        return None
    if not is_renamed and (apart is None or apart <= FAR):
        return 1 if apart is not None and apart <= NEAR else 2, is_closed, is_renamed, apart or 0
    if is_renamed and not is_closed and None in identities and apart is not None and apart <= SAME_PLACE:
        return 3, is_closed, is_renamed, apart
    return None


def _apart(one: Outlet, other: Outlet) -> float | None:
    """The metres between two outlets as the crow flies; None where one of them has no place."""
    if any(outlet[axis] is None for outlet in (one, other) for axis in ("east", "north")):
        return None
    return hypot(one["east"] - other["east"], one["north"] - other["north"])


def _changed(known: Outlet, listed: Outlet) -> dict[str, Any]:
    """What a list tells otherwise of a known outlet; a spelling of its name, its locality and its services stand."""
    told = {name: listed[name] for name in LISTED if listed[name] is not None}
    if folded(known["name"]) == folded(listed["name"]):
        del told["name"]
    if known["locality"]:
        told.pop("locality", None)
    if "agent_services" in told:
        told["agent_services"] = with_services(known["agent_services"], told["agent_services"])
    return {name: value for name, value in told.items() if value != known[name]}


def _free(known: Iterable[Outlet]) -> Iterator[str]:
    """Identities that no outlet has, one after another."""
    used = [int(found[1]) for outlet in known if (found := NUMBERED.fullmatch(outlet["outlet_id"]))]
    last = max(used, default=0)
    while True:
        last += 1
        yield f"PIPOS-{last:04}"


def _texts(outlet: Outlet, names: Mapping[str, str]) -> dict[str, str]:
    """An outlet's cells, by the columns of the file."""
    return {
        IDENTITY if name == "pipos_id" else name: names[value] if name == "municipality_code" else _text(value)
        for name, value in outlet.items()
        if value is not None
    }


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "Ja" if value else "Nej"
    return f"{value.normalize():f}".replace(".", ",") if isinstance(value, Decimal) else str(value)


def _called(outlet: Outlet, names: Mapping[str, str]) -> str:
    return f"{outlet['name']} ({outlet['outlet_id']}, {names[outlet['municipality_code']]})"


def _about_new(outlets: Sequence[Outlet], names: Mapping[str, str]) -> Iterator[str]:
    """Outlets that came since the list before, which count as open in every year until it is told when they opened."""
    if outlets:
        told = "; ".join(_called(outlet, names) for outlet in outlets)
        yield f"Nytt: {told}. Ange Öppnade i {FILE} om stället är nyöppnat."


def _about_changes(changes: Sequence[tuple[Outlet, Outlet]], names: Mapping[str, str]) -> Iterator[str]:
    """Names and places that are no longer what they were."""
    renamed = [f"{_called(known, names)} heter nu {found['name']}" for known, found in changes if "name" in found]
    if renamed:
        yield f"Bytt namn: {'; '.join(renamed)}."
    moves = [(known, _apart(known, {**known, **found}) or 0) for known, found in changes]
    if moved := [f"{_called(known, names)} {number(round(move))} m" for known, move in moves if move > TOLD_MOVE]:
        yield f"Flyttat: {'; '.join(moved)}."


def _about_details(changes: Sequence[tuple[Outlet, Outlet]]) -> Iterator[str]:
    counts = Counter(name for _, found in changes for name in found)
    told = [f"{column.header} ({number(counts[column.name])})" for column in OUTLETS.columns if counts[column.name]]
    if told:
        yield f"Ändrade uppgifter: {', '.join(told)}."


def _about_missing(outlets: Sequence[Outlet], listed: Listed, names: Mapping[str, str]) -> Iterator[str]:
    """Outlets that a list should have and has not; one whose row cannot be read is told with its fault."""
    kinds = {outlet["kind"] for outlet in listed.outlets}
    lacking = [o for o in outlets if o["closed_on"] is None and folded(o["name"]) not in listed.unread]
    covered = [o for o in lacking if o["kind"] in kinds and o["municipality_code"] in listed.municipalities]
    if missing := [_called(outlet, names) for outlet in covered]:
        yield f"Saknas i listan och står kvar: {'; '.join(missing)}. Ange Stängde i {FILE} om stället är nedlagt."
    if others := len(lacking) - len(covered):
        yield f"{counted(others, OUTLET)} av ett slag eller i en kommun som listan inte har står kvar."


def _about_closed(outlets: Collection[Outlet], names: Mapping[str, str]) -> Iterator[str]:
    if closed := [_called(outlet, names) for outlet in outlets if outlet["closed_on"] is not None]:
        yield f"Nedlagt hos dig men kvar i listan: {'; '.join(closed)}. Ta bort Stängde om stället är öppet."


def _about_list(listed: Listed) -> Iterator[str]:
    if listed.left_out:
        told = (f"{service} ({number(count)})" for service, count in listed.left_out.most_common())
        yield f"Utelämnade rader: {shortlist(told, len(listed.left_out))}."
    if listed.elsewhere:
        yield f"{counted(listed.elsewhere, ROW)} i kommuner utanför programmet är utelämnade."
    yield from listed.notes


def _about_others(outlets: Collection[Outlet]) -> Iterator[str]:
    for file, count in Counter(outlet["source_file"] for outlet in outlets).items():
        yield (
            f"{counted(count, OUTLET)} finns redan i {file}, och står bara där. Ska listan ge dem läge och avstånd "
            f"sparar du om den filen som {FILE} och tar bort den gamla."
        )

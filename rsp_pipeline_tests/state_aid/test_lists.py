"""What each recipient has left, and what is to be registered: a few decisions, counted by hand."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from rsp_pipeline.state_aid.lists import Listed, days, room_left, to_register
from rsp_pipeline.state_aid.workbooks import write_room_left, write_to_register
from rsp_pipeline_tests.builders import Row
from rsp_pipeline_tests.rules.trying import grants, holding
from rsp_pipeline_tests.sessions import Session

TODAY = date(2026, 6, 15)
GENERAL: Row = {"grant_form": "Investeringsbidrag", "state_aid_basis": "(EU) 2023/2831"}
OF_INTEREST: Row = {"state_aid_basis": "(EU) 2023/2832"}
OLDEST = date(2023, 6, 16)  # three years before the day after today


def recipients(session: Session, *rows: Row, today: date = TODAY) -> list[dict[str, Any]]:
    with holding(session, grants(*rows)):
        return [dict(row) for row in room_left(session, today).rows]


def test_what_is_left_is_the_ceiling_less_the_aid_of_three_years_at_the_rate_of_its_day(empty: Session) -> None:
    old = {**GENERAL, "state_aid_basis": "(EU) 1407/2013", "decided_on": OLDEST, "granted_sek": 114_788}
    new = {**GENERAL, "decided_on": date(2025, 5, 1), "granted_sek": 221_326}
    (found,) = recipients(empty, old, new)
    assert (found["n_cases"], found["granted_sek"], found["granted_eur"]) == (2, 336_114, 30_000)
    assert (found["ceiling_eur"], found["left_eur"]) == (300_000, 270_000)
    assert (found["oldest_on"], found["oldest_eur"], found["falls_out_on"]) == (OLDEST, 10_000, date(2026, 6, 16))


def test_aid_falls_out_on_the_same_day_three_years_later(empty: Session) -> None:
    aid = {**GENERAL, "decided_on": OLDEST}
    assert recipients(empty, aid, today=date(2026, 6, 15))
    assert recipients(empty, aid, today=date(2026, 6, 16)) == []


def test_each_kind_of_aid_has_a_ceiling_of_its_own_and_least_room_comes_first(empty: Session) -> None:
    day = {"decided_on": date(2025, 5, 1), "granted_sek": 110_663}
    found = recipients(empty, {**day, **OF_INTEREST}, {**day, **GENERAL}, {**day, **GENERAL, "recipient_id": "b"})
    assert [row["left_eur"] for row in found] == [290_000, 290_000, 740_000]


def test_without_a_rate_what_is_left_is_not_known_and_comes_first(empty: Session) -> None:
    with holding(empty, grants({**GENERAL, "decided_on": OLDEST})):
        empty.execute("DELETE FROM core.rule_parameters WHERE parameter = 'eurokurs' AND valid_from < '2025-01-01'")
        (found,) = room_left(empty, TODAY).rows
    assert found["left_eur"] is None


def test_what_is_no_state_aid_withdrawn_or_refused_is_not_listed(empty: Session) -> None:
    home: Row = {"grant_form": "Hemsändning", "state_aid_basis": "Ej statsstöd"}
    assert recipients(empty, home, {**GENERAL, "outcome": "Avslag"}, {**GENERAL, "granted_sek": 0}) == []


@pytest.mark.parametrize(
    ("row", "is_listed"),
    [
        ({**GENERAL, "decided_on": date(2026, 1, 1)}, True),
        ({**GENERAL, "decided_on": date(2025, 12, 31)}, False),
        ({**GENERAL, "decided_on": date(2026, 1, 1), "registered_on": date(2026, 1, 20)}, False),
        ({**GENERAL, "decided_on": date(2026, 1, 1), "state_aid_basis": "Ej statsstöd"}, False),
    ],
)
def test_aid_from_2026_is_to_be_registered_within_four_weeks_until_it_is(
    empty: Session, row: Row, is_listed: bool
) -> None:
    with holding(empty, grants(row)):
        rows = to_register(empty, TODAY).rows
    assert [each["register_by"] for each in rows] == ([date(2026, 1, 29)] if is_listed else [])


def test_the_lists_are_the_same_until_the_next_aid_falls_out(empty: Session) -> None:
    with holding(empty, grants({**GENERAL, "decided_on": OLDEST}, {**GENERAL, "decided_on": date(2026, 6, 1)})):
        until = days(empty, TODAY)
        assert (until.first, until.last) == (date(2026, 6, 1), TODAY)
        assert TODAY + timedelta(days=1) not in until


def test_only_those_who_are_let_may_read_the_workbooks_and_no_cell_does_anything(
    empty: Session, tmp_path: Path
) -> None:
    with holding(empty, grants({**GENERAL, "decided_on": date(2026, 1, 5), "recipient_name": "=Boden"})):
        lists = room_left(empty, TODAY), to_register(empty, TODAY)
    room, register = tmp_path / "de_minimis.xlsx", tmp_path / "centralt_register.xlsx"
    write_room_left(room, lists[0], 0o600)
    write_to_register(register, lists[1], "Region Fjäll", 0o600)
    assert [path.stat().st_mode & 0o777 for path in (room, register)] == [0o600] * 2
    first = [[str(cell.value) for cell in load_workbook(path).worksheets[0][2]] for path in (room, register)]
    assert first[0][:4] == ["5560360793", "'=Boden", "Stöd av mindre betydelse", "1"]
    assert first[1][5:7] == ["Region Fjäll", "Bidrag"]
    again = tmp_path / "again.xlsx"
    write_room_left(again, lists[0], 0o600)
    assert again.read_bytes() == room.read_bytes()


def test_an_empty_list_is_a_sheet_of_headers_and_a_long_one_says_what_it_leaves_out(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_room_left(path, Listed([], 0), 0o600)
    assert load_workbook(path).worksheets[0].max_row == 1
    write_room_left(path, Listed([], 20_000), 0o600)
    assert load_workbook(path).worksheets[0]["A2"].value == "Bladet visar de första 0 av 20\u00a0000 rader."

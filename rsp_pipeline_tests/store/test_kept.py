"""The records of what earlier nights made: a piece stands while nothing that it rests on or made differs."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from rsp_pipeline.store.atomic import note, replaced
from rsp_pipeline.store.kept import EVERY_DAY, FILE, NOTHING_KEPT, ON_REQUEST, OTHER_VERSION, Days, Kept, RestsOn

TODAY = date(2026, 3, 1)
FILES: RestsOn = {"grants/a.csv": "1"}


def made(folder: Path, rests_on: RestsOn = FILES, days: Days = EVERY_DAY) -> Kept:
    """The records of a folder in which one piece of work made one file, as the next night finds them."""
    kept = Kept(folder, "1")
    with kept.making("work", lambda: rests_on, lambda: days), replaced(folder / "made.txt") as beside:
        beside.write_text("made", encoding="utf-8")
    kept.save()
    return Kept(folder, "1")


def test_what_rests_on_the_same_stands(tmp_path: Path) -> None:
    assert made(tmp_path).differs("work", FILES, TODAY) == ()


@pytest.mark.parametrize(
    ("rests_on", "told"),
    [
        ({"grants/a.csv": "2"}, ("Ändrat: grants/a.csv.",)),
        ({"grants/a.csv": "1", "grants/b.csv": "1"}, ("Nytt: grants/b.csv.",)),
        ({}, ("Borta: grants/a.csv.",)),
    ],
)
def test_what_rests_on_something_else_is_told(rests_on: RestsOn, told: tuple[str, ...], tmp_path: Path) -> None:
    assert made(tmp_path).differs("work", rests_on, TODAY) == told


def test_a_piece_stands_on_its_days_alone(tmp_path: Path) -> None:
    kept = made(tmp_path, days=Days(TODAY, TODAY + timedelta(days=1)))
    assert kept.differs("work", FILES, TODAY + timedelta(days=1)) == ()
    assert kept.differs("work", FILES, TODAY + timedelta(days=2)) == ("En annan dag: 2026-03-03.",)
    assert kept.differs("work", FILES, TODAY - timedelta(days=1)) == ("En annan dag: 2026-02-28.",)


@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_text("mad", encoding="utf-8")])
def test_a_file_that_is_not_as_it_was_made_is_told(damage, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    kept = made(tmp_path)
    damage(tmp_path / "made.txt")
    assert kept.differs("work", FILES, TODAY) == ("Saknas eller är ändrat: made.txt.",)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"version": "1"}', '{"version": "1", "records": {"work": 1}}'])
def test_records_that_cannot_be_read_are_none(content: str, tmp_path: Path) -> None:
    made(tmp_path)
    (tmp_path / FILE).write_text(content, encoding="utf-8")
    assert Kept(tmp_path, "1").differs("work", FILES, TODAY) == (NOTHING_KEPT,)


@pytest.mark.parametrize(("version", "anew", "why"), [("2", False, OTHER_VERSION), ("1", True, ON_REQUEST)])
def test_all_is_made_anew_by_another_version_and_on_request(version: str, anew: bool, why: str, tmp_path: Path) -> None:
    made(tmp_path)
    assert Kept(tmp_path, version, anew).differs("work", FILES, TODAY) == (why,)


def test_no_record_is_kept_of_work_that_fails(tmp_path: Path) -> None:
    kept = made(tmp_path)
    with pytest.raises(OSError, match="full"), kept.making("work", lambda: FILES, lambda: EVERY_DAY):
        raise OSError("full")
    kept.save()
    assert Kept(tmp_path, "1").differs("work", FILES, TODAY)


def test_no_record_is_kept_when_what_it_rests_on_changes_meanwhile(tmp_path: Path) -> None:
    states = iter(["1", "2"])
    kept = Kept(tmp_path, "1")
    with kept.making("work", lambda: {"grants/a.csv": next(states)}, lambda: EVERY_DAY):
        pass
    assert kept.differs("work", {"grants/a.csv": "1"}, TODAY)


def test_work_within_work_that_stands_belongs_to_what_the_outer_made(tmp_path: Path) -> None:
    kept = made(tmp_path)
    with kept.making("outer", lambda: FILES, lambda: EVERY_DAY):
        assert not kept.differs("work", FILES, TODAY)
        note(tmp_path / FILE)
    (tmp_path / "made.txt").unlink()
    kept.save()
    assert "Saknas eller är ändrat: made.txt." in Kept(tmp_path, "1").differs("outer", FILES, TODAY)


def made_again(kept: Kept, rests_on: RestsOn) -> frozenset[str]:
    """The parts that are as they were, asked while the piece is made once more."""
    with kept.making("work", lambda: rests_on, lambda: EVERY_DAY):
        return kept.as_before("work", rests_on)


def test_a_piece_made_again_is_told_which_parts_are_as_they_were(tmp_path: Path) -> None:
    kept = made(tmp_path, {"grants": "1", "visits": "1", "gone": "1"})
    assert made_again(kept, {"grants": "1", "visits": "2", "new": "1"}) == {"grants"}


def test_nothing_is_as_it_was_where_what_was_made_does_not_stand(tmp_path: Path) -> None:
    kept = made(tmp_path)
    (tmp_path / "made.txt").write_text("mad", encoding="utf-8")
    assert made_again(kept, FILES) == frozenset()


def test_nothing_is_as_it_was_where_a_person_put_another_file(tmp_path: Path) -> None:
    kept = made(tmp_path)
    (tmp_path / "made.txt").write_text("another", encoding="utf-8")
    assert kept.exchange("work", tmp_path / "made.txt")
    kept.save()
    exchanged = Kept(tmp_path, "1")
    assert exchanged.differs("work", FILES, TODAY) == ()
    assert made_again(exchanged, FILES) == frozenset()


def test_nothing_is_as_it_was_where_all_is_made_anew(tmp_path: Path) -> None:
    kept = made(tmp_path)
    kept.anew = True
    assert made_again(kept, FILES) == frozenset()

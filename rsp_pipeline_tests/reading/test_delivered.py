"""Which files are read: deliveries by day, what systems leave behind, and that nothing else is passed over."""

from datetime import date
from pathlib import Path

import pytest

from rsp_pipeline.reading.delivered import delivered, is_left_behind, strays
from rsp_pipeline.reading.tables import NOT_READ
from rsp_pipeline.registers import CORRECTIONS
from rsp_pipeline.registers.grants import GRANTS
from rsp_pipeline_tests.builders import PROGRAMME, TODAY, grant, read, write_csv


def lay(raw: Path, *names: str) -> None:
    for name in names:
        write_csv(raw, f"grants/{name}", [grant(Ärendenr=name)])


def found(raw: Path, today: date = TODAY) -> tuple[list[str], dict[str, str]]:
    """The files that may be read, and what is not, with the reason."""
    files = delivered(raw, GRANTS, PROGRAMME.first_year, today)
    read = [path.relative_to(raw / "grants").as_posix() for path in files.paths]
    return read, {name.removeprefix("grants/"): reason for name, reason in files.unread}


@pytest.mark.parametrize("future", ["2062-02-01", "2026-11-02", "9999-12-31"])
def test_a_delivery_of_a_day_to_come_never_wins_over_todays_and_is_told(tmp_path: Path, future: str) -> None:
    lay(tmp_path, "2026-11-01/a.csv", f"{future}/a.csv")
    reading = read(GRANTS, tmp_path)
    assert set(reading.accepted["source_file"]) == {"grants/2026-11-01/a.csv"}
    assert reading.delivery == "2026-11-01"
    (told,) = reading.unread
    assert (told.file, told.code) == (f"grants/{future}", NOT_READ)
    assert told.message == f"Leveransens dag, {future}, har inte kommit än."


def test_a_delivery_counts_from_its_day_on(tmp_path: Path) -> None:
    lay(tmp_path, "2026-11-01/a.csv", "2026-11-02/a.csv")
    files, _ = found(tmp_path, date(2026, 11, 2))
    assert files == ["2026-11-02/a.csv", "2026-11-01/a.csv"]


@pytest.mark.parametrize(
    ("folder", "why"),
    [
        ("1926-02-01", "före programmet"),
        ("2026-02-31", "inte finns"),
        ("2026-13-01", "inte finns"),
        ("2026-2-1", "inte skrivet som ett datum"),
        ("2026-O2-01", "inte skrivet som ett datum"),
        ("2026-feb-01", "inte skrivet som ett datum"),
        ("1 may 2026", "inte skrivet som ett datum"),
        ("20260201", "inte skrivet som ett datum"),
        ("2026_02_01", "inte skrivet som ett datum"),
        ("2026–02–01", "inte skrivet som ett datum"),
        ("01.02.2026", "inte skrivet som ett datum"),
        ("260201", "inte skrivet som ett datum"),
        ("1 februari 2026", "inte skrivet som ett datum"),
        ("2026-02-01 (ny)", "inte skrivet som ett datum"),
        ("leverans 2026-02-01", "inte skrivet som ett datum"),
    ],
)
def test_a_folder_that_is_like_a_day_and_is_none_is_not_read_and_told(tmp_path: Path, folder: str, why: str) -> None:
    lay(tmp_path, "2026-01-15/a.csv", f"{folder}/a.csv")
    files, unread = found(tmp_path)
    assert files == ["2026-01-15/a.csv"]
    assert why in unread[folder]


@pytest.mark.parametrize("folder", ["2025", "2026-02", "202602", "2025-2026", "20252026", "kvartal 1", "Åre 3"])
def test_any_other_folder_counts_always(tmp_path: Path, folder: str) -> None:
    lay(tmp_path, f"{folder}/a.csv", "2026-01-15/a.csv")
    assert found(tmp_path) == ([f"{folder}/a.csv", "2026-01-15/a.csv"], {})


@pytest.mark.parametrize(
    "name",
    [
        "Thumbs.db", "desktop.ini", "Desktop.ini", ".DS_Store", "._a.csv", "~$a.xlsx", ".~lock.a.csv#", "Icon\r",
        "#recycle/a.csv", "lost+found/a.csv",
        "__MACOSX/a.csv", ".ipynb_checkpoints/a-checkpoint.csv", "$RECYCLE.BIN/a.csv", "@eaDir/a.csv",
    ],
)  # fmt: skip
def test_what_systems_leave_behind_is_nothing_to_tell(tmp_path: Path, name: str) -> None:
    lay(tmp_path, "2026-01-15/a.csv", f"2026-01-15/{name}")
    assert found(tmp_path) == (["2026-01-15/a.csv"], {})
    assert any(is_left_behind(part) for part in Path(name).parts)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("export2.csv.part", "håller på att föras över"),
        ("export.xlsx.crdownload", "håller på att föras över"),
        ("~WRL0001.tmp", "håller på att föras över"),
        ("Missiv.pdf", "Filer av slaget ”.pdf” läses inte."),
        ("export.zip", "Filer av slaget ”.zip” läses inte."),
        ("LÄSMIG", "ingen ändelse"),
    ],
)
def test_a_file_of_no_kind_that_is_read_delays_no_delivery_and_is_told(tmp_path: Path, name: str, why: str) -> None:
    lay(tmp_path, "2026-01-01/a.csv", "2026-01-15/a.csv")
    (tmp_path / "grants" / "2026-01-15" / name).write_bytes(b"\xff\xfe[")
    reading = read(GRANTS, tmp_path)
    assert set(reading.accepted["source_file"]) == {"grants/2026-01-15/a.csv"}
    assert list(reading.source_files["verdict"]) == ["accepted"]
    (told,) = reading.unread
    assert told.file == f"grants/2026-01-15/{name}"
    assert why in told.message


def test_what_is_not_read_is_told_also_where_nothing_else_is_delivered(tmp_path: Path) -> None:
    (tmp_path / "grants").mkdir()
    (tmp_path / "grants" / "beslut.pdf").touch()
    assert [told.file for told in read(GRANTS, tmp_path).unread] == ["grants/beslut.pdf"]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("export.csv", "i något registers mapp"),
        ("grant/a.csv", "i något registers mapp"),
        ("Payments/2026/a.csv", "i något registers mapp"),
        ("reference/target.csv", "targets.csv"),
        ("reference/corrections.xlsx", "corrections.csv"),
        ("texts/2025.txt", "texts/2025.md"),
        ("texts/2031.md", "som har börjat"),
    ],
)
def test_what_lies_where_nothing_is_read_is_told(tmp_path: Path, name: str, why: str) -> None:
    for each in (name, "grants/a.csv", "reference/targets.csv", "texts/2025.md", ".gitkeep"):
        path = tmp_path / each
        path.parent.mkdir(exist_ok=True, parents=True)
        path.touch()
    ((stray, reason),) = strays(tmp_path, [2025, 2026])
    assert stray == name
    assert why in reason


def test_what_lies_with_no_register_is_told_with_the_corrections_whether_there_are_any_or_not(tmp_path: Path) -> None:
    for name in ("gransd/a.csv", "reference/rule_parameter.csv"):
        write_csv(tmp_path, name, [grant()])
    assert [remark.file for remark in read(CORRECTIONS, tmp_path).unread] == [
        "gransd/a.csv",
        "reference/rule_parameter.csv",
    ]
    assert read(GRANTS, tmp_path).unread == ()

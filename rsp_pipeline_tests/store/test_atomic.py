"""Files and folders that are there whole or not at all."""

from pathlib import Path

import pytest

from rsp_pipeline.store.atomic import replaced, replaced_folder


def test_a_file_is_replaced_when_the_block_ends_well_and_gets_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    path.write_text("old")
    with replaced(path, mode=0o444) as beside:
        beside.write_text("new")
        assert path.read_text() == "old"
    assert (path.read_text(), path.stat().st_mode & 0o777) == ("new", 0o444)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("error", [ZeroDivisionError, KeyboardInterrupt])
def test_a_block_that_fails_leaves_the_file_before_and_nothing_beside_it(
    error: type[BaseException], tmp_path: Path
) -> None:
    path = tmp_path / "figures.csv"
    path.write_text("old")
    with pytest.raises(error), replaced(path) as beside:
        beside.write_text("new")
        beside.with_name(f"{beside.name}.wal").touch()
        raise error
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_is_replaced_with_all_that_is_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "export"
    for name in ("old", "new"):
        with replaced_folder(folder, mode=0o755) as beside:
            (beside / name).touch()
    assert [path.name for path in folder.iterdir()] == ["new"]
    assert folder.stat().st_mode & 0o777 == 0o755
    assert list(tmp_path.iterdir()) == [folder]


def test_what_a_killed_process_left_of_a_folder_is_gone_after_the_next(tmp_path: Path) -> None:
    killed, other = tmp_path / ".export.abc.part", tmp_path / ".another.abc.part"
    for left in (killed, killed.with_name(f"{killed.name}.before"), other):
        left.mkdir()
        (left / "half").touch()
    with replaced_folder(tmp_path / "export"):
        pass
    assert sorted(path.name for path in tmp_path.iterdir()) == [other.name, "export"]

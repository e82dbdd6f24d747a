"""`rsp ui` says in Swedish what it lacks, before anything is started; `rsp user` says who may log in."""

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rsp_pipeline.guard.users import Users
from rsp_pipeline.shell.cli import main

PASSWORD = "Ströms Vattudal"


def typed(folder: Path, *arguments: str, answers: str = "") -> Result:
    return CliRunner(env={"RSP_DATA_DIR": str(folder), "DAGSTER_HOME": ""}).invoke(main, arguments, input=answers)


def test_a_page_needs_the_folder_of_the_registers(tmp_path: Path) -> None:
    told = typed(tmp_path, "ui")
    assert (told.exit_code, list(tmp_path.iterdir())) == (2, [])
    assert told.stderr == f"Mappen {tmp_path / 'raw'} finns inte. Säg i RSP_DATA_DIR var den ligger, eller gör den.\n"


def test_a_port_that_is_taken_is_told_before_anything_is_started(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        told = typed(tmp_path, "ui", "--port", str(port))
    assert told.exit_code == 2
    assert told.stderr == f"Port {port} är upptagen. Är sidan redan öppen? Annars: rsp ui --port {port + 1}\n"
    assert not (tmp_path / "warehouse").exists()
    assert typed(tmp_path, "ui", "--port", "70000").exit_code == 2


def test_a_page_without_its_package_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "raw").mkdir()
    monkeypatch.setattr("rsp_pipeline.shell.page.find_spec", lambda _: None)
    told = typed(tmp_path, "ui")
    assert (told.exit_code, told.stderr.split(".")[0]) == (2, "Paketet dagster-webserver är inte installerat")


def test_whoever_is_added_is_asked_for_a_password_that_is_not_shown(tmp_path: Path) -> None:
    told = typed(tmp_path, "user", "add", "åsa", answers=f"{PASSWORD}\n{PASSWORD}\n")
    assert told.exit_code == 0
    assert told.stdout.splitlines()[-1].startswith("åsa kan logga in.")
    assert PASSWORD not in told.output
    assert list(Users(tmp_path / "users.txt").hashes) == ["åsa"]


def test_a_password_that_is_too_short_adds_no_one(tmp_path: Path) -> None:
    told = typed(tmp_path, "user", "add", "åsa", answers="kort\nkort\n")
    assert (told.exit_code, told.stderr) == (2, "Lösenordet är för kort. Välj ett med minst 12 tecken.\n")
    assert not (tmp_path / "users.txt").exists()


def test_when_the_last_is_removed_it_is_told_that_no_one_can_log_in(tmp_path: Path) -> None:
    Users(tmp_path / "users.txt").add("åsa", PASSWORD)
    told = typed(tmp_path, "user", "remove", "bo")
    assert (told.exit_code, told.stderr) == (2, "”bo” finns inte. De som kan logga in: åsa.\n")
    told = typed(tmp_path, "user", "remove", "åsa")
    assert told.exit_code == 0
    assert "Nu kan ingen logga in." in told.stdout

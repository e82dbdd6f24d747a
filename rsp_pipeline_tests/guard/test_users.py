"""Who can log in, by the file that names them."""

import base64
import stat
from pathlib import Path

import pytest

from rsp_pipeline.guard.users import NotAUser, Users
from rsp_pipeline_tests.guard.conftest import PASSWORD, basic


def test_the_right_password_proves_the_name_in_either_form_of_its_letters(users: Users) -> None:
    assert users.logged_in(basic("åsa", PASSWORD)) == "åsa"
    assert users.logged_in(basic("a\u030asa", PASSWORD.replace("ä", "a\u0308"))) == "åsa"


@pytest.mark.parametrize(
    "authorization",
    [
        basic("åsa", "fel"),
        basic("asa", PASSWORD),
        basic("åsa", ""),
        basic("åsa", PASSWORD).replace("Basic", "Bearer"),
        "Basic",
        "Basic %%%",
        "Basic " + base64.b64encode("åsa".encode()).decode(),
        "Basic " + base64.b64encode(b"\xff:\xff").decode(),
        "",
    ],
)
def test_nothing_else_proves_a_name(users: Users, authorization: str) -> None:
    assert users.logged_in(authorization) is None


def test_no_password_stands_in_the_file_which_is_its_owners_alone(users: Users) -> None:
    assert PASSWORD not in users.path.read_text(encoding="utf-8")
    assert stat.S_IMODE(users.path.stat().st_mode) == 0o600


def test_without_the_file_no_one_has_to_log_in_and_with_an_empty_one_no_one_can(tmp_path: Path) -> None:
    users = Users(tmp_path / "users.txt")
    assert not users.must_log_in
    users.path.touch()
    assert users.must_log_in
    assert users.logged_in(basic("åsa", PASSWORD)) is None


def test_a_line_that_is_no_hash_lets_no_one_in(tmp_path: Path) -> None:
    users = Users(tmp_path / "users.txt")
    users.path.write_text(f"anna:{PASSWORD}\nbo\neva:md5:00:00\n", encoding="utf-8")
    assert [users.logged_in(basic(name, PASSWORD)) for name in ("anna", "bo", "eva")] == [None] * 3


def test_whoever_is_removed_or_given_a_new_password_is_out_at_once(tmp_path: Path) -> None:
    users = Users(tmp_path / "users.txt")
    users.add("anna", PASSWORD)
    assert users.logged_in(basic("anna", PASSWORD)) == "anna"
    users.add("anna", PASSWORD * 2)
    assert users.logged_in(basic("anna", PASSWORD)) is None
    users.remove("anna")
    assert users.logged_in(basic("anna", PASSWORD * 2)) is None
    with pytest.raises(NotAUser, match="”anna” finns inte"):
        users.remove("anna")


@pytest.mark.parametrize("name", ["", " ", "a:b", "anna\n", " anna", "a\x00"])
def test_a_name_that_the_file_cannot_hold_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotAUser, match="går inte att logga in med"):
        Users(tmp_path / "users.txt").add(name, PASSWORD)


def test_a_short_password_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotAUser, match="minst 12 tecken"):
        Users(tmp_path / "users.txt").add("anna", "hemligt")

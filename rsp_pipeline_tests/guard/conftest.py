"""Who may log in, in the tests of this room."""

import base64

import pytest

from rsp_pipeline.guard.users import Users

PASSWORD = "hemsändning till Ströms Vattudal"


def basic(name: str, password: str) -> str:
    """What a browser sends of who logs in."""
    return "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()


@pytest.fixture(scope="package")
def users(tmp_path_factory: pytest.TempPathFactory) -> Users:
    """Åsa alone: not to be changed."""
    made = Users(tmp_path_factory.mktemp("users") / "users.txt")
    made.add("åsa", PASSWORD)
    return made

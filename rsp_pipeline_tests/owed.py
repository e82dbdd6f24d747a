"""Tests that something new is owed: told loudly while it is tried out, refused where it is to be kept."""

import os
from collections.abc import Collection

import pytest


def owed_in_ci(what: str, to: Collection[str]) -> None:
    """Fail in CI, and skip elsewhere, when `what` is owed to anything."""
    if to and not os.environ.get("CI"):
        pytest.skip(f"{what} OWED TO {', '.join(sorted(to))}: CI will refuse")
    assert not to, f"{what} owed to {', '.join(sorted(to))}"

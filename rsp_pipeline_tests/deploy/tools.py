"""Programs of the operating system that what is in deploy/ is tried with."""

import os
import shutil
from pathlib import Path

import pytest

PLACES = [os.environ["PATH"], "/usr/sbin", *map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True))]


def needed(name: str) -> str:
    """Where a program is; the test is skipped without it, and fails in CI."""
    found = shutil.which(name, path=os.pathsep.join(PLACES))
    if not found:
        if os.environ.get("CI"):
            pytest.fail(f"{name} is not installed")
        pytest.skip(f"NOT TRIED: {name} is not installed")
    return found

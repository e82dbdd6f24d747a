"""Programs of the operating system that what is in deploy/ is tried with."""

import os

import pytest

from deploy.nation.services import ProgramMissing, program


def needed(name: str) -> str:
    """Where a program is; the test is skipped without it, and fails in CI."""
    try:
        return program(name)
    except ProgramMissing:
        if os.environ.get("CI"):
            pytest.fail(f"{name} is not installed")
        pytest.skip(f"NOT TRIED: {name} is not installed")

"""Headless Chromium for the tests that drive it; `conftest` opens it."""

import os
import shutil

import pytest

CHROMIUM = shutil.which("chromium")
REBOUND = "evil.example"  # a name that someone else has made lead to this machine
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--host-resolver-rules=MAP {REBOUND} 127.0.0.1",
]


def driven(what: str) -> list[pytest.MarkDecorator]:
    """The marks of a module that drives the browser; without one, it is told that something was not tried."""
    return [
        pytest.mark.browser,
        pytest.mark.skipif(
            CHROMIUM is None and not os.environ.get("CI"),
            reason=f"CHROMIUM SAKNAS: {what} provades inte. Installera paketet chromium.",
        ),
    ]

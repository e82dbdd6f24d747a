"""On what was measured: the machine, and the versions of what does the work."""

from __future__ import annotations

import os
import platform
import re
from importlib.metadata import version
from pathlib import Path

from rsp_pipeline.followup.documents import pdf

LIBRARIES = ("duckdb", "pandas", "pandera", "pyarrow", "python-calamine", "xlsxwriter", "matplotlib", "dagster")
CPU_FACTS = Path("/proc/cpuinfo")


def machine() -> str:
    """The cores that may be used, and the processor's model where the system tells it."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    facts = CPU_FACTS.read_text(encoding="utf-8") if CPU_FACTS.exists() else ""
    model = re.search(r"model name\s*: (.+)", facts)
    return f"{cores} cores of {model[1] if model else platform.machine()}"


def versions() -> str:
    """Python and the libraries, each with its version, and whether the documents are made as PDF, too."""
    python, libraries = f"Python {platform.python_version()}", (f"{name} {version(name)}" for name in LIBRARIES)
    return ", ".join([python, *libraries, "with PDF" if pdf.is_available() else "without PDF"])

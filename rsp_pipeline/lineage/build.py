"""Which build a figure comes from: when, as of which day, from which files and with which code."""

from __future__ import annotations

import hashlib
import sys
import sysconfig
from functools import cache
from importlib.metadata import version
from pathlib import Path

import rsp_pipeline
from rsp_pipeline.store.schema import Field, Table

BUILD = Table(
    "meta",
    "build",
    "Hur och när filen byggdes; källfilernas kontrollsummor står i quality.source_file",
    (
        Field("built_at", "TIMESTAMP", "När filen byggdes, i svensk tid", required=True),
        Field("today", "DATE", "Dagen som körningen räknade med", required=True),
        Field("code_version", "VARCHAR", "Programvarans version, och en kontrollsumma av dess källkod", required=True),
        Field("programme", "VARCHAR", "Programmet som följs upp", required=True),
        Field("region", "VARCHAR", "Regionen", required=True),
        Field("source_files", "INTEGER", "Antal levererade filer", "filer", required=True),
        Field("sources_sha256", "VARCHAR", "Kontrollsumma (SHA-256) av alla levererade filers kontrollsummor"),
        Field("rows_accepted", "INTEGER", "Antal rader som räknas med", "rader", required=True),
        Field("rows_quarantined", "INTEGER", "Antal rader i karantän", "rader", required=True),
        Field("previous_built_at", "TIMESTAMP", "När filen som publicerades dessförinnan byggdes; tomt för den första"),
        Field("overridden", "VARCHAR", "Villkor som inte höll och som åsidosattes, åtskilda av komma; annars tomt"),
        Field("override_reason", "VARCHAR", "Skälet till att de åsidosattes"),
        Field("override_message", "VARCHAR", "Vad villkoren sade"),
        Field("overridden_by", "VARCHAR", "Vem som åsidosatte dem"),
    ),
)


@cache
def code_version() -> str:
    """The package's version and the start of a checksum of its source: two versions that differ are told apart."""
    source = hashlib.sha256()
    folder = Path(rsp_pipeline.__file__).parent
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"):
        source.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
    return f"{version('rsp_pipeline')} ({source.hexdigest()[:12]})"


@cache
def whole_version() -> str:
    """The code's version, and that of everything it runs on: Python and each installed library."""
    libraries = sorted(path.name for path in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))
    return "; ".join([code_version(), sys.version, *libraries])

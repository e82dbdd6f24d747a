"""A programme file of a region, to take for tests and to spoil."""

from pathlib import Path

TOML = """\
region = "Region Västerbotten"
county_code = "24"
title = "Regionalt serviceprogram"
diary_no = "RUN/1"
first_year = 2024
last_year = 2027
board = "Regionala utvecklingsnämnden"

[[priority_areas]]
name = "Närhet"
holds = ["insatser för medborgarna"]

[[priority_areas]]
name = "Stöd och råd"
definite = "stöden och råden"
spellings = ["Rådgivning"]
holds = ["stöd och besök", "planer och offentliga aktörer"]
"""
OPEN_DATA = """
[open_data]
organisation_no = "2321000222"
homepage = "https://region.example/"
contact = "Regional utveckling"
contact_email = "oppna.data@region.example"
license = "CC0-1.0"
"""


def write(folder: Path, text: str) -> str:
    """The text as a programme file, by its path."""
    path = folder / "mitt_lan.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)

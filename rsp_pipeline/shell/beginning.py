"""`rsp init`: a new region's folder laid out, and what to do next told in Swedish."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from rsp_pipeline.new_region import Begun, begin
from rsp_pipeline.new_region.programme_file import FILL_IN
from rsp_pipeline.programme.counties import County
from rsp_pipeline.shell.exit_codes import GOOD, GOOD_WITH_REMARKS
from rsp_pipeline.swedish import Gender, Noun, counted

FILE = Noun("fil", "filer", Gender.UTRUM)


def init(folder: Path, county: County) -> int:
    """Lay out the folder and tell; the exit code of `rsp init`."""
    begun = begin(folder, county)
    for line in _lines(begun):
        click.echo(line)
    return GOOD_WITH_REMARKS if begun.kept else GOOD


def _lines(begun: Begun) -> Iterator[str]:
    if begun.kept:
        yield f"{counted(len(begun.kept), FILE)} fanns redan och är orörda."
        yield ""
    raw = begun.data_dir / "raw"
    yield f"Programfil:  {begun.programme_file}"
    yield f"Register:    {raw}"
    yield f"Mallar:      {begun.templates}"
    yield ""
    yield "Gör så här:"
    yield f"1. Öppna programfilen. Skriv det som är märkt {FILL_IN}."
    yield f"2. Lägg regionens exporter i {raw}, varje register i sin mapp. Mallarna visar vilka kolumner de har."
    yield "3. Säg vilken region det gäller, i terminalen:"
    yield f"   export RSP_PROGRAMME={begun.programme_file} RSP_DATA_DIR={begun.data_dir}"
    yield "4. Hämta folkmängden:  rsp import --fetch population"
    yield "5. Räkna och skriv:    rsp refresh"
    yield ""
    yield "Vill du pröva först, med påhittade register:"
    yield f"   rsp sample --programme {begun.programme_file} --into prov/raw"
    yield f"   RSP_PROGRAMME={begun.programme_file} RSP_DATA_DIR=prov rsp refresh"

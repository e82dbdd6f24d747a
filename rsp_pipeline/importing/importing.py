"""From a publisher's file to the steward's tables: what it is, is told by its content and not by its name."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from rsp_pipeline.importing import json_stat, kolada, outlets, pipos, population, px, pxweb_csv, rates
from rsp_pipeline.importing.merging import Imported, Reference, Row
from rsp_pipeline.importing.rates import Rates
from rsp_pipeline.importing.refused import ImportRefused
from rsp_pipeline.importing.statistics import Statistics
from rsp_pipeline.reading.circumstances import Circumstances
from rsp_pipeline.reading.files import FileRejected, SourceFile
from rsp_pipeline.reading.text.encodings import encoded_text
from rsp_pipeline.registers.population import POPULATION
from rsp_pipeline.registers.rule_parameters import EURO_RATE, RULE_PARAMETERS
from rsp_pipeline.store.system_errors import why

STATISTICS_SWEDEN, KOLADA = "SCB, BE0101", f"Kolada, {kolada.POPULATION}"
KINDS = (
    "Filen känns inte igen. Det som kan importeras är Statistiska centralbyråns folkmängd (csv, json-stat2 eller px), "
    "Europeiska centralbankens eurokurser (eurofxref-hist.csv eller dataportalens csv), Koladas svar om folkmängden "
    f"({kolada.POPULATION}) och serviceställen från Pipos (xlsx eller csv med Kommun, Servicetyp, Namn, X och Y)."
)


def import_file(path: Path, raw_dir: Path, given: Circumstances) -> Imported:
    """Merge the figures of a publisher's file into the table they belong to.

    Raises:
        ImportRefused: it is no such file, or cannot be used; nothing is changed.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ImportRefused(f"Filen kan inte öppnas ({why(error)}).") from None
    if len(content) > given.limits.file_bytes:
        raise ImportRefused("Filen är för stor för att vara en publicerad tabell.")
    try:
        file = SourceFile(path.name, content)
        if pipos.is_such(file, given.limits):
            return outlets.put(pipos.read(path, raw_dir, given), raw_dir, given)
        if file.is_workbook:
            raise ImportRefused(f"{KINDS} Ett zip-arkiv ska packas upp först, och folkmängden hämtas som csv.")
        return import_text(str(encoded_text(content)), raw_dir, given)
    except FileRejected as reason:
        raise ImportRefused(reason.message) from None


def import_text(text: str, raw_dir: Path, given: Circumstances) -> Imported:
    """Merge the figures of a publisher's text, as `import_file` does."""
    text = text.lstrip("\ufeff")
    if (found := rates.read(text)) is not None:
        return _with_rates(found, raw_dir, given)
    table, source = _statistics(text)
    own, remarks = population.rows(table, given.programme.municipalities, source)
    future = [row for row in own if row.cells["counted_on"] > given.today.isoformat()]
    if future:
        raise ImportRefused(f"{future[0].about} har inte varit. Filen är en framskrivning och ingen folkmängd.")
    merged = Reference(POPULATION, raw_dir, "population", given).put(own)
    return Imported("Folkmängd", merged, tuple(remarks))


def _statistics(text: str) -> tuple[Statistics, str]:
    """The statistical table that a text is, and its source."""
    if text.lstrip().startswith(("{", "[")):
        content = _object(text)
        if content.get("class") == "dataset" and "dimension" in content:
            return json_stat.read(content), STATISTICS_SWEDEN
        if kolada.is_such(content):
            return kolada.read(content), KOLADA
        if "dataset" in content or "columns" in content:
            raise ImportRefused("Filen är json i en annan form. Hämta tabellen som json-stat2.")
    elif text.startswith(("CHARSET=", "AXIS-VERSION=", "CODEPAGE=")):
        return px.read(text), STATISTICS_SWEDEN
    elif found := pxweb_csv.header_of(text):
        return pxweb_csv.read(*found), STATISTICS_SWEDEN
    raise ImportRefused(KINDS)


def _object(text: str) -> dict[str, Any]:
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        raise ImportRefused(f"Filen är skadad json (rad {error.lineno}).") from None
    return content if isinstance(content, dict) else {}


def _with_rates(found: Rates, raw_dir: Path, given: Circumstances) -> Imported:
    reference = Reference(RULE_PARAMETERS, raw_dir, "value", given)
    known = [
        (first, row.until)
        for (parameter, first), row in reference.known.items()
        if parameter == EURO_RATE and isinstance(first, date)
    ]
    own: list[Row] = rates.rows(found, known, given.programme.first_year)
    if not own:
        raise ImportRefused("Filen har ingen hel månad som räknas, eller ingen av programmets år.")
    return Imported("Eurokurs", reference.put(own))

"""Asking publishers' public interfaces for their latest figures. What they answer is what their files hold."""

from __future__ import annotations

from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

from rsp_pipeline.importing.rates import LOOKS_BACK
from rsp_pipeline.importing.refused import ImportRefused
from rsp_pipeline.programme import Programme

STATISTICS_SWEDEN = "https://statistikdatabasen.scb.se/api/v2"
POPULATION_TABLE, POPULATION_CONTENTS = "TAB638", "BE0101N1"
EUROPEAN_CENTRAL_BANK = "https://data-api.ecb.europa.eu/service/data"
RATES_SERIES = "EXR/D.SEK.EUR.SP00.A"
PATIENCE_SECONDS = 60
LARGEST = 50_000_000  # bytes


def _population_address(programme: Programme) -> str:
    asked = {
        "lang": "sv",
        "outputFormat": "json-stat2",
        "valueCodes[Region]": ",".join(municipality.code for municipality in programme.municipalities),
        "valueCodes[ContentsCode]": POPULATION_CONTENTS,
        "valueCodes[Tid]": f"FROM({programme.first_year - 1})",
    }
    return f"{STATISTICS_SWEDEN}/tables/{POPULATION_TABLE}/data?{urlencode(asked, quote_via=quote)}"


def _rates_address(programme: Programme) -> str:
    asked = {"startPeriod": f"{programme.first_year - LOOKS_BACK}-01-01", "format": "csvdata"}
    return f"{EUROPEAN_CENTRAL_BANK}/{RATES_SERIES}?{urlencode(asked)}"


FETCHED = {"population": _population_address, "rates": _rates_address}
"""What can be asked for, and the address that answers."""


def fetch(what: str, programme: Programme) -> str:
    """The text that a publisher answers with.

    Raises:
        ImportRefused: it cannot be reached, or refuses.
    """
    address = FETCHED[what](programme)
    try:
        with urlopen(Request(address, headers={"User-Agent": "rsp_pipeline"}), timeout=PATIENCE_SECONDS) as answer:
            content: bytes = answer.read(LARGEST + 1)
    except HTTPError as error:
        error.close()
        raise ImportRefused(f"{address} svarade med felkod {error.code}. {_OTHERWISE}") from None
    except (URLError, HTTPException, OSError) as error:
        raise ImportRefused(f"{address} svarar inte ({getattr(error, 'reason', error)}). {_OTHERWISE}") from None
    if len(content) > LARGEST:
        raise ImportRefused(f"{address} svarade med mer än någon tabell. {_OTHERWISE}")
    return content.decode("utf-8-sig", "replace")


_OTHERWISE = "Hämta filen själv och ange den: rsp import FIL."

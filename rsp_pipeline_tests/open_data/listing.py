"""A region that publishes its grant list: who stands in it, who must not, and texts that mean ill."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from rsp_pipeline.programme.open_data import OpenData
from rsp_pipeline.publishing.publish import publish
from rsp_pipeline.sample.org_numbers import of_companies, of_sole_traders, with_check_digit
from rsp_pipeline.store.tables import Tables
from rsp_pipeline_tests.builders import MUNICIPALITY_ORG_NO, PROGRAMME, Row, grant, payment, write_csv, write_population
from rsp_pipeline_tests.workshop import OCCASION, fill

OPEN_DATA = OpenData(
    "2321000214", "https://region.example/", "Regional utveckling", "open@region.example", "CC-BY-4.0", grants=True
)
LISTING = replace(PROGRAMME, open_data=OPEN_DATA)
SOLE_TRADERS = [f"{number:010d}" for number in of_sole_traders(np.arange(1, 9))]
COMPANIES = [f"{number:010d}" for number in of_companies(np.arange(1, 9))]
PARTNERSHIP, ESTATE, FOREIGN, SIMPLE = (
    f"{number:010d}" for number in with_check_digit(np.array([969_999_001, 199_999_001, 302_999_001, 669_999_001]))
)
ILL, FORMULA = '<img src=x onerror="alert(1)"> AB', "=HYPERLINK(A1) AB"
PRIVATE = {
    "Enskild firma Ingenbrukare": SOLE_TRADERS[0],
    "Påhittade Handelsbolaget": PARTNERSHIP,
    "Dödsboet efter Ingen": ESTATE,
    "Utländska Ingenting Ltd": FOREIGN,
    "Enkla Bolaget": SIMPLE,
}


def case(number: int, recipient: str, org_no: str, **changed: object) -> Row:
    """A grant in Åre."""
    return grant(Ärendenr=f"RUN/{number}/2025", Sökande=recipient, **{"Org.nr": org_no, "Kommun": "Åre"} | changed)


def publish_grants(folder: Path, grants: Sequence[Row], paid: Row) -> Path:
    """Publish grants and a payment beside what lies in `raw`: the file, with its workshop in `tables` beside it."""
    raw, tables = folder / "raw", Tables(folder / "tables")
    write_csv(raw, "grants/2025.csv", grants)
    write_csv(raw, "payments/2025.csv", [paid])
    write_population(raw, {"2321": 12770, "2326": 7085, "2309": 15795})
    fill(tables, raw)
    publish(tables, folder / "rsp.duckdb", OCCASION)
    return folder / "rsp.duckdb"


def publish_listed(folder: Path) -> Path:
    """Publish grants to those who stand in the list, and to those who must not."""
    changed = {"Beslutsnr": 2, "Beslutstyp": "Ändring"}
    grants = [
        case(1, ILL, COMPANIES[0], Kommun="Berg"),
        case(2, FORMULA, COMPANIES[1]),
        case(3, "Åre kommun", MUNICIPALITY_ORG_NO, Typ_av_stöd="Hemsändning"),
        case(4, "Bytets AB", COMPANIES[2]),
        case(4, "Ingen Alls", SOLE_TRADERS[1], **changed, Beslutsdatum="2025-09-01"),
        case(5, "Ökat AB", COMPANIES[3]),
        case(5, "Ökat AB", COMPANIES[3], **changed, Beslutsdatum="2026-02-03", Belopp="70 000"),
        case(6, "Avslagna AB", COMPANIES[4], Beslut="Avslag", Kommun="Strömsund"),
        *(case(20 + n, name, number, Belopp=f"{n + 1}11 111") for n, (name, number) in enumerate(PRIVATE.items())),
        case(30, "Ensam i Berg", SOLE_TRADERS[2], Kommun="Berg"),
        case(31, "Kallad Enskild", COMPANIES[5], Mottagartyp="Enskild firma"),
    ]
    return publish_grants(folder, grants, payment(Ärendenr="RUN/1/2025", Belopp="40 000"))

"""A region that publishes its grant list: who stands in it, who must not, and texts that mean ill."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from rsp_pipeline.programme import Programme
from rsp_pipeline.programme.open_data import OpenData
from rsp_pipeline.publishing.publish import publish
from rsp_pipeline.sample.org_numbers import of_companies, of_sole_traders, with_check_digit
from rsp_pipeline.store.tables import Tables
from rsp_pipeline_tests.builders import MUNICIPALITY_ORG_NO, PROGRAMME, grant, payment, write_csv, write_population
from rsp_pipeline_tests.workshop import OCCASION, fill

OPEN_DATA = OpenData(
    "2321000214", "https://region.example/", "Regional utveckling", "open@region.example", "CC-BY-4.0", grants=True
)
LISTING: Programme = replace(PROGRAMME, open_data=OPEN_DATA)
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


def write_listed(folder: Path) -> Path:
    """Publish the region's registers in `folder`: the published file, with its workshop in `tables` beside it."""
    listed = [
        grant(Ärendenr="RUN/1/2025", Sökande=ILL, **{"Org.nr": COMPANIES[0], "Kommun": "Berg"}),
        grant(Ärendenr="RUN/2/2025", Sökande=FORMULA, **{"Org.nr": COMPANIES[1], "Kommun": "Åre"}),
        {
            **grant(Ärendenr="RUN/3/2025", Sökande="Åre kommun", **{"Org.nr": MUNICIPALITY_ORG_NO, "Kommun": "Åre"}),
            "Typ av stöd": "Hemsändning",
        },
        grant(Ärendenr="RUN/4/2025", Sökande="Bytets AB", **{"Org.nr": COMPANIES[2], "Kommun": "Åre"}),
        grant(Ärendenr="RUN/5/2025", Sökande="Ökat AB", **{"Org.nr": COMPANIES[3], "Kommun": "Åre"}),
        {
            **grant(Ärendenr="RUN/5/2025", Beslutsnr=2, Beslutstyp="Ändring", Sökande="Ökat AB", Belopp="70 000"),
            "Org.nr": COMPANIES[3],
            "Kommun": "Åre",
            "Beslutsdatum": "2026-02-03",
        },
        grant(Ärendenr="RUN/6/2025", Sökande="Avslagna AB", Beslut="Avslag", **{"Org.nr": COMPANIES[4]}),
    ]
    private = [
        grant(Ärendenr=f"RUN/{20 + n}/2025", Sökande=name, Kommun="Åre", Belopp=f"{n + 1}11 111", **{"Org.nr": number})
        for n, (name, number) in enumerate(PRIVATE.items())
    ]
    changed = grant(Ärendenr="RUN/4/2025", Beslutsnr=2, Beslutstyp="Ändring", Sökande="Ingen Alls")
    taken_over = {**changed, "Org.nr": SOLE_TRADERS[1], "Kommun": "Åre", "Beslutsdatum": "2025-09-01"}
    alone = grant(Ärendenr="RUN/30/2025", Sökande="Ensam i Berg", Kommun="Berg", **{"Org.nr": SOLE_TRADERS[2]})
    called_private = {
        **grant(Ärendenr="RUN/31/2025", Sökande="Kallad Enskild", Kommun="Åre", Mottagartyp="Enskild firma"),
        "Org.nr": COMPANIES[5],
    }
    raw = folder / "raw"
    plain = [row for row in [*listed, *private, taken_over, alone, called_private] if row]
    columns = list(dict.fromkeys(name for row in plain for name in row))
    write_csv(raw, "grants/a.csv", [{name: row.get(name, "") for name in columns} for row in plain])
    write_csv(raw, "payments/a.csv", [payment(Ärendenr="RUN/1/2025", Belopp="40 000")])
    write_population(raw, {"2321": 12770, "2326": 7085, "2309": 15795})
    tables = Tables(folder / "tables")
    fill(tables, raw)
    publish(tables, folder / "rsp.duckdb", OCCASION)
    return folder / "rsp.duckdb"

"""`rsp check corrections.csv`: each correction tried against the registers, without a night."""

from pathlib import Path

import pytest

from rsp_pipeline_tests.builders import correction, grant, write_csv
from rsp_pipeline_tests.installations import typed


@pytest.mark.parametrize(
    ("changed", "code", "told"),
    [
        ({}, 0, "GODTAGEN. Varje rad kan tolkas."),
        ({"Nyckel": "2025-0021:1"}, 1, "Rad 2: Ingen rad har nyckeln; närmast är 2025-0012:1."),
        ({"Förväntat värde": "inget"}, 1, "Rad 2: I grants/a.csv, rad 2 står nu ”enl. beslut”."),
        ({"Rättat värde": "mycket"}, 1, "Rad 2: Med rättelsen kan cellen ändå inte läsas: kolumnen ”Belopp”: värdet"),
        ({"Kolumn": "Beloppet"}, 1, "Rad 2, kolumnen ”Kolumn”: registret har ingen kolumn som heter ”Beloppet”."),
    ],
)
def test_corrections_are_tried_against_the_delivered_files(
    changed: dict[str, str], code: int, told: str, tmp_path: Path
) -> None:
    raw = tmp_path / "data" / "raw"
    write_csv(raw, "grants/a.csv", [grant(Ärendenr="2025-0012", Belopp="enl. beslut")])
    path = write_csv(raw, "reference/corrections.csv", [correction(**{"Nyckel": "2025-0012:1", **changed})])
    done = typed(tmp_path, "check", str(path))
    assert done.exit_code == code
    assert told in done.stdout

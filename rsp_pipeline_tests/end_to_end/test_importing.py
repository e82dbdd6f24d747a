"""A list of outlets from Pipos on its way from a workbook to the follow-up, beside the sample's own register."""

import shutil
from pathlib import Path

from rsp_pipeline.registers.outlets import OUTLETS
from rsp_pipeline_tests.builders import SAMPLE, write_csv, write_workbook
from rsp_pipeline_tests.installations import rsp, typed
from rsp_pipeline_tests.sessions import published_session

HEADER = ("Kommun", "Servicetyp", "Serviceform", "Namn", "Postort", "X", "Y", "Avstånd till närmaste butik (m)")
KNOWN = ("Ragunda", "Dagligvaror", "Fullsortiment", "RIPAN LANTHANDEL", "Hammarstrand", 583013, 7010122, 4000)
NEW = ("Ragunda", "Dagligvaror", "Ej fullsortiment", "Påhittade Butiken", "Hammarstrand", 586013.25, 7014122, 4321)
AGENT = ("Ragunda", "Posttjänster", "Paketombud", "Påhittade Butiken", "Hammarstrand", 586013.25, 7014122, None)
CASH = ("Ragunda", "Kontantuttag", "Uttagsautomat", "Bankomat", "Hammarstrand", 583000, 7010000, None)
BEGINS = "Serviceställen: {added} nya, {changed} ändrade, {unchanged} som förut, i "


def test_outlets_of_a_list_are_in_the_follow_up_with_their_roads_and_neighbours(tmp_path: Path) -> None:
    raw = tmp_path / "data" / "raw"
    shutil.copytree(SAMPLE, raw)
    write_workbook(tmp_path, "pipos.xlsx", {"Serviceställen": [["Uttag ur Pipos"], HEADER, KNOWN, NEW, AGENT, CASH]})

    first = rsp(tmp_path, "import", "pipos.xlsx")
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.startswith(BEGINS.format(added=1, changed=0, unchanged=0))
    assert "Utelämnade rader: Kontantuttag (1)." in first.stdout
    assert "1\u00a0ställe finns redan i outlets/servicestallen.xlsx" in first.stdout

    header, line = (raw / "outlets" / "pipos.csv").read_text(encoding="utf-8-sig").splitlines()
    assert header == ";".join([*(column.header for column in OUTLETS.columns), "Pipos-ID"])
    assert line == "PIPOS-0001;Påhittade Butiken;Dagligvarubutik;Nej;Ragunda;Hammarstrand;586013;7014122;4,32;;;;Post;"
    again = typed(tmp_path, "import", str(tmp_path / "pipos.xlsx"))
    assert again.output.startswith(BEGINS.format(added=0, changed=0, unchanged=1))

    rows = [dict(zip(HEADER, row, strict=True)) for row in (KNOWN, (*NEW[:-1], 30_500))]
    later = typed(tmp_path, "import", str(write_csv(tmp_path, "pipos.csv", rows)))
    assert later.output.startswith(BEGINS.format(added=0, changed=1, unchanged=0))

    with published_session(raw, 2025) as session:
        outlets = session.sql("SELECT outlet_id, nearest_name, distance_m FROM report.servicestallen WHERE year = 2025")
        assert ("PIPOS-0001", "Ripan Lanthandel", 5000) in outlets.fetchall()
        roads = "SELECT value FROM evidence.m16 WHERE year = 2025 AND record_id = 'outlets:PIPOS-0001'"
        assert [float(value) for (value,) in session.sql(roads).fetchall()] == [30.5]


def test_a_list_that_cannot_be_used_ends_in_one_sentence_and_touches_nothing(tmp_path: Path) -> None:
    (tmp_path / "data" / "raw").mkdir(parents=True)
    path = write_workbook(tmp_path, "pipos.xlsx", {"Lista": [HEADER, (*NEW[:5], "63,1", *NEW[6:])]})
    done = typed(tmp_path, "import", str(path))
    assert done.exit_code == 2
    assert done.output == (
        "pipos.xlsx: Listan har inget ställe att lägga in. pipos.xlsx, blad ”Lista”, rad 2, kolumnen ”X”: "
        "värdet ”63,1” är ingen koordinat i SWEREF 99 TM, i meter som 7012345.\n"
    )
    assert not any((tmp_path / "data" / "raw").iterdir())

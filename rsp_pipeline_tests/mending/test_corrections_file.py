"""Lines added to corrections.csv in the form that it has: what stood there stays to the byte."""

from pathlib import Path

import pytest

from rsp_pipeline.mending.corrections_file import CorrectionsUnusable, add, file_of, known
from rsp_pipeline_tests.builders import CORRECTION, GIVEN

TITLES = ";".join(CORRECTION)
OLD = "Företagsbesök;B1;Deltagare;Regoin;Region;Felskrivet;Å.Ö.;2024-02-12"
LINE = {
    "register": "Stödbeslut",
    "row_key": "2025-1:1",
    "column_name": "Sökande",
    "expected_value": 'Ett; "två"',
    "corrected_value": "Åre",
    "reason": "Enligt beslutet",
    "corrected_by": "A.B.",
    "corrected_on": "2026-03-01",
}
NEW = 'Stödbeslut;2025-1:1;Sökande;"Ett; ""två""";Åre;Enligt beslutet;A.B.;2026-03-01'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", ["", "end"])
def test_the_encoding_and_the_line_ends_stay_as_they_are(encoding: str, end: str, last: str, tmp_path: Path) -> None:
    before = end.join([TITLES, OLD]) + (end if last else "")
    path = written(tmp_path, before.encode(encoding))
    add([LINE], tmp_path, GIVEN, 0o600)
    content = path.read_bytes()
    assert content.startswith(before.encode(encoding))
    assert content.decode(encoding) == end.join([TITLES, OLD, NEW, ""])
    assert len(known(tmp_path, GIVEN)) == 2


def test_the_delimiter_and_the_order_of_the_columns_stay_as_they_are(tmp_path: Path) -> None:
    path = written(tmp_path, "Vem,När,Skäl,Nyckel,Register,Kolumn,Ska stå,Står,Ärende\n".encode())
    add([LINE], tmp_path, GIVEN, 0o600)
    last = path.read_text(encoding="utf-8").splitlines()[-1]
    assert last == 'A.B.,2026-03-01,Enligt beslutet,2025-1:1,Stödbeslut,Sökande,Åre,"Ett; ""två"""'


def test_a_new_file_is_its_owners_alone_and_one_there_keeps_who_may_read_it(tmp_path: Path) -> None:
    add([LINE], tmp_path, GIVEN, 0o600)
    path = file_of(tmp_path)
    assert path.read_text(encoding="utf-8-sig").splitlines() == [TITLES, NEW]
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o640)
    add([LINE], tmp_path, GIVEN, 0o600)
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("content", "character", "told"),
    [
        (TITLES.replace("Rättat värde;", "").encode(), "Å", "Rubrikraden saknar ”Rättat värde”"),
        (TITLES.encode("cp1252"), "ł", "Tecknet ”ł” finns inte i den teckenkodning"),
    ],
)
def test_a_file_that_cannot_be_added_to_is_left_as_it_is(
    content: bytes, character: str, told: str, tmp_path: Path
) -> None:
    path = written(tmp_path, content)
    with pytest.raises(CorrectionsUnusable, match=told):
        add([LINE | {"corrected_value": character}], tmp_path, GIVEN, 0o600)
    assert path.read_bytes() == content


def written(raw: Path, content: bytes) -> Path:
    path = file_of(raw)
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    return path

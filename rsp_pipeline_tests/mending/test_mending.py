"""From the quarantine's workbook to a night without quarantine: what is typed, taken by `rsp correct`, and applied."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import Result

from rsp_pipeline.mending.aside import asides
from rsp_pipeline.reading.tables import QUARANTINE
from rsp_pipeline.registers.grants import GRANTS
from rsp_pipeline.settings import Settings
from rsp_pipeline.store.tables import Tables
from rsp_pipeline_tests.builders import OTHER_COMPANY, Row, correction, grant, visit, write_csv
from rsp_pipeline_tests.installations import typed
from rsp_pipeline_tests.mending.filling import fill_in, night_over, read

TWO_FAULTS = grant(Ärendenr="2025-2", Belopp="enl. beslut", Kommun="Atlantis")
GIVEN: dict[str, list[Row]] = {"grants/a.csv": [grant(), TWO_FAULTS]}


def filled(folder: Path, right: Mapping[str, object], rows: Mapping[str, list[Row]] = GIVEN, **said: str) -> Settings:
    """An installation of two decisions, or other ones, with right values typed in their sheet of the workbook."""
    installation = night_over(folder, rows)
    fill_in(installation.quarantine_file, "Stödbeslut", right, **said)
    return installation


def correct(folder: Path, *arguments: str) -> Result:
    return typed(folder, "correct", *arguments)


def corrections(installation: Settings) -> list[str]:
    """The lines of corrections.csv below its titles."""
    path = installation.raw_dir / "reference" / "corrections.csv"
    return path.read_text(encoding="utf-8-sig").splitlines()[1:] if path.exists() else []


def in_quarantine(installation: Settings) -> int:
    return len(Tables(installation.tables_dir).frame(QUARANTINE))


def test_a_row_with_two_faults_is_mended_in_the_workbook_and_counts_after_the_next_night(tmp_path: Path) -> None:
    installation = filled(tmp_path, {"Beviljat belopp": 120000, "Kommun": "Åre"})
    assert in_quarantine(installation) == 2
    done = correct(tmp_path)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "Blad ”Stödbeslut”, rad 2: Stödbeslut 2025-2:1, Kommun: ”Atlantis” blir ”Åre”.",
        "Blad ”Stödbeslut”, rad 3: Stödbeslut 2025-2:1, Beviljat belopp: ”enl. beslut” blir ”120000”.",
        "",
        f"Inlagt i {installation.raw_dir}/reference/corrections.csv: 2\u00a0rättelser.",
        "De gäller från nästa natt, eller rsp refresh.",
    ]
    assert corrections(installation) == [
        "Stödbeslut;2025-2:1;Kommun;Atlantis;Åre;Enligt beslutet;A.B.;2026-11-01",
        "Stödbeslut;2025-2:1;Beviljat belopp;enl. beslut;120000;Enligt beslutet;A.B.;2026-11-01",
    ]
    read(installation)
    assert in_quarantine(installation) == 0
    rows = Tables(installation.tables_dir).frame(GRANTS.table)
    assert rows["granted_sek"].sum() == 220_000
    assert asides(installation.quarantine_file) == []


def test_what_was_taken_before_is_not_put_in_twice(tmp_path: Path) -> None:
    installation = filled(tmp_path, {"Beviljat belopp": "1", "Kommun": "Åre"})
    assert correct(tmp_path).exit_code == 0
    again = correct(tmp_path)
    assert again.exit_code == 0
    assert again.stdout.count("Det står redan i corrections.csv.") == 2
    assert len(corrections(installation)) == 2


def test_a_value_that_cannot_be_read_is_refused_with_the_registers_sentence_and_the_others_are_taken(
    tmp_path: Path,
) -> None:
    installation = filled(tmp_path, {"Beviljat belopp": "mycket", "Kommun": "Åre"})
    done = correct(tmp_path)
    assert done.exit_code == 1
    assert "rad 3: Inte inlagd. Kolumnen ”Belopp”: värdet ”mycket” är inget belopp." in done.stdout
    assert (
        "Kommun: ”Atlantis” blir ”Åre”. Raden är kvar i karantän tills också Beviljat belopp är rättat." in done.stdout
    )
    assert len(corrections(installation)) == 1


def test_a_value_that_can_be_read_and_not_be_is_refused(tmp_path: Path) -> None:
    installation = filled(tmp_path, {"Beviljat belopp": "-5"}, {"grants/a.csv": [grant(Belopp="abc")]})
    done = correct(tmp_path)
    assert (done.exit_code, corrections(installation)) == (2, [])
    assert "är mindre än 0" in done.stdout


def test_the_hidden_text_of_a_restricted_cell_is_taken_from_the_file_and_not_told(tmp_path: Path) -> None:
    wrong = "5560360794"
    rows = [grant(**{"Org.nr": wrong})]
    installation = filled(tmp_path, {"Organisationsnummer": OTHER_COMPANY}, {"grants/a.csv": rows})
    done = correct(tmp_path)
    assert done.exit_code == 0
    assert not {wrong, OTHER_COMPANY} & set(done.stdout.replace("”", " ").split())
    assert corrections(installation)[0].split(";")[2:5] == ["Organisationsnummer", wrong, OTHER_COMPANY]
    read(installation)
    assert in_quarantine(installation) == 0


def test_an_empty_cell_is_filled_and_a_cell_emptied_by_a_word(tmp_path: Path) -> None:
    installation = night_over(tmp_path, {"visits/a.csv": [visit(Deltagare="", Antal_deltagare="många")]})
    fill_in(installation.quarantine_file, "Företagsbesök", {"Deltagare": "Region", "Antal deltagare": "(tom)"})
    assert correct(tmp_path).exit_code == 0
    read(installation)
    assert in_quarantine(installation) == 0


def test_who_and_why_are_asked_for_once_where_the_lines_do_not_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "dafo")
    installation = filled(tmp_path, {"Kommun": "Åre"}, why="", who="")
    refused = correct(tmp_path)
    assert refused.exit_code == 2
    assert "Inte inlagd. Skriv i kolumnen Varför, eller ange --reason." in refused.stdout
    assert correct(tmp_path, "--reason", "Enligt beslutet").exit_code == 1
    (line,) = corrections(installation)
    assert line.split(";")[5:7] == ["Enligt beslutet", "dafo"]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([grant(Belopp="90"), TWO_FAULTS], "I cellen står nu ”enligt ny lista”. Kör rsp refresh"),
        ([grant()], "Rad 3 i grants/a.csv finns inte längre. Kör rsp refresh"),
    ],
)
def test_a_line_about_a_cell_that_has_changed_since_is_refused(rows: list[Row], told: str, tmp_path: Path) -> None:
    installation = filled(tmp_path, {"Beviljat belopp": "1"})
    changed = [{**row, "Belopp": "enligt ny lista"} if row is TWO_FAULTS else row for row in rows]
    write_csv(installation.raw_dir, "grants/a.csv", changed)
    done = correct(tmp_path)
    assert (done.exit_code, corrections(installation)) == (2, [])
    assert told in done.stdout


def test_a_key_that_several_rows_have_is_no_way_to_correct_it(tmp_path: Path) -> None:
    rows = [grant(Ärendenr="1E+05"), grant(Ärendenr="1E+05", Belopp="7")]
    filled(tmp_path, {"Ärende-ID": "2025-8"}, {"grants/a.csv": rows})
    done = correct(tmp_path)
    assert done.exit_code == 2
    assert done.stdout.count("nyckeln säger inte vilken av raderna det gäller") == 2


def test_a_cell_that_has_another_correction_keeps_it(tmp_path: Path) -> None:
    bad = correction(Nyckel="2025-2:1", Rättat_värde="mycket")
    installation = filled(tmp_path, {"Beviljat belopp": "5"}, {**GIVEN, "reference/corrections.csv": [bad]})
    done = correct(tmp_path)
    assert (done.exit_code, len(corrections(installation))) == (2, 1)
    assert "har redan en annan rättelse, och en cell har bara en." in done.stdout


def test_nothing_typed_is_told_so_and_changes_nothing(tmp_path: Path) -> None:
    installation = night_over(tmp_path, GIVEN)
    done = correct(tmp_path)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"Inget är ifyllt i kolumnen ”Skriv rätt värde här” i {installation.quarantine_file}.\n"


def test_what_was_typed_and_not_taken_outlives_the_night_and_can_be_taken_then(tmp_path: Path) -> None:
    installation = filled(tmp_path, {"Beviljat belopp": "5", "Kommun": "Åre"})
    read(installation)
    (aside,) = asides(installation.quarantine_file)
    assert aside.stat().st_mode & 0o777 == 0o600
    read(installation)
    assert asides(installation.quarantine_file) == [aside]
    done = correct(tmp_path, str(aside))
    assert done.exit_code == 0
    assert done.stdout.endswith(f"Allt i {aside.name} är inlagt, och arbetsboken är borttagen.\n")
    assert asides(installation.quarantine_file) == []


def test_a_workbook_that_cannot_be_read_is_put_aside_too(tmp_path: Path) -> None:
    installation = night_over(tmp_path, GIVEN)
    installation.quarantine_file.write_bytes(b"PK\x03\x04 half a file")
    read(installation)
    (aside,) = asides(installation.quarantine_file)
    assert aside.read_bytes() == b"PK\x03\x04 half a file"

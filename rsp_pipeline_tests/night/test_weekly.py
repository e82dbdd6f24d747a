"""The week's letter: what there is to do, what changed since the last, and how the nights went."""

from dataclasses import replace
from datetime import date, timedelta

import duckdb
import pytest

from rsp_pipeline.night.noted import skip
from rsp_pipeline.night.step import Night
from rsp_pipeline.night.weekly import FILE, send
from rsp_pipeline.publishing.about import NIGHT
from rsp_pipeline.publishing.constraints import create
from rsp_pipeline.report.todo import TODO
from rsp_pipeline.store.clock import now
from rsp_pipeline_tests.night.stopping import fail
from rsp_pipeline_tests.receiving import Letterbox, free_port, mail_to_anna

DAY = date(2026, 11, 3)
LAST_WEEK, YESTERDAY = now() - timedelta(days=9), now() - timedelta(days=1)


@pytest.fixture(autouse=True)
def first_file(night: Night) -> None:
    """The file that is published tells of one figure and three nights."""
    night.settings.warehouse_dir.mkdir(parents=True)
    with published(night) as session:
        session.execute("CREATE SCHEMA indicator; CREATE SCHEMA meta; CREATE SCHEMA quality")
        columns = "indicator_id VARCHAR, year INTEGER, breakdown VARCHAR, value DECIMAL(18,4)"
        session.execute(f"CREATE TABLE indicator.value ({columns})")
        session.execute("INSERT INTO indicator.value VALUES ('S02', 2025, 'total', 13676229), ('S02', 2025, 'x', 1)")
        create(session, NIGHT)
        session.execute("INSERT INTO meta.night VALUES (?, 'förnyad', 'Nytt: förr.')", [LAST_WEEK])
        session.execute("INSERT INTO meta.night VALUES (?, 'förnyad', 'Ändrat: grants/a.csv.')", [YESTERDAY])
        session.execute("INSERT INTO meta.night VALUES (?, 'misslyckad', 'core/grants: KeyError: Bo')", [YESTERDAY])


def published(night: Night) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(night.settings.published_file))


def list_todo(night: Night, *rows: tuple[object, ...]) -> None:
    with published(night) as session:
        create(session, TODO.table)
        for row in rows:
            session.execute(f"INSERT INTO quality.todo VALUES ({', '.join('?' * 9)})", row)


def letter(night: Night, box: Letterbox) -> tuple[str, str]:
    (channel,), remarks = send(night)
    assert (channel.key, remarks) == ("e-post", [])
    ((subject, text),) = box.taken()
    return subject.removeprefix("RSP-uppföljningen: "), text.replace("\u00a0", " ")


def test_what_there_is_to_do_is_told_gravest_first_with_full_paths(night: Night, box: Letterbox) -> None:
    raw, ends = night.settings.raw_dir, "Krokom: planen gäller till och med 2026-12-31."
    list_todo(
        night,
        (3, "Serviceplan löper ut", ends, "plans/a.xlsx", "Planer", 7, DAY, "Fråga kommunen.", "1"),
        (1, "Avvisad fil", "grants/a.csv. Filen är tom.", "grants/a.csv", None, None, DAY, "Rätta filen.", "2"),
        (4, "Att fylla i", "Skrivelsen saknar handläggare.", None, None, None, DAY, None, "3"),
    )
    about, text = letter(night, box)
    assert about == "veckobrev, tre saker att göra"
    assert text.startswith(
        "ATT GÖRA\n"
        "– Avvisad fil: grants/a.csv. Filen är tom. Sedan den 3 november 2026.\n"
        f"  {raw}/grants/a.csv\n  Rätta filen.\n"
        f"– Serviceplan löper ut: {ends} Sedan den 3 november 2026.\n"
        f"  {raw}/plans/a.xlsx, blad ”Planer”, rad 7\n  Fråga kommunen.\n"
        "– Att fylla i: Skrivelsen saknar handläggare. Sedan den 3 november 2026.\n\n"
    )


def test_of_a_quarantined_cell_the_place_is_told_and_not_the_value(night: Night, box: Letterbox) -> None:
    told = "Rad 9, kolumnen ”Org.nr”: ”Anna Andersson, 8101619800” är inget organisationsnummer."
    list_todo(night, (2, "Karantän", told, "grants/a.csv", None, 9, DAY, "Ring 070-123 45 67.", "1"))
    _, text = letter(night, box)
    assert f"– Karantän. Sedan den 3 november 2026.\n  {night.settings.raw_dir}/grants/a.csv, rad 9\n" in text
    assert "Anna" not in text
    assert "8101619800" not in text
    assert "[dolt telefonnummer]" in text


def test_a_long_list_ends(night: Night, box: Letterbox) -> None:
    list_todo(night, *((1, "Läses inte", f"fil {n}", None, None, None, DAY, "", str(n)) for n in range(34)))
    about, text = letter(night, box)
    assert about == "veckobrev, 34 saker att göra"
    assert "\n… och 4 till.\n" in text


@pytest.mark.parametrize("has_table", [True, False])
def test_a_week_without_anything_to_do_says_so_where_that_is_known(
    night: Night, box: Letterbox, has_table: bool
) -> None:
    if has_table:
        list_todo(night)
    about, text = letter(night, box)
    assert about == ("veckobrev, inga saker att göra" if has_table else "veckobrev")
    assert ("ATT GÖRA\nInget.\n" in text) == has_table


def test_figures_that_have_changed_since_the_last_letter_are_told(night: Night, box: Letterbox) -> None:
    heading = "ÄNDRADE SIFFROR FÖR HELA LÄNET SEDAN FÖRRA VECKOBREVET\n"
    assert heading not in letter(night, box)[1]
    assert f"{heading}Inga.\n" in letter(night, box)[1]
    with published(night) as session:
        session.execute("UPDATE indicator.value SET value = 13676230.50")
        session.execute("INSERT INTO indicator.value VALUES ('S01', 2026, 'total', 3), ('S03', 2026, 'total', NULL)")
    assert f"{heading}– Beslutade stöd 2026: uppgift saknas → 3\n– Beviljat belopp" in letter(night, box)[1]
    assert f"{heading}Inga.\n" in letter(night, box)[1]
    for damaged in ("", "[]", '{"S02 2025": "x"}'):
        (night.settings.warehouse_dir / FILE).write_text(damaged, encoding="utf-8")
        assert heading not in letter(night, box)[1]


def test_the_weeks_nights_are_told(night: Night, box: Letterbox) -> None:
    skip(night)
    skip(night)
    fail(night, ValueError("Anna Andersson"))
    text = letter(night, box)[1]
    _, nights = text.split("VECKANS NÄTTER\n")
    renewed, told, noted, unchanged = nights.split("\n\n")[0].splitlines()
    assert renewed.endswith(f"kl. {YESTERDAY:%H.%M}: Ändrat: grants/a.csv.")
    stopped = "Uppdateringen stannade i steget core/grants. Felet är ett som ingen har förutsett"
    assert f"{stopped} (KeyError)." in told
    assert f"{stopped} (ValueError)." in noted
    assert unchanged == "– 2 nätter utan ändringar."
    assert "Anna" not in text
    assert "Bo" not in text.split()


def test_a_letter_that_came_to_nobody_compares_again_the_next_time(night: Night, box: Letterbox) -> None:
    letter(night, box)
    before = (night.settings.warehouse_dir / FILE).read_text(encoding="utf-8")
    with published(night) as session:
        session.execute("UPDATE indicator.value SET value = 1")
    nowhere = replace(night.settings, channels=(mail_to_anna(free_port()),))
    arrived, (remark,) = send(replace(night, settings=nowhere))
    assert (arrived, remark[:23]) == ([], "Brevet skickades inte: ")
    assert (night.settings.warehouse_dir / FILE).read_text(encoding="utf-8") == before


def test_before_the_first_file_the_letter_says_so(box: Letterbox, night: Night) -> None:
    night.settings.published_file.unlink()
    about, text = letter(night, box)
    assert about == "veckobrev"
    assert "VECKANS NÄTTER\nIngen natt har gått.\n\nIngenting är publicerat än.\n" in text

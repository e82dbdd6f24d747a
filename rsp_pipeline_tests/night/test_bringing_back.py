"""A file that is brought back stands until something has changed, and the next file that is published tells of it."""

import shutil
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from rsp_pipeline.approval.approve import Closing, Decision, NotApprovable
from rsp_pipeline.night.approving import close
from rsp_pipeline.night.bringing_back import bring_back
from rsp_pipeline.night.night import reasons, run
from rsp_pipeline.night.noted import STANDS, is_brought_back, noted, skip
from rsp_pipeline.night.overview import OVERVIEW
from rsp_pipeline.night.publishing import PUBLISHED
from rsp_pipeline.night.step import Night, why
from rsp_pipeline.publishing.earlier import Earlier, Unreadable, earlier_files
from rsp_pipeline.publishing.generations import damaged_file, previous_file
from rsp_pipeline.settings import Settings
from rsp_pipeline_tests.builders import PROGRAMME, grant, settings, write_csv
from rsp_pipeline_tests.installations import Refreshed, typed
from rsp_pipeline_tests.workshop import FIGURES_ALONE, ask

GRANTED = "SELECT value FROM indicator.value WHERE indicator_id = 'S02' AND year = 2025 AND breakdown = 'total'"
TWO_YEARS = replace(PROGRAMME, first_year=2025)
STEPS = (*FIGURES_ALONE, OVERVIEW)


def night(installation: Settings, amount: str = "") -> Night:
    """A night over one grant, of this amount unless the one delivered before stands."""
    if amount:
        write_csv(installation.raw_dir, "grants/a.csv", [grant(Belopp=amount)])
    run(Night.of(installation), STEPS)
    return Night.of(installation)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an installation with two nights: a good one and a wrong one."""
    folder = tmp_path_factory.mktemp("wrong")
    for amount in ("100", "1"):
        night(replace(settings(folder, TWO_YEARS), snapshots=3), amount)
    return folder


@pytest.fixture
def installation(made: Path, tmp_path: Path) -> Settings:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return settings(tmp_path, TWO_YEARS)


def previous(installation: Settings) -> Earlier:
    return Earlier.of(previous_file(installation.published_file))


def test_what_is_brought_back_stands_until_something_changes_and_is_told_then(installation: Settings) -> None:
    good, wrong = previous(installation), Earlier.of(installation.published_file)
    assert bring_back(Night.of(installation), good, "Beloppet är fel.")
    assert ask(installation.published_file, GRANTED) == [(100,)]
    tonight = night(installation)
    assert ask(installation.published_file, GRANTED) == [(100,)]
    assert (why(PUBLISHED, tonight), why(OVERVIEW, tonight)) == ((), ())
    assert skip(tonight) == STANDS
    night(installation, "99")
    nights = ask(installation.published_file, "SELECT outcome, because FROM meta.night")
    night_and_skip = ["oförändrad", "oförändrad"]
    assert [outcome for outcome, _ in nights] == ["förnyad", "förnyad", "återställd", *night_and_skip, "förnyad"]
    told = str(nights[2][1])
    assert told.endswith("Beloppet är fel.")
    assert [f"{each.built_at:%Y-%m-%d kl. %H.%M}" in told for each in (good, wrong)] == [True, True]
    assert not is_brought_back(Night.of(installation))


def test_bringing_back_what_was_replaced_undoes_it(installation: Settings) -> None:
    for amount in (100, 1):
        bring_back(Night.of(installation), previous(installation))
        assert ask(installation.published_file, GRANTED) == [(amount,)]
    assert [went.outcome for went in noted(Night.of(installation))] == ["återställd", "återställd"]


def test_a_file_of_another_version_does_not_stand(installation: Settings) -> None:
    other = replace(previous(installation), code_version="0.0.1")
    assert not bring_back(Night.of(installation), other)
    assert why(PUBLISHED, Night.of(installation)) == ("Saknas eller är ändrat: rsp.duckdb.",)


@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_bytes(b"x")], ids=["gone", "damaged"])
def test_a_file_is_brought_back_in_place_of_one_that_is_gone_or_damaged(damage, installation: Settings) -> None:  # type: ignore[no-untyped-def]
    published = installation.published_file
    published.chmod(0o644)
    damage(published)
    assert bring_back(Night.of(installation), previous(installation))
    assert ask(published, GRANTED) == ask(previous_file(published), GRANTED) == [(100,)]
    assert not damaged_file(published).exists() or damaged_file(published).read_bytes() == b"x"


def test_what_there_is_is_listed_but_what_cannot_be_read(installation: Settings) -> None:
    published = installation.published_file
    (published.parent / "snapshots" / "rsp.2026-01-01.duckdb").write_bytes(b"x")
    assert earlier_files(published)[0] == previous(installation)
    assert {each.path.parent.name for each in earlier_files(published)[1:]} == {"snapshots"}
    with pytest.raises(Unreadable, match="går inte att läsa"):
        Earlier.of(published.parent / "snapshots" / "rsp.2026-01-01.duckdb")


def test_no_year_is_approved_while_documents_and_figures_are_of_different_nights(installation: Settings) -> None:
    tonight = Night.of(installation)
    bring_back(tonight, previous(installation))
    today = installation.today
    with pytest.raises(NotApprovable, match="tillbakalagd"):
        close(Closing(2025, Decision("RUN/1/2026", 1, today), False, today, installation.programme), tonight)


def test_the_shell_shows_first_and_does_it_when_told_to(refreshed: Refreshed, tmp_path: Path) -> None:
    installation = refreshed.copy_in(tmp_path)
    published = installation.published_file
    shutil.copy(published, previous_file(published))
    previous_file(published).chmod(0o644)
    with duckdb.connect(str(previous_file(published))) as session:
        session.execute("UPDATE indicator.value SET value = value + 1 WHERE indicator_id = 'S01' AND year = 2025")
    before = published.read_bytes()
    shown = typed(tmp_path, "restore", "--previous")
    assert (shown.exit_code, published.read_bytes()) == (1, before)
    assert "  hela länet: 56 → 57 (+1)\n" in shown.output
    assert typed(tmp_path, "restore", "--snapshot", "2026-01-01").exit_code == 2
    assert "--previous: byggd" in typed(tmp_path, "restore").output

    done = typed(tmp_path, "restore", "--previous", "--yes")
    assert (done.exit_code, previous_file(published).read_bytes()) == (0, before)
    assert "står kvar tills något ändras" in done.output
    again = typed(tmp_path, "refresh")
    assert (again.exit_code, again.output.splitlines()[0]) == (1, STANDS)
    write_csv(installation.raw_dir, "grants/mer.csv", [grant(Ärendenr="2025-9999")])
    assert "Nytt: grants/mer.csv." in reasons(Night.of(installation))

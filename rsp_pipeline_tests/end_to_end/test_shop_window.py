"""The published file beyond doubt: under readers, kills, full disks and two refreshes at once, with real processes.

`make test` runs a small matrix; `make torture` the whole one, with readers under whole refreshes.
"""

import json
import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from rsp_pipeline.publishing.generations import previous_file
from rsp_pipeline.publishing.publish import publish
from rsp_pipeline.shell.exit_codes import GOOD, GOOD_WITH_REMARKS
from rsp_pipeline.store.atomic import UNFINISHED
from rsp_pipeline_tests import whole
from rsp_pipeline_tests.builders import write_csv
from rsp_pipeline_tests.installations import RSP, change_amount, environment, programme_of, rsp, typed
from rsp_pipeline_tests.receiving import Letterbox, free_port
from rsp_pipeline_tests.workshop import OCCASION, grants_of, workshop_of

TORTURE = bool(os.environ.get("RSP_TORTURE"))
READERS, PUBLISHED = (8, 30) if TORTURE else (3, 6)
KILLED_PUBLISHING, KILLED_REFRESHING = (60, 40) if TORTURE else (6, 1)
DICE = random.Random(2025)
PUBLISHED_BY = (GOOD, GOOD_WITH_REMARKS)
STOPPED, CLEAR = "uppdateringen stannade: Uppdateringen stannade", "allt fungerar igen: Allt fungerar igen"

# Someone without rights to the file who tries to open it for writing, again and again.
INTRUDER = """
import os, sys, time, duckdb
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
tries = opened = 0
while not os.path.exists(sys.argv[2]):
    tries += 1
    try:
        duckdb.connect(sys.argv[1]).close()
        opened += 1
    except duckdb.IOException:
        pass
    if tries == 1:
        print("ready", flush=True)
    time.sleep(0.05)
print(tries, opened)
"""

PUBLISHER = """
import sys
from datetime import datetime
from pathlib import Path
from rsp_pipeline.programme import load_programme
from rsp_pipeline.publishing.about import Occasion
from rsp_pipeline.publishing.publish import publish
from rsp_pipeline.store.lock import sole_use
from rsp_pipeline.store.tables import Tables
print("ready", flush=True)
path, now = Path(sys.argv[2]), datetime(2026, 3, 1)
with sole_use(path.parent):
    publish(Tables(Path(sys.argv[1])), path, Occasion(now, now.date(), load_programme("jamtland_harjedalen")))
"""


Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts Python processes, each returned when it has begun its work; none outlives the test."""
    started: list[subprocess.Popen[str]] = []

    def begun(*command: object) -> subprocess.Popen[str]:
        process = subprocess.Popen([sys.executable, *map(str, command)], stdout=subprocess.PIPE, text=True)
        started.append(process)
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        return process

    yield begun
    for process in started:
        with process:
            process.kill()


def unfinished(folder: Path) -> list[Path]:
    return list(folder.rglob(f".*{UNFINISHED}*"))


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder that anyone may enter and write in, the worst a published file may lie in."""
    with TemporaryDirectory() as base:  # not pytest's own, which nobody else may enter
        Path(base).chmod(0o755)
        folder = Path(base) / "shared"
        folder.mkdir()
        folder.chmod(0o777)
        yield folder


def read_while(renew: Callable[[int], object], path: Path, stop: Path, start: Start) -> list[dict[str, str]]:
    """What was published while it was read: readers saw each a whole build, and who held the file open the first."""
    published = [whole.look(path)]
    readers = [start(whole.__file__, path, "--until", stop) for _ in range(READERS)]
    holder = start(whole.__file__, path, "--hold", "--until", stop)
    for number in range(1, PUBLISHED + 1):
        renew(number)
        published.append(whole.look(path))
    stop.touch()
    looks = [json.loads(reader.communicate(timeout=300)[0]) for reader in readers]
    assert [reader.returncode for reader in readers] == [0] * READERS
    seen = [build for told in looks for build in told["seen"]]
    assert [build for build in seen if build not in published] == []
    assert {build["built_at"] for build in seen} > {published[0]["built_at"]}
    assert json.loads(holder.communicate(timeout=300)[0])["seen"] == published[:1]
    print(f"{sum(told['looks'] for told in looks)} looks, {PUBLISHED} builds")
    return published


def test_readers_see_one_whole_build_each_time_while_new_ones_are_published(
    shared: Path, tmp_path: Path, start: Start
) -> None:
    path, stop = shared / "rsp.duckdb", shared.with_name("stop")
    workshops = [workshop_of(tmp_path / str(count), grants_of(count)) for count in (10, 11)]

    def publish_after(days: int) -> None:
        publish(workshops[days % 2], path, replace(OCCASION, built_at=OCCASION.built_at + timedelta(days)))

    publish_after(0)
    intruder = start("-c", INTRUDER, path, stop)
    read_while(publish_after, path, stop, start)
    tries, opened = map(int, intruder.communicate(timeout=300)[0].split())
    assert (tries > 0, opened) == (True, 0)
    assert sorted(each.name for each in shared.iterdir()) == ["rsp.duckdb", "rsp.previous.duckdb"]


@pytest.mark.skipif(not TORTURE, reason="whole refreshes under readers: make torture")
def test_readers_see_one_whole_build_each_time_in_whole_refreshes(
    installed: Path, tmp_path: Path, start: Start
) -> None:
    def refresh_with(amount: int) -> None:
        change(installed, amount)
        assert refresh(installed).returncode in PUBLISHED_BY

    path = installed / "data" / "warehouse" / "rsp.duckdb"
    published = read_while(refresh_with, path, tmp_path / "stop", start)
    assert len({build["granted"] for build in published}) == len(published)


def test_a_publishing_killed_at_any_point_leaves_the_old_file_or_the_new(tmp_path: Path, start: Start) -> None:
    warehouse = tmp_path / "warehouse"
    path = warehouse / "rsp.duckdb"
    for count in (10, 11):
        workshop_of(tmp_path / str(count), grants_of(count))
    with start("-c", PUBLISHER, tmp_path / "10" / "tables", path) as first:
        began = time.monotonic()
        assert first.wait() == 0
    takes = time.monotonic() - began
    swapped = 0
    for number in range(KILLED_PUBLISHING):
        before = whole.look(path)["rows"]
        other = {"10": "11", "11": "10"}[before]
        with start("-c", PUBLISHER, tmp_path / other / "tables", path) as killed:
            time.sleep(DICE.uniform(0, 1.1 * takes))
            killed.kill()
        after = whole.look(path)["rows"]
        assert after in (before, other), number
        if previous_file(path).exists():
            assert whole.look(previous_file(path))["rows"] in (before, other), number
        swapped += after == other
    with start("-c", PUBLISHER, tmp_path / "11" / "tables", path) as last:
        assert last.wait() == 0
    assert whole.look(path)["rows"] == "11"
    assert unfinished(warehouse) == []
    print(f"{KILLED_PUBLISHING} kills, {swapped} after the swap")


@dataclass(frozen=True)
class Small:
    """A folder in which twenty grants of each of two years have been refreshed, and how many seconds that took."""

    folder: Path
    takes: float


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Small:
    folder = tmp_path_factory.mktemp("small")
    programme_of(folder, 2024, 2025)
    for year in (2024, 2025):
        grants = grants_of(20, year, Beslutsdatum=f"{year}-05-06")
        write_csv(folder / "data" / "raw", f"grants/export_{year}.csv", grants, "cp1252")
    began = time.monotonic()
    assert refresh(folder).returncode in PUBLISHED_BY
    return Small(folder, time.monotonic() - began)


@pytest.fixture
def installed(small: Small, tmp_path: Path) -> Path:
    """A copy of that folder to do harm to."""
    return shutil.copytree(small.folder, tmp_path / "installed")


def begun(folder: Path, box: Letterbox, *options: str) -> subprocess.Popen[str]:
    """A refresh that goes on."""
    told = environment(RSP_PROGRAMME=str(folder / "programme.toml"), **box.environment)
    return subprocess.Popen(
        [RSP, "refresh", *options], cwd=folder, env=told, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )


def refresh(folder: Path, *arguments: str, **changed: str) -> subprocess.CompletedProcess[str]:
    return rsp(folder, "refresh", *arguments, **{"RSP_PROGRAMME": str(folder / "programme.toml"), **changed})


def letters(box: Letterbox) -> list[str]:
    """What the letters since the last time are about, and the first line of each."""
    return [f"{subject.removeprefix('RSP-uppföljningen: ')}: {text.splitlines()[0]}" for subject, text in box.taken()]


def change(folder: Path, amount: int) -> None:
    """Change the amount of one grant of the sample."""
    change_amount(folder / "data" / "raw", 2, str(amount))


def test_a_refresh_killed_at_any_point_is_mended_by_the_next_which_tells_of_both(
    small: Small, installed: Path, box: Letterbox
) -> None:
    path = installed / "data" / "warehouse" / "rsp.duckdb"
    swapped = 0
    for number in range(KILLED_REFRESHING):
        before = whole.look(path)
        change(installed, 1000 + number)
        with begun(installed, box, "--force") as killed:
            time.sleep(DICE.uniform(0, small.takes))
            killed.kill()
        after = whole.look(path)
        assert after["rows"] == before["rows"]
        assert after == before or after["built_at"] > before["built_at"]
        swapped += after != before
    change(installed, 7)
    noted = path.with_name("nights.json")  # not there before a night has begun, nor after its file is published
    was_going = noted.exists() and '"påbörjad"' in noted.read_text(encoding="utf-8")
    assert refresh(installed, **box.environment).returncode in PUBLISHED_BY
    assert letters(box)[-2:] == ([f"{STOPPED}.", f"{CLEAR}."] if was_going else [])
    assert whole.look(path)["built_at"] > after["built_at"]
    assert unfinished(installed / "data") == []
    print(f"{KILLED_REFRESHING} kills, {swapped} after the swap")


def test_two_refreshes_at_once_take_turns_and_what_one_did_the_other_does_not(installed: Path, box: Letterbox) -> None:
    path = installed / "data" / "warehouse" / "rsp.duckdb"
    change(installed, 7)
    both = [begun(installed, box) for _ in range(2)]
    told = [each.communicate(timeout=300)[0] for each in both]
    assert {each.returncode for each in both} <= {*PUBLISHED_BY}
    (waited,) = (output for output in told if "En annan uppdatering pågår (process " in output)
    assert "Väntar tills den är klar." in waited
    assert [output for output in told if "Inget har ändrats" in output] == [waited]
    assert letters(box) == []
    assert whole.look(path)["rows"] == whole.look(previous_file(path))["rows"]


def test_half_a_years_rows_missing_is_held_back_until_it_is_overridden_and_both_are_told(
    installed: Path, box: Letterbox
) -> None:
    path = installed / "data" / "warehouse" / "rsp.duckdb"
    before = path.read_bytes()
    export = installed / "data" / "raw" / "grants" / "export_2024.csv"
    lines = export.read_bytes().split(b"\r\n")
    export.write_bytes(b"\r\n".join(lines[: len(lines) // 2]) + b"\r\n")

    away = {**box.environment, "RSP_TELL_SMTP": f"smtp://localhost:{free_port()}"}
    held = refresh(installed, **away)
    assert held.returncode == 2
    assert "Brevet skickades inte: e-postservern localhost:" in held.stdout
    assert "Den nya filen hålls tillbaka.\nStödbeslut 2024: " in held.stdout
    assert "grants/export_2024.csv gav " in held.stdout
    assert "rsp refresh --override raderna_finns_kvar --reason ”varför”." in held.stdout
    assert path.read_bytes() == before

    for wrong in (("--override", "raderna_finns_kvar"), ("--override", "allt", "--reason", "för att")):
        assert typed(installed, "refresh", *wrong, **box.environment).exit_code == 2
    assert letters(box) == []
    refused = typed(installed, "refresh", **box.environment, RSP_PROGRAMME="/finns/inte.toml")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert letters(box) == ["uppdateringen stannade: Uppdateringen kunde inte börja."]
    done = refresh(installed, "--override", "raderna_finns_kvar", "--reason", "Dubbletter rensade", **box.environment)
    assert done.returncode in PUBLISHED_BY, done.stdout
    assert letters(box) == [f"{CLEAR}."]
    assert whole.look(path)["granted"] != whole.look(previous_file(path))["granted"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of its own, of a few megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disk], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("FULL DISK AND READ-ONLY FOLDER NOT TRIED: this user may not mount a small disk")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_a_full_disk_or_a_read_only_one_keeps_the_file_and_is_told_in_swedish_once(
    installed: Path, small_disk: Path, box: Letterbox
) -> None:
    change(installed, 7)
    shutil.copytree(installed / "data", small_disk, dirs_exist_ok=True)
    path = small_disk / "warehouse" / "rsp.duckdb"
    (path.parent / "told.json").write_text('{"e-post": {}}', encoding="utf-8")  # as any night before leaves it

    def refresh_there() -> subprocess.CompletedProcess[str]:
        return refresh(installed, RSP_DATA_DIR=str(small_disk), **box.environment)

    before, told = path.read_bytes(), []
    for left in (1_000_000, 300_000):
        filler = small_disk / "filler"
        filler.write_bytes(bytes(shutil.disk_usage(small_disk).free - left))
        full = refresh_there()
        said = re.search("Disken är full(, eller går inte att skriva på)?. Frigör utrymme och kör igen.", full.stdout)
        assert (full.returncode, said is not None) == (2, True), full.stdout
        assert path.read_bytes() == before
        assert unfinished(small_disk) == []
        filler.unlink()
        told.append([line.partition(" i steget")[0].rstrip(".") for line in letters(box)])
    assert told == [[STOPPED], []]

    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    locked = refresh_there()
    assert (locked.returncode, "går inte att skriva i" in locked.stdout) == (2, True), locked.stdout
    subprocess.run(["mount", "-o", "remount,rw", small_disk], check=True)
    assert path.read_bytes() == before
    assert letters(box) == [f"{STOPPED}."]

    assert refresh_there().returncode in PUBLISHED_BY
    assert letters(box) == [f"{CLEAR}."]
    assert whole.look(path)["rows"] == whole.look(previous_file(path))["rows"]

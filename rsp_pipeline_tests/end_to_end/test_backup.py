"""A copy of an installation, put back in an empty folder, gives the same figures, approvals and pseudonyms."""

import io
import os
import resource
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from rsp_pipeline.approval.revisions import verified
from rsp_pipeline.night.night import reasons, run
from rsp_pipeline.night.step import Night
from rsp_pipeline.settings import Settings
from rsp_pipeline.store.backup import CONTENTS
from rsp_pipeline_tests.builders import PROGRAMME, TODAY, contents
from rsp_pipeline_tests.installations import environment, typed
from rsp_pipeline_tests.workshop import FIGURES_ALONE, ask

DECISION = ("--diary-no", "RUN/1/2026", "--paragraph", "45", "--decided-on", "2026-03-24")
FIGURES = "SELECT * EXCLUDE status FROM indicator.value ORDER BY ALL"
PSEUDONYMS = "SELECT DISTINCT recipient_id FROM core.grants ORDER BY ALL"


@pytest.fixture(scope="module")
def installation(own_copy: Settings) -> Settings:
    """A refreshed installation in which a year is approved; nothing changes it."""
    assert typed(own_copy.data_dir.parent, "approve", "2025", *DECISION).exit_code == 0
    return own_copy


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A file that is there before a copy is put back in the same folder."""
    path = tmp_path / "data" / "raw" / "egen.csv"
    path.parent.mkdir(parents=True)
    path.write_text("egen", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def copy(installation: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("copies") / "kopia.tar.gz"
    made = typed(installation.data_dir.parent, "backup", str(file))
    assert made.exit_code == 0, made.output
    return file


def test_only_its_owner_reads_a_copy_which_has_the_key_and_no_history(copy: Path) -> None:
    assert copy.stat().st_mode & 0o777 == 0o600
    with tarfile.open(copy) as archive:
        names = archive.getnames()
    assert {"raw/grants", "warehouse/pseudonym.key", "warehouse/rsp.duckdb", CONTENTS} <= set(names)
    assert [name for name in names if "dagster" in name or ".lock" in name] == []


def test_in_an_empty_folder_a_copy_gives_the_same_files_figures_approvals_and_pseudonyms(
    installation: Settings, copy: Path, tmp_path: Path
) -> None:
    done = typed(tmp_path, "restore", "--from", str(copy))
    assert (done.exit_code, "Allt fastställt är orört." in done.output) == (0, True), done.output
    restored = Settings(tmp_path / "data", PROGRAMME, fixed_day=TODAY)
    there, copied = (_but_history_and_lock(settings.data_dir) for settings in (installation, restored))
    assert copied == there
    for name in there:
        modes = [(settings.data_dir / name).stat().st_mode for settings in (installation, restored)]
        assert modes[0] == modes[1], name
    assert {path.name for path in restored.data_dir.iterdir()} == {"raw", "warehouse"}
    assert reasons(Night.of(restored)) == reasons(Night.of(installation))

    restored.published_file.unlink()
    run(Night.of(restored, anew=True), FIGURES_ALONE)
    assert verified(restored.published_file) == []
    for question in (FIGURES, PSEUDONYMS):
        assert ask(restored.published_file, question) == ask(installation.published_file, question)


def _but_history_and_lock(data_dir: Path) -> dict[str, bytes]:
    of_machine = ("warehouse/dagster/", "warehouse/.lock")
    return {name: content for name, content in contents(data_dir).items() if not name.startswith(of_machine)}


def test_what_is_there_is_replaced_only_when_told_to_and_kept_aside(copy: Path, own: Path, tmp_path: Path) -> None:
    asked = typed(tmp_path, "restore", "--from", str(copy))
    assert (asked.exit_code, own.exists()) == (1, True)
    done = typed(tmp_path, "restore", "--from", str(copy), "--yes")
    assert (done.exit_code, own.exists()) == (0, False)
    (aside,) = (tmp_path / "data").glob("ersatt-*")
    assert contents(aside) == {"raw/egen.csv": b"egen"}


Spoil = Callable[[Path, Path], None]
"""Makes a file of a whole copy which is none."""


def _cut(file: Path, whole: Path) -> None:
    file.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])


def _outside(file: Path, whole: Path) -> None:
    with tarfile.open(file, "w:gz") as target:
        target.add(whole, "raw/../../utanfor.txt")


def _packed_anew(name: str, changed: Callable[[bytes], bytes | None]) -> Spoil:
    """The same but for one of its files, which is left out where nothing comes of its bytes."""

    def spoil(file: Path, whole: Path) -> None:
        with tarfile.open(whole) as source, tarfile.open(file, "w:gz", compresslevel=1) as target:
            for member in source:
                content = source.extractfile(member)
                read = content.read() if content else b""
                written = changed(read) if member.name == name else read
                if written is not None:
                    target.addfile(member, io.BytesIO(written))

    return spoil


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (_cut, "är ingen hel säkerhetskopia"),
        (_outside, "är ingen hel säkerhetskopia"),
        (_packed_anew(CONTENTS, lambda _: None), "filer saknas"),
        (_packed_anew("warehouse/pseudonym.key", lambda key: key[::-1]), "inte som när den gjordes"),
        (
            _packed_anew(CONTENTS, lambda text: text.replace(b'"format": 1', b'"format": 9')),
            "gjord av en senare version",
        ),
    ],
    ids=["cut", "outside", "without its contents", "with another key", "of a later version"],
)
@pytest.mark.usefixtures("own")
def test_what_is_no_whole_copy_replaces_nothing(spoil: Spoil, told: str, copy: Path, tmp_path: Path) -> None:
    spoil(tmp_path / "halv.tar.gz", copy)
    done = typed(tmp_path, "restore", "--from", str(tmp_path / "halv.tar.gz"), "--yes")
    assert (done.exit_code, told in done.output) == (2, True), done.output
    assert {name for name in contents(tmp_path / "data") if ".lock" not in name} == {"raw/egen.csv"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "halv.tar.gz"]


@pytest.mark.usefixtures("own")
def test_where_there_is_no_room_nothing_is_replaced_and_the_copy_before_stands(
    installation: Settings, copy: Path, tmp_path: Path
) -> None:
    restored = _without_room(tmp_path, "restore", "--from", str(copy), "--yes")
    assert (restored.returncode, restored.stderr.startswith("Inget är ändrat.")) == (2, True), restored.stderr
    assert {name for name in contents(tmp_path / "data") if ".lock" not in name} == {"raw/egen.csv"}

    before = copy.read_bytes()
    made = _without_room(installation.data_dir.parent, "backup", str(copy))
    assert (made.returncode, made.stderr.startswith("Ingen kopia är gjord.")) == (2, True), made.stderr
    assert (copy.read_bytes(), list(copy.parent.iterdir())) == (before, [copy])


def _without_room(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command that cannot write a file of more than a hundred kilobytes."""
    return subprocess.run(
        [sys.executable, "-m", "rsp_pipeline", *arguments],
        cwd=folder,
        env=environment(PYTHONPATH=os.environ.get("PYTHONPATH", "")),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)),
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_key_that_is_given_is_no_part_of_the_copy_and_that_is_told(installation: Settings, tmp_path: Path) -> None:
    file = tmp_path / "kopia.tar"
    made = typed(installation.data_dir.parent, "backup", str(file), RSP_PSEUDONYM_KEY="given")
    assert (made.exit_code, "spara den för sig" in made.output) == (1, True)
    inside = typed(installation.data_dir.parent, "backup", str(installation.raw_dir / "kopia.tar"))
    assert (inside.exit_code, "Ange en fil utanför" in inside.output) == (2, True)

"""What was kept from earlier nights never shows: after any edits, a night gives what one from nothing gives.

A history of every edit is lived through here. `RSP_HISTORIES=200 pytest` with this file lives through two hundred
random ones as well.
"""

import json
import os
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from shutil import copytree
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, example, given
from hypothesis import settings as rules
from hypothesis import strategies as st

from rsp_pipeline.followup.documents.links import INDEX
from rsp_pipeline.followup.documents.write import RECORD
from rsp_pipeline.night.night import run
from rsp_pipeline.night.step import Night
from rsp_pipeline.publishing.gate import Override
from rsp_pipeline.report.todo import SINCE, TODO
from rsp_pipeline.settings import Settings
from rsp_pipeline.store.kept import FILE
from rsp_pipeline.swedish import long_date
from rsp_pipeline_tests import builders
from rsp_pipeline_tests.builders import PROGRAMME, contents, write_csv
from rsp_pipeline_tests.workshop import ask, reading

HISTORIES = int(os.environ.get("RSP_HISTORIES", "0"))
MUST_BE_PUBLISHED = Override(("alla_ar_finns_kvar", "raderna_finns_kvar", "karantanen_ar_liten"), "prov")
ABOUT_THE_FILE = {"build", "night", "change", "record_change"}  # these tell of the file before as well

DATED = re.compile(r"\.docx$|\.xlsx$|\.html$|dokument\.json$")

Edit = Callable[[Settings, Random], Settings | None]
"""Something that happens between two nights: to the files, or to the settings, which are then returned."""


def delivered(folder: Path) -> Settings:
    """An installation with a few rows in some registers, a day before the year ends."""
    programme = replace(PROGRAMME, first_year=2025, last_year=2026)
    installation = Settings(folder / "data", programme, fixed_day=date(2025, 12, 30), given_key="test key")
    raw = installation.raw_dir
    grants = [builders.grant(Ärendenr=f"2025-{number}", Belopp=f"{number}000,50") for number in range(1, 6)]
    write_csv(raw, "grants/a.csv", grants)
    write_csv(raw, "grants/b.csv", [builders.grant(Ärendenr="2025-9", Kommun="Åre", Beslutsdatum="2025-12-31")])
    write_csv(raw, "visits/a.csv", [builders.visit(**{"Besöks-ID": f"B{number}"}) for number in range(3)])
    write_csv(raw, "payments/a.csv", [builders.payment()])
    write_csv(raw, "service_plans/a.csv", [builders.plan(), builders.plan(**{"Plan-ID": "P2", "Kommun": "Åre"})])
    write_csv(raw, "action_plan/a.csv", [builders.effort()])
    write_csv(raw, "reference/targets.csv", [builders.target()])
    return installation


def files(installation: Settings) -> list[Path]:
    return sorted(path for path in installation.raw_dir.rglob("*") if path.is_file())


def a_row_is_lost(installation: Settings, random: Random) -> None:
    path = random.choice(files(installation))
    header, *rows = path.read_bytes().splitlines(keepends=True) or [b""]
    path.write_bytes(b"".join([header, *rows[1:]]))


def a_row_is_repeated(installation: Settings, random: Random) -> None:
    path = random.choice(files(installation))
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines, *lines[-1:]]))


def a_digit_changes(installation: Settings, random: Random) -> None:
    path = random.choice(files(installation))
    content = bytearray(path.read_bytes())
    if places := [place for place, byte in enumerate(content) if 48 <= byte <= 57]:
        content[random.choice(places)] = random.choice(b"0123456789")
        path.write_bytes(bytes(content))


def a_file_is_copied(installation: Settings, random: Random) -> None:
    path = random.choice(files(installation))
    path.with_name(f"kopia{random.randrange(3)}.csv").write_bytes(path.read_bytes())


def a_file_goes(installation: Settings, random: Random) -> None:
    random.choice(files(installation)).unlink()


def a_file_is_renamed(installation: Settings, random: Random) -> None:
    path = random.choice(files(installation))
    if path.parent.name != "reference":
        path.rename(path.with_name(f"{random.choice('abcxyz')}.csv"))


def two_files_change_places(installation: Settings, random: Random) -> None:
    one, other = random.choices(files(installation), k=2)
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)


def a_file_is_touched(installation: Settings, random: Random) -> None:
    os.utime(random.choice(files(installation)), (0, random.randrange(10**9)))


def a_file_becomes_unreadable(installation: Settings, random: Random) -> None:
    random.choice(files(installation)).write_bytes(random.choice([b"", b"\xff\xfe\0", b"PK\x03\x04", b"hej;\n"]))


def a_correction_is_made(installation: Settings, random: Random) -> None:
    of_a_visit = {"Register": "Företagsbesök", "Nyckel": f"B{random.randrange(4)}", "Kolumn": "Kommun"}
    values = {"Förväntat värde": "Åre", "Rättat värde": random.choice(["Berg", "Krokom"])}
    write_csv(installation.raw_dir, "reference/corrections.csv", [builders.correction(**of_a_visit, **values)])


def a_parameter_changes(installation: Settings, random: Random) -> None:
    row = {
        "Parameter": "ordinance", "Värde": random.randrange(3), "Enhet": "gäller", "Gäller från": "2018-01-01",
        "Källa": "2000:284",
    }  # fmt: skip
    write_csv(installation.raw_dir, "reference/rule_parameters.csv", [row])


def a_text_is_written(installation: Settings, random: Random) -> None:
    path = installation.raw_dir / "texts" / "2025.md"
    path.parent.mkdir(exist_ok=True)
    heading = random.choice(["Servicegivare", "Okänt"])
    path.write_text(f"## {heading}\n\nText {random.randrange(9)}.\n", encoding="utf-8")


def the_programme_changes(installation: Settings, random: Random) -> Settings:
    programme = replace(installation.programme, board=f"Nämnd {random.randrange(9)}")
    return replace(installation, programme=programme)


def days_go_by(installation: Settings, random: Random) -> Settings:
    day = installation.today + timedelta(days=random.choice([1, 1, 1, 30, 365]))
    return replace(installation, fixed_day=day)


def all_that_is_kept_is_deleted(installation: Settings, _: Random) -> None:
    (installation.warehouse_dir / FILE).unlink(missing_ok=True)


def something_made_is_damaged(installation: Settings, random: Random) -> None:
    made = sorted(path for path in installation.warehouse_dir.rglob("*") if path.is_file())
    path = random.choice([path for path in made if "previous" not in path.name])
    path.chmod(0o600)
    if random.random() < 0.5:
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def a_night_is_killed(installation: Settings, random: Random) -> None:
    class Killed(BaseException):
        pass

    steps = iter(range(random.randrange(40)))

    def begin(_: object) -> None:
        if next(steps, None) is None:
            raise Killed

    kept = installation.warehouse_dir / FILE
    before = kept.read_bytes() if kept.exists() else None
    with suppress(Killed):
        run(Night.of(installation, MUST_BE_PUBLISHED), before_each=begin)
    if before is not None:
        kept.write_bytes(before)  # a process that is killed writes nothing down


EDITS: tuple[Edit, ...] = (
    a_row_is_lost, a_row_is_repeated, a_digit_changes, a_file_is_copied, a_file_goes, a_file_is_renamed,
    two_files_change_places, a_file_is_touched, a_file_becomes_unreadable, a_correction_is_made, a_parameter_changes,
    a_text_is_written, the_programme_changes, days_go_by, all_that_is_kept_is_deleted, something_made_is_damaged,
    a_night_is_killed,
)  # fmt: skip


def night_of(installation: Settings) -> None:
    run(Night.of(installation, MUST_BE_PUBLISHED))


def published(path: Path) -> Iterator[tuple[str, object]]:
    """Every table and view of a published file, with its rows in their order or, of a view, in a settled one."""
    names = ask(path, "SELECT table_schema, table_name, table_type FROM information_schema.tables ORDER BY ALL")
    with reading(path) as session:
        for schema, name, kind in names:
            if name not in ABOUT_THE_FILE:
                kept = f"WHERE table_name NOT IN {tuple(ABOUT_THE_FILE)}" if name == "catalogue" else ""
                order = "ORDER BY ALL" if kind == "VIEW" else ""
                but = f"EXCLUDE ({SINCE.name})" if name == TODO.table.name else ""  # it tells of the nights before
                rows = session.execute(f"SELECT * {but} FROM {schema}.{name} {kept} {order}")
                yield f"{schema}.{name}", rows.fetchall()


def written_on(installation: Settings) -> set[date]:
    """The days that the documents say they are of: each keeps that of the night in which it changed."""
    records = (installation.warehouse_dir / "followup").rglob(RECORD)
    return {date.fromisoformat(json.loads(record.read_text(encoding="utf-8"))["as_of"]) for record in records}


def seen(installation: Settings, days: set[date]) -> dict[str, object]:
    """What people read, whichever of some days it is of; of what is dated the page alone is compared."""
    made = contents(installation.warehouse_dir / "followup")
    del made[INDEX]  # it tells of the file before as well
    said = "|".join(sorted(f"{day}|{long_date(day)}" for day in days))
    pages = {name: re.sub(said, "DAGEN", content.decode()) for name, content in made.items() if name.endswith(".html")}
    read = {name: content for name, content in made.items() if not DATED.search(name)}
    return {**read, **pages, "names": sorted(made), "quarantine": installation.quarantine_file.read_bytes()}


@given(steps=st.lists(st.tuples(st.sampled_from(EDITS), st.booleans()), min_size=3, max_size=7), random=st.randoms())
@example(steps=[(edit, number % 4 > 0) for number, edit in enumerate(EDITS)], random=Random(7))
@rules(
    max_examples=max(HISTORIES, 1),
    phases=[*Phase] if HISTORIES else [Phase.explicit],
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
def test_a_night_gives_what_one_from_nothing_gives(steps: list[tuple[Edit, bool]], random: Random) -> None:
    with TemporaryDirectory() as folder:
        installation = delivered(Path(folder))
        night_of(installation)
        for edit, a_night_follows in steps:
            if files(installation):
                installation = edit(installation, random) or installation
            if a_night_follows:
                night_of(installation)
        night_of(installation)

        fresh = replace(installation, data_dir=Path(folder) / "fresh")
        copytree(installation.raw_dir, fresh.raw_dir)
        night_of(fresh)
        assert dict(published(installation.published_file)) == dict(published(fresh.published_file))
        days = written_on(installation) | written_on(fresh)
        assert seen(installation, days) == seen(fresh, days)

"""The week's letter on all regions, to those who run them: how each stands, and how much there is to do there.

What it is that a region has to do stands in the region's own letter.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from rsp_pipeline.messages.channels import Channel
from rsp_pipeline.messages.letter import Letter
from rsp_pipeline.messages.post import send_to_all
from rsp_pipeline.messages.weekly import THING
from rsp_pipeline.nation.regions import UNUSABLE, Nation
from rsp_pipeline.nation.tables import ORDER, REGION, TONIGHT
from rsp_pipeline.night.step import Night
from rsp_pipeline.night.telling import UNFORESEEN
from rsp_pipeline.reading.personal_data import masked
from rsp_pipeline.remote.turn import latest
from rsp_pipeline.report.todo import TODO
from rsp_pipeline.settings import channels_of
from rsp_pipeline.store.tables import TableMissing, TableOutdated
from rsp_pipeline.swedish import counted

ELSEWHERE = "Varför står i index.html bredvid landets databasfil."


def send(nation: Nation) -> tuple[list[Channel], list[str]]:
    """Send the week's letter: to whom it came, and Swedish sentences on those that did not get it.

    Raises:
        SettingsError: the environment names no address or server that can be used.
        OSError: the nation's file cannot be read.
    """
    return send_to_all(letter(nation), channels_of(nation.environment))


def letter(nation: Nation) -> Letter:
    """The letter, of how the regions stood when the nation was last put together.

    Raises:
        OSError: the nation's file cannot be read.
    """
    file = latest(nation.together).warehouse_dir / nation.published_file.name
    closing = f"Landets databasfil är {nation.together.told(file)}"
    if not file.exists():
        return Letter("veckobrev för hela landet", ("Landets databasfil är inte byggd än.", closing))
    regions = _regions(nation)
    tonight = sum(verdict == TONIGHT for _, _, verdict, _, _ in regions)
    lines = (line for region in regions for line in _told(nation, *region))
    return Letter(
        f"veckobrev för hela landet, {tonight} av {len(regions)} publicerade i natt",
        ("\n".join(["REGIONERNA", *lines]), closing),
    )


def _regions(nation: Nation) -> list[tuple[str, str, str, str, str]]:
    """Each region's name, the name that people use, how it stands, since when and why: the worst first."""
    import duckdb

    with duckdb.connect(str(nation.published_file), read_only=True) as session:
        found: list[tuple[str, str, str, str, str]] = session.execute(
            f"""
            SELECT name, region, verdict, coalesce(data_date::VARCHAR, ''), coalesce(why, '')
            FROM {REGION.full_name}
            ORDER BY county_code NULLS LAST, name
            """
        ).fetchall()
    return sorted(found, key=lambda each: ORDER.index(each[2]))


def _told(nation: Nation, name: str, region: str, verdict: str, day: str, why: str) -> Iterator[str]:
    """A region in a line, and why it is not of tonight below; the text of an error that nobody foresaw is not told."""
    since = f" ({day})" if day and verdict != TONIGHT else ""
    yield f"– {region}: {verdict}{since}{_to_do(nation, name)}."
    if why:
        yield f"  {ELSEWHERE if UNFORESEEN.search(why) else masked(why)}"


def _to_do(nation: Nation, name: str) -> str:
    with suppress(TableMissing, TableOutdated, OSError, *UNUSABLE):
        count = Night.of(latest(nation.settings_of(name))).tables.read(TODO.table).num_rows
        return f", {counted(count, THING)} att göra"
    return ""

"""What is made of all regions when their nights are done, by whoever has the nation's folder to himself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from rsp_pipeline.nation.build import Built, NothingToBuild, build
from rsp_pipeline.nation.followup.write import write
from rsp_pipeline.nation.regions import Nation
from rsp_pipeline.nation.telling import tell
from rsp_pipeline.night.hindrances import cause, in_swedish
from rsp_pipeline.night.noted import KILLED
from rsp_pipeline.remote.turn import in_turn, send_up
from rsp_pipeline.store.atomic import written_down
from rsp_pipeline.store.lock import Busy

BEGUN = "begun"  # a file in the nation's folder, for as long as it is put together


class NotPutTogether(Exception):
    """What is made of all regions is not all made; the message says why, in Swedish as far as it can be told so."""


def put_together(nation: Nation, say: Callable[[str], None]) -> Built:
    """Make what is made of all regions, and tell those who are to know it when that cannot be done, or can again.

    `say` gets Swedish sentences: that another does so already, and on letters that did not arrive.

    Raises:
        NotPutTogether: something kept it from being made.
    """
    try:
        with in_turn(nation.together, say), _under_way(nation, say):
            try:
                built = _made(nation)
            except NotPutTogether as reason:
                _tell(nation, str(reason), say)
                raise
            _tell(nation, "", say)
            return built
    except (Busy, OSError) as hindrance:
        why = in_swedish(str(hindrance))
        _tell(nation, why, say)
        raise NotPutTogether(why) from None


@contextmanager
def _under_way(nation: Nation, say: Callable[[str], None]) -> Iterator[None]:
    """Mark that the block makes it; a mark that is there already is of one that was killed, which is told."""
    mark = nation.nation_dir / BEGUN
    if mark.exists():
        _tell(nation, KILLED, say)
    with suppress(OSError):  # as of a full disk, which the block will tell of
        written_down(mark, "")
        send_up(nation.together, mark)  # at once: a killed one tells no more
    try:
        yield
    finally:
        mark.unlink(missing_ok=True)


def _made(nation: Nation) -> Built:
    try:
        built = build(nation, nation.today)
        write(nation, nation.today)
        return built
    except NothingToBuild as reason:
        raise NotPutTogether(str(reason)) from None
    except Exception as error:
        raise NotPutTogether(cause(error)) from error


def _tell(nation: Nation, why: str, say: Callable[[str], None]) -> None:
    for remark in tell(nation, why):
        say(remark)

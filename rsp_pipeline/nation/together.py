"""What is made of all regions when their nights are done, by whoever has the nation's folder to himself."""

from __future__ import annotations

from collections.abc import Callable

from rsp_pipeline.nation.build import Built, NothingToBuild, build
from rsp_pipeline.nation.followup.write import write
from rsp_pipeline.nation.regions import Nation
from rsp_pipeline.night.hindrances import cause, in_swedish
from rsp_pipeline.remote.turn import in_turn
from rsp_pipeline.store.lock import Busy


class NotPutTogether(Exception):
    """What is made of all regions is not all made; the message says why, in Swedish as far as it can be told so."""


def put_together(nation: Nation, tell_waiting: Callable[[str], None]) -> Built:
    """Make what is made of all regions; `tell_waiting` gets a Swedish sentence when another does so already.

    Raises:
        NotPutTogether: something kept it from being made.
    """
    try:
        with in_turn(nation.together, tell_waiting):
            built = build(nation, nation.today)
            write(nation, nation.today)
            return built
    except (NothingToBuild, Busy) as reason:
        raise NotPutTogether(str(reason)) from None
    except OSError as hindrance:
        raise NotPutTogether(in_swedish(str(hindrance))) from None
    except Exception as error:
        raise NotPutTogether(cause(error)) from error

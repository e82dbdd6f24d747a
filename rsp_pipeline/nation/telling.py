"""Who is told of a region that has no settings: those whom the environment names."""

from __future__ import annotations

from rsp_pipeline.nation.regions import Nation
from rsp_pipeline.night import telling
from rsp_pipeline.settings import SettingsError, channels_of


def tell_of_refusal(why: str, name: str, nation: Nation) -> list[str]:
    """Tell that a region's night cannot begin, since its settings are refused; Swedish sentences on what went wrong."""
    try:
        return telling.tell_of_refusal(why, channels_of(nation.environment), nation.data_dir / name)
    except SettingsError:
        return []  # it is who to tell that is refused

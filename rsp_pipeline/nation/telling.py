"""Who is told of a region that has no settings, and of the nation: those whom the environment names."""

from __future__ import annotations

from dataclasses import replace

from rsp_pipeline.nation.regions import Nation
from rsp_pipeline.night import telling
from rsp_pipeline.settings import SettingsError, channels_of


def tell_of_refusal(why: str, name: str, nation: Nation) -> list[str]:
    """Tell that a region's night cannot begin, since its settings are refused; Swedish sentences on what went wrong."""
    try:
        return telling.tell_of_refusal(why, channels_of(nation.environment), nation.data_dir / name)
    except SettingsError:
        return []  # it is who to tell that is refused


def tell(nation: Nation, why: str) -> list[str]:
    """Tell why the nation was not put together or, where nothing hindered, that it is again; likewise.

    Each cause is told once, and so is that it is gone.
    """
    told = nation.together.told(nation.published_file)
    holds = "Regionernas egna filer är som deras nätter lämnade dem." if why else "Landets databasfil är ny."
    causes = [replace(telling.Stopped("", why).cause, title="Hela landet kunde inte sättas ihop.")] if why else []
    closing = (holds, f"Landets databasfil är {told}")
    try:
        channels = channels_of(nation.environment)
        return telling.sent(lambda: causes, lambda: closing, channels, nation.nation_dir, nation.today, whole=not why)
    except SettingsError as refused:
        return [str(refused)]

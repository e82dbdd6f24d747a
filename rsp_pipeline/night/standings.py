"""How each year stands, for who asks between nights."""

from __future__ import annotations

from rsp_pipeline.followup.standing import standing
from rsp_pipeline.night.step import Night

NOT_WHOLE = "Fastställd, men det sparade är inte orört: kör rsp approve --verify"


def standings(night: Night) -> dict[int, str]:
    """A sentence, without a full stop, for each of the night's years, the latest first."""
    approved = {version.year: version for version in night.archive.current()}

    def stands(year: int) -> str:
        try:
            approval = approved[year].approval if year in approved else None
        except (OSError, ValueError, LookupError, TypeError):
            return NOT_WHOLE
        return standing(approval, year < night.settings.today.year, night.settings.programme.board)

    return {year: stands(year) for year in reversed(night.years)}

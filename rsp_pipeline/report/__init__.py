"""What analysts and the memo read as tables: one wide view for each table of the follow-up.

Each is declared once, as a view over published tables. Nothing is counted by rules of its own here: the figures are the
indicators', set side by side with the year before. How they are worded and drawn belongs in `followup`.
"""

from rsp_pipeline.report.efforts import INSATSER, MALVARDEN
from rsp_pipeline.report.grants import BESLUTADE_STOD, INVESTERINGAR, STOD_PER_KOMMUN, UTBETALNINGAR_PER_BESLUTSAR
from rsp_pipeline.report.network import AKTIVITETER, FORETAGSBESOK, RESURSER, SERVICEPLANER
from rsp_pipeline.report.outlets import SERVICESTALLEN
from rsp_pipeline.report.over_time import NYCKELTAL, NYCKELTAL_OVER_TID
from rsp_pipeline.report.quality import DATAKVALITET
from rsp_pipeline.report.shares import HANDLAGGNING, STODSTALLEN_BESOKTA
from rsp_pipeline.store.schema import View

# In an order in which each reads only those before it.
REPORTS: tuple[View, ...] = (
    NYCKELTAL,
    NYCKELTAL_OVER_TID,
    BESLUTADE_STOD,
    STOD_PER_KOMMUN,
    HANDLAGGNING,
    INVESTERINGAR,
    UTBETALNINGAR_PER_BESLUTSAR,
    FORETAGSBESOK,
    STODSTALLEN_BESOKTA,
    SERVICEPLANER,
    SERVICESTALLEN,
    MALVARDEN,
    INSATSER,
    AKTIVITETER,
    RESURSER,
    DATAKVALITET,
)

__all__ = ["REPORTS"]

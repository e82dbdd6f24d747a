"""The last step: the DuckDB file that analysts open, published if the gate lets it."""

from __future__ import annotations

from rsp_pipeline.approval.revisions import APPROVED_TABLES
from rsp_pipeline.indicators.approved import FRESH
from rsp_pipeline.indicators.catalogue import INDICATOR
from rsp_pipeline.indicators.engine import VALUE
from rsp_pipeline.night.dashboard import DASHBOARD
from rsp_pipeline.night.followup import FOLLOWUP
from rsp_pipeline.night.noted import forget, to_tell
from rsp_pipeline.night.step import Night, Step, names_of, the_programme, the_years
from rsp_pipeline.night.todo import TODO_LIST
from rsp_pipeline.publishing.about import Occasion
from rsp_pipeline.publishing.publish import TABLES, Published, publish
from rsp_pipeline.rules.tables import FINDING, RULE
from rsp_pipeline.store.clock import now


def publish_tables(night: Night) -> Published:
    """Build the file from the workshop's tables and put it in place.

    Raises:
        HeldBack: a condition does not hold and is not overridden; the published file stays as it is.
    """
    settings = night.settings
    occasion = Occasion(now(), settings.today, settings.programme, night.because, to_tell(night))
    published = publish(night.tables, settings.published_file, occasion, night.override, settings.snapshots)
    forget(night)
    return published


PUBLISHED = Step(
    ("warehouse/published",),
    (
        *names_of([INDICATOR, VALUE, FINDING, RULE]),
        *(step.name for step in (*FOLLOWUP, DASHBOARD, TODO_LIST)),
    ),  # all else comes before these
    publish_tables,
    reads=(*(table for table in TABLES if table not in APPROVED_TABLES), FRESH),
    rests_on=lambda night: {**the_programme(night), **the_years(night)},
)

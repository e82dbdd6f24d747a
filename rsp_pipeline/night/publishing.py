"""The last step: the DuckDB file that analysts open, published if the gate lets it."""

from __future__ import annotations

from rsp_pipeline.approval.revisions import APPROVED_TABLES
from rsp_pipeline.indicators.approved import FRESH
from rsp_pipeline.indicators.catalogue import INDICATOR
from rsp_pipeline.indicators.engine import VALUE
from rsp_pipeline.night.dashboard import DASHBOARD
from rsp_pipeline.night.followup import FOLLOWUP
from rsp_pipeline.night.noted import forget, to_tell
from rsp_pipeline.night.step import Night, Step, names_of, states, the_programme, the_years
from rsp_pipeline.night.todo import TODO_LIST
from rsp_pipeline.publishing.about import Occasion
from rsp_pipeline.publishing.publish import TABLES, Published, publish
from rsp_pipeline.rules.tables import FINDING, RULE
from rsp_pipeline.store.clock import now

READ = (*(table for table in TABLES if table not in APPROVED_TABLES), FRESH)


def publish_tables(night: Night) -> Published:
    """Build the file from the workshop's tables and put it in place.

    Raises:
        HeldBack: a condition does not hold and is not overridden; the published file stays as it is.
    """
    settings = night.settings
    occasion = Occasion(now(), settings.today, settings.programme, night.because, to_tell(night))
    published = publish(
        night.tables, settings.published_file, occasion, night.override, settings.snapshots, _as_published(night)
    )
    forget(night)
    return published


def _as_published(night: Night) -> frozenset[str]:
    """The tables, by their full names, that are as they were when the published file was built from them.

    None unless they are the greater part: what is replaced in a copy leaves its room behind.
    """
    if night.kept is None:
        return frozenset()
    unchanged = night.kept.as_before(PUBLISHED.name, states(night, READ))
    sizes = {table.full_name: sum(path.stat().st_size for path in night.tables.paths(table)) for table in READ}
    is_most = 2 * sum(size for name, size in sizes.items() if name in unchanged) > sum(sizes.values())
    return unchanged if is_most else frozenset()


PUBLISHED = Step(
    ("warehouse/published",),
    (
        *names_of([INDICATOR, VALUE, FINDING, RULE]),
        *(step.name for step in (*FOLLOWUP, DASHBOARD, TODO_LIST)),
    ),  # all else comes before these
    publish_tables,
    reads=READ,
    rests_on=lambda night: {**the_programme(night), **the_years(night)},
)

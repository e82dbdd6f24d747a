"""What differs between two sets of figures, and between the rows behind them.

The SELECTs are over whatever has the columns of `indicator.value` and of `EVIDENCE`: two published files, what was
approved and what is computed today, two versions of an approved year.
"""

from __future__ import annotations

from collections.abc import Sequence

from rsp_pipeline.indicators.dimension import DIMENSIONS
from rsp_pipeline.lineage.evidence import SOURCE

CAME, WENT, CHANGED = "ny", "borttagen", "ändrad"

GROUP = tuple(dimension.column for dimension in DIMENSIONS)
FIGURE_KEYS = ("indicator_id", "year", "breakdown", *GROUP)
ROW_KEYS = ("indicator_id", "year", "record_id", *GROUP, "entity")
MEASURES = ("value", "denominator")


def differing_figures(old: str, new: str, compared: Sequence[str]) -> str:
    """The SELECT of figures that differ in a column of `compared`, in a settled order.

    Columns: the keys of a figure, and each compared column as `old_…` and `new_…`; empty where there was no figure.
    """
    same = " AND ".join(f"old.{key} IS NOT DISTINCT FROM new.{key}" for key in FIGURE_KEYS)
    sides = [", ".join(f"{side}.{name}" for name in compared) for side in ("old", "new")]
    return f"""
        SELECT
            {", ".join(f"coalesce(new.{key}, old.{key}) AS {key}" for key in FIGURE_KEYS)},
            {", ".join(f"old.{name} AS old_{name}, new.{name} AS new_{name}" for name in compared)}
        FROM {old} AS old
        FULL JOIN {new} AS new ON {same}
        WHERE ({sides[0]}) IS DISTINCT FROM ({sides[1]})
        ORDER BY ALL
    """


def differing_rows(old: str, new: str) -> str:
    """The SELECT of rows that count in a figure in one of two evidences and not, or otherwise, in the other.

    Columns: the keys of a row of evidence; `change`, one of `CAME`, `WENT`, `CHANGED`; its value and denominator as
    `old_…` and `new_…`, empty where it does not count; and where it stands, or stood when it is gone. A record that
    moved from one group to another has a line for each. For a sum, new less old values come to the figure's difference.
    """
    keys = ", ".join(ROW_KEYS)
    measures = ", ".join(MEASURES)
    same = " AND ".join(f"old.{key} IS NOT DISTINCT FROM new.{key}" for key in ROW_KEYS)
    place = ", ".join(field.name for field in SOURCE)
    record = "indicator_id, year, record_id"
    return f"""
        WITH old_only AS (SELECT {keys}, {measures} FROM {old} EXCEPT ALL SELECT {keys}, {measures} FROM {new}),
        new_only AS (SELECT {keys}, {measures} FROM {new} EXCEPT ALL SELECT {keys}, {measures} FROM {old}),
        paired AS (
            SELECT
                {", ".join(f"coalesce(new.{key}, old.{key}) AS {key}" for key in ROW_KEYS)},
                {", ".join(f"old.{name} AS old_{name}, new.{name} AS new_{name}" for name in MEASURES)}
            FROM ({_added_up("old_only")}) AS old
            FULL JOIN ({_added_up("new_only")}) AS new ON {same}
        ),
        placed AS (
            SELECT
                {record},
                bool_or(is_new) AS is_in_new,
                bool_or(NOT is_new) AS is_in_old,
                {", ".join(f"arg_max({{'value': {field.name}}}, is_new).value AS {field.name}" for field in SOURCE)}
            FROM (
                SELECT {record}, {place}, false AS is_new FROM {old}
                UNION ALL
                SELECT {record}, {place}, true FROM {new}
            )
            GROUP BY {record}
        )
        SELECT
            paired.*,
            CASE WHEN NOT is_in_old THEN '{CAME}' WHEN NOT is_in_new THEN '{WENT}' ELSE '{CHANGED}' END AS change,
            {place}
        FROM paired
        JOIN placed USING ({record})
        ORDER BY ALL
    """


def _added_up(rows: str) -> str:
    sums = ", ".join(f"sum({name})::DECIMAL(18,4) AS {name}" for name in MEASURES)
    return f"SELECT {', '.join(ROW_KEYS)}, {sums} FROM {rows} GROUP BY ALL"

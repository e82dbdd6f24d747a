"""The asset of what there is to do: the steward's first page, in the first group."""

import dagster as dg
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from rsp_pipeline.night.step import Night
from rsp_pipeline.night.todo import TODO_LIST
from rsp_pipeline.orchestration.common import TODO_GROUP, as_headed_table, column_schema, key_of
from rsp_pipeline.orchestration.told import Shown, Told, asset
from rsp_pipeline.report.todo import TODO
from rsp_pipeline.report.todo_kinds import GRAVE

KEY = key_of(TODO_LIST)
CHECK = "inget_allvarligt_att_gora"
SHOWN_ROWS = 100
SHOWN_COLUMNS = ["harm", "kind", "what", "source_file", "source_sheet", "source_row", "since", "remedy"]


def _tell(todo: pa.Table, _: Night) -> Told:
    first = todo.select(SHOWN_COLUMNS).slice(0, SHOWN_ROWS).to_pandas(types_mapper=pd.ArrowDtype)
    grave = int(pc.sum(pc.less_equal(todo["harm"], GRAVE)).as_py() or 0)
    check = dg.AssetCheckResult(
        check_name=CHECK,
        asset_key=KEY,
        passed=not grave,
        severity=dg.AssetCheckSeverity.WARN,
        description=f"{grave} allvarliga av {len(todo)} saker att göra." if len(todo) else "Inget att göra.",
        metadata={"Att göra": len(todo), "Allvarligt": grave},
    )
    return Told({KEY: {"dagster/row_count": len(todo), "Att göra": as_headed_table(first)}}, (check,))


SHOWN = Shown(TODO_LIST, _tell)

todo_asset = asset(
    SHOWN,
    TODO_GROUP,
    f"{TODO.table.comment}. Var det är, sedan när, och vad som ska göras åt det.",
    kinds={"parquet"},
    metadata=column_schema(TODO.table),
    check_specs=[
        dg.AssetCheckSpec(
            CHECK, asset=KEY, description="Inget väntar som gör att något levererat eller skrivet inte räknas med."
        )
    ],
)

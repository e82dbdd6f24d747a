"""The assets of the rules: what breaks them, and how each went."""

from collections.abc import Iterator

import dagster as dg
import pandas as pd

from rsp_pipeline.lineage.build import code_version
from rsp_pipeline.night.rules import FINDINGS
from rsp_pipeline.night.step import Night
from rsp_pipeline.orchestration.common import (
    OWNERS,
    READ_BY,
    RULES_GROUP,
    NightResource,
    as_headed_table,
    column_schema,
    keys_of,
    needs_of,
    rows_metadata,
)
from rsp_pipeline.orchestration.told import Shown, Told, materialized
from rsp_pipeline.rules import GROUPS, Group
from rsp_pipeline.rules.engine import Tried
from rsp_pipeline.rules.standing import ACCEPTED, MEANS, NEW, SEEN
from rsp_pipeline.rules.tables import FINDING, RULE
from rsp_pipeline.store.schema import Table

KEYS = dict(zip((FINDING, RULE), keys_of(FINDINGS), strict=True))
SHOWN_FINDINGS = 20
SHOWN_COLUMNS = ["rule_id", "message", "source_file", "source_sheet", "source_row"]


def _spec(table: Table) -> dg.AssetSpec:
    return dg.AssetSpec(
        KEYS[table],
        deps=needs_of(FINDINGS),
        group_name=RULES_GROUP,
        description=f"{table.comment}.",
        owners=OWNERS,
        kinds={"duckdb", "parquet"},
        tags=READ_BY[RULES_GROUP],
        code_version=code_version(),
        metadata=column_schema(table),
    )


def _tell(tried: Tried, _: Night) -> Told:
    findings, rules = tried.findings.to_pandas(), tried.rules.to_pandas()
    counts = ["rule_id", "title", "n_tried", "n_broken", "n_not_tried"]
    return Told(
        {
            KEYS[FINDING]: rows_metadata(FINDING, findings),
            KEYS[RULE]: rows_metadata(RULE, rules) | {"Utfall": as_headed_table(rules[counts])},
        },
        tuple(_check(group, findings, rules) for group in GROUPS),
    )


SHOWN = Shown(FINDINGS, _tell)


@dg.multi_asset(
    specs=[_spec(FINDING), _spec(RULE)],
    check_specs=[
        dg.AssetCheckSpec(group.check, asset=KEYS[FINDING], description=f"{group.promise} {MEANS}") for group in GROUPS
    ],
)
def rules_assets(context: dg.AssetExecutionContext, night: NightResource) -> Iterator[dg.MaterializeResult[None]]:
    """Findings and rules, with a check for each group of rules."""
    yield from materialized(SHOWN, night, context)


def _check(group: Group, findings: pd.DataFrame, rules: pd.DataFrame) -> dg.AssetCheckResult:
    """Whether no finding of the group's rules is new; what could not be tried is told and breaks nothing."""
    own = rules[rules["rule_group"] == group.title]
    breaking = findings[findings["rule_id"].isin(own["rule_id"])]
    new = breaking[breaking["state"] == NEW]
    return dg.AssetCheckResult(
        check_name=group.check,
        asset_key=KEYS[FINDING],
        passed=new.empty,
        severity=dg.AssetCheckSeverity.WARN,
        description=MEANS,
        metadata={
            "Nya avvikelser": len(new),
            "Godtagna avvikelser": int((breaking["state"] == ACCEPTED).sum()),
            "Sedda avvikelser": int((breaking["state"] == SEEN).sum()),
            "Prövade rader": int(own["n_tried"].sum()),
            "Rader som inte kunde prövas": int(own["n_not_tried"].sum()),
            "De första nya avvikelserna": as_headed_table(new[SHOWN_COLUMNS].head(SHOWN_FINDINGS)),
        },
    )

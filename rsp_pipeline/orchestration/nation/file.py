"""The asset `nation/published`: the file of the whole nation, built of what the regions published."""

from typing import Any

import dagster as dg
import pandas as pd

from rsp_pipeline.lineage.build import code_version
from rsp_pipeline.nation.regions import Nation
from rsp_pipeline.nation.standing import Region
from rsp_pipeline.nation.together import NotPutTogether, put_together
from rsp_pipeline.orchestration.common import OWNERS, as_table, path_metadata
from rsp_pipeline.orchestration.nation.regions import KEY as REGION
from rsp_pipeline.orchestration.nation.regions import MOMENT, NationResource
from rsp_pipeline.orchestration.nightly import forget_old_runs

KEY = dg.AssetKey(["nation", "published"])
NATIONAL = "national"
GROUP = "steg_2_landet"


@dg.asset(
    key=KEY,
    deps=[REGION],
    group_name=GROUP,
    description=(
        "Hela landets databasfil, av det som regionerna har publicerat. En region som inte publicerade i natt är med "
        "som den var, och för en som inte har publicerat alls saknas uppgift."
    ),
    owners=OWNERS,
    kinds={"duckdb"},
    code_version=code_version(),
)
def nation_asset(context: dg.AssetExecutionContext, nation: NationResource) -> dg.MaterializeResult[None]:
    """What is made of all regions."""
    forget_old_runs(context)
    try:
        built = put_together(nation, context.log.warning)
    except NotPutTogether as reason:
        raise dg.Failure(str(reason), allow_retries=False) from reason.__cause__
    metadata: dict[str, Any] = {
        "Regioner": len(built.regions),
        "Regioner som inte är med": len(built.left_out),
        "Så står regionerna": as_table(pd.DataFrame(map(_row, built.regions))),
        "Databasfil": path_metadata(nation.together.told(built.path)),
    }
    return dg.MaterializeResult(metadata=metadata)


def _row(region: Region) -> dict[str, str]:
    """How a region stands, under headings."""
    published = f"{region.published_at:{MOMENT}}" if region.published_at else ""
    return {"Region": region.region, "Siffrorna": region.verdict, "Publicerade": published, "Varför": region.why}


national_job = dg.define_asset_job(
    NATIONAL,
    selection=[nation_asset],
    description="Bygger hela landets databasfil av det som regionerna har publicerat.",
)


def still_stands(nation: Nation, why: str) -> dg.AssetMaterialization:
    """What is told of the nation's file in a night in which no region had anything to do."""
    file = path_metadata(nation.together.told(nation.published_file))
    return dg.AssetMaterialization(KEY, metadata={"Natten": why, "Databasfil": file})

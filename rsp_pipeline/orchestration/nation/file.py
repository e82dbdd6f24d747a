"""The asset `nation/published`: the file of the whole nation, built of what the regions published."""

import dagster as dg

from rsp_pipeline.lineage.build import code_version
from rsp_pipeline.nation.regions import Nation
from rsp_pipeline.night.hindrances import cause
from rsp_pipeline.orchestration.common import OWNERS, path_metadata
from rsp_pipeline.orchestration.nation.regions import KEY as REGION
from rsp_pipeline.orchestration.nation.regions import NationResource
from rsp_pipeline.orchestration.nightly import forget_old_runs
from rsp_pipeline.store.lock import sole_use

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
    """The nation's file, and whatever else is made of all regions."""
    from rsp_pipeline.nation.build import build

    forget_old_runs(context)
    try:
        with sole_use(nation.nation_dir, tell_waiting=context.log.warning):
            build(nation, nation.today)
    except Exception as error:
        raise dg.Failure(cause(error), allow_retries=False) from error
    return dg.MaterializeResult(metadata={"Databasfil": path_metadata(nation.published_file)})


national_job = dg.define_asset_job(
    NATIONAL,
    selection=[nation_asset],
    description="Bygger hela landets databasfil av det som regionerna har publicerat.",
)


def still_stands(nation: Nation, why: str) -> dg.AssetMaterialization:
    """What is told of the nation's file in a night in which no region had anything to do."""
    return dg.AssetMaterialization(KEY, metadata={"Natten": why, "Databasfil": path_metadata(nation.published_file)})

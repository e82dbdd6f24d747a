"""The drawn charts beside Dagster's pages, each at its address."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from rsp_pipeline.followup import CHARTS
from rsp_pipeline.orchestration.chart_image import ADDRESS
from rsp_pipeline.settings import Settings

HEADERS = {
    # An svg that is opened by itself is a page: this one may run nothing and fetch nothing.
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "x-content-type-options": "nosniff",
    "cache-control": "no-cache",
}


def charts_page(settings: Settings) -> Route:
    """The svg of a chart and a year, as it was last drawn; nothing else has an address here."""
    files = {
        (str(year), chart.name): settings.charts_dir(year) / f"{chart.name}.svg"
        for year in settings.programme.years
        for chart in CHARTS
    }

    async def answer(request: Request) -> Response:
        file = files.get((request.path_params["year"], request.path_params["name"]))
        try:
            svg = await run_in_threadpool(file.read_bytes) if file else None
        except FileNotFoundError:
            svg = None
        if svg is None:
            return PlainTextResponse("Det diagrammet finns inte.\n", status_code=404)
        return Response(svg, media_type="image/svg+xml", headers=HEADERS)

    return Route(ADDRESS, answer)

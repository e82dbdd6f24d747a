"""The form that closes a year on the page: three fields with Swedish labels, beside Dagster's pages.

Dagster's own Launchpad takes YAML. This is the same job with the same config, run at once, and told of in a sentence.
"""

from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from rsp_pipeline.approval.approve import Decision, NotApprovable
from rsp_pipeline.night.approving import next_to_approve
from rsp_pipeline.night.standings import standings
from rsp_pipeline.night.step import Night
from rsp_pipeline.orchestration.attribution import of_page
from rsp_pipeline.orchestration.forms import APPROVAL_FORM, form_template
from rsp_pipeline.orchestration.runs import run_approving
from rsp_pipeline.remote.turn import in_turn, latest
from rsp_pipeline.settings import Settings
from rsp_pipeline.store.lock import Busy

PATIENCE_SECONDS = 10.0  # for another run: who waits at a page is told instead


def approval_page(settings: Settings) -> Route:
    """The form, and what comes of it when it is sent."""

    async def answer(request: Request) -> HTMLResponse:
        if request.method != "POST":
            return HTMLResponse(await run_in_threadpool(form, settings))
        sent = dict(parse_qsl((await request.body()).decode("utf-8", "replace")))
        told, is_closed = await run_in_threadpool(closed, settings, sent, of_page(request.headers))
        page = await run_in_threadpool(form, settings, {} if is_closed else sent, told, is_closed)
        return HTMLResponse(page, status_code=200 if is_closed else 422)

    return Route(APPROVAL_FORM, answer, methods=["GET", "POST"])


def closed(settings: Settings, sent: Mapping[str, str], asked_by: Mapping[str, str]) -> tuple[str, bool]:
    """Close a year as a form says: a Swedish sentence on how it went, and whether the year is closed."""
    year, paragraph, reason = sent.get("ar", ""), sent.get("paragraf", ""), sent.get("skal", "")
    try:
        if not (year.isdecimal() and paragraph.isdecimal()):
            raise NotApprovable("År och paragraf skrivs med siffror, som 2025 och 45.")
        decision = Decision.told(sent.get("diarienummer", ""), int(paragraph), sent.get("dag", ""), reason)
        with in_turn(settings, patience=PATIENCE_SECONDS):
            night = Night.of(settings)
            failed = run_approving(night, int(year), decision, "revidering" in sent, asked_by)
    except (NotApprovable, Busy, OSError) as hindrance:
        return str(hindrance), False
    if failed:
        return failed[0].why, False
    version = night.archive.versions(int(year))[-1]
    remark = settings.programme.diary_numbers.remark(decision.diary_no)
    sentences = [
        f"{year} är fastställt som version {version.number}.",
        "Siffrorna står fast. Databasen visar dem som fastställda efter nästa nattkörning.",
        *([remark] if remark else []),
    ]
    return " ".join(sentences), True


def form(settings: Settings, sent: Mapping[str, str] | None = None, told: str = "", is_closed: bool = False) -> str:
    """The page, with what was sent still in its fields and what is told above."""
    night, sent = Night.of(latest(settings)), sent or {}
    numbers = settings.programme.diary_numbers
    return form_template("approval_page").render(
        told=told,
        is_closed=is_closed,
        board=settings.programme.board,
        ended=[year for year in reversed(settings.open_years) if year < settings.today.year],
        chosen=sent.get("ar") or str(next_to_approve(night)),
        sent=sent,
        example=numbers.example or settings.programme.diary_no,
        today=settings.today.isoformat(),
        years=standings(night).items(),
    )

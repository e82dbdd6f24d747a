"""The form that closes a year on the page: three fields with Swedish labels, beside Dagster's pages.

Dagster's own Launchpad takes YAML. This is the same job with the same config, run at once, and told of in a sentence.
"""

from collections.abc import Mapping
from datetime import date
from html import escape
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from rsp_pipeline.approval.approve import Decision, NotApprovable
from rsp_pipeline.approval.archive import Version
from rsp_pipeline.night.approving import next_to_approve
from rsp_pipeline.night.step import Night
from rsp_pipeline.orchestration.attribution import of_page
from rsp_pipeline.orchestration.runs import run_approving
from rsp_pipeline.settings import Settings
from rsp_pipeline.store.lock import Busy, sole_use
from rsp_pipeline.swedish import long_date

PATH = "/faststall"
PATIENCE_SECONDS = 10.0  # for another run: who waits at a page is told instead

FORM = """<!DOCTYPE html>
<html lang="sv">
<meta charset="utf-8">
<title>Fastställ ett år</title>
<style>
  body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem; color: #222; }}
  label {{ display: block; margin-top: 1rem; }}
  input:not([type=checkbox]), select {{ font: inherit; padding: .4rem; width: 100%; box-sizing: border-box; }}
  button {{ font: inherit; margin-top: 1.5rem; padding: .6rem 1.2rem; background: #1d4f91; color: #fff; border: 0; }}
  [role=status] {{ border-left: 4px solid #1a7f37; padding: .5rem 1rem; background: #eaf6ec; }}
  [role=alert] {{ border-left: 4px solid #b3261e; padding: .5rem 1rem; background: #fbecea; }}
</style>
<h1>Fastställ ett år</h1>
{told}
<p>När {board} har beslutat om årets uppföljning fastställs året: siffrorna, raderna bakom dem och dokumenten sparas för
gott.</p>
<form method="post" action="{path}">
  <label>År <select name="ar">{years}</select></label>
  <label>Diarienummer <input name="diarienummer" value="{diary_no}" required placeholder="{example}"></label>
  <label>Paragraf <input name="paragraf" value="{paragraph}" required inputmode="numeric" pattern="[0-9]+"></label>
  <label>Dag för beslutet <input name="dag" type="date" value="{day}" max="{today}" required></label>
  <details{is_revising}>
    <summary>Revidera ett år som redan är fastställt</summary>
    <label><input name="revidering" type="checkbox"{is_revision}> Spara dagens siffror som en ny version</label>
    <label>Skäl <input name="skal" value="{reason}"></label>
  </details>
  <button>Fastställ</button>
</form>
<h2>Fastställda år</h2>
<ul>{approved}</ul>
<p><a href="/">Till Dagster</a></p>
</html>
"""


def approval_page(settings: Settings) -> Route:
    """The form, and what comes of it when it is sent."""

    async def answer(request: Request) -> HTMLResponse:
        if request.method != "POST":
            return HTMLResponse(await run_in_threadpool(form, settings))
        sent = dict(parse_qsl((await request.body()).decode("utf-8", "replace")))
        told, is_closed = await run_in_threadpool(closed, settings, sent, of_page(request.headers))
        shown = {} if is_closed else sent
        page = await run_in_threadpool(form, settings, shown, f'<p role="{_role(is_closed)}">{escape(told)}</p>')
        return HTMLResponse(page, status_code=200 if is_closed else 422)

    return Route(PATH, answer, methods=["GET", "POST"])


def closed(settings: Settings, sent: Mapping[str, str], asked_by: Mapping[str, str]) -> tuple[str, bool]:
    """Close a year as a form says: a Swedish sentence on how it went, and whether the year is closed."""
    year, paragraph, reason = sent.get("ar", ""), sent.get("paragraf", ""), sent.get("skal", "")
    try:
        if not (year.isdecimal() and paragraph.isdecimal()):
            raise NotApprovable("År och paragraf skrivs med siffror, som 2025 och 45.")
        decision = Decision.told(sent.get("diarienummer", ""), int(paragraph), sent.get("dag", ""), reason)
        with sole_use(settings.warehouse_dir, patience=PATIENCE_SECONDS):
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


def form(settings: Settings, sent: Mapping[str, str] | None = None, told: str = "") -> str:
    """The page, with what was sent still in its fields and what is told above."""
    night, today, sent = Night.of(settings), settings.today.isoformat(), sent or {}
    ended = [year for year in settings.open_years if year < settings.today.year]
    chosen = sent.get("ar") or str(next_to_approve(night))
    diary_numbers = settings.programme.diary_numbers
    return FORM.format(
        told=told,
        path=PATH,
        board=escape(settings.programme.board),
        years="".join(f"<option{' selected' if str(year) == chosen else ''}>{year}</option>" for year in ended[::-1]),
        diary_no=escape(sent.get("diarienummer", "")),
        example=escape(diary_numbers.example or settings.programme.diary_no),
        paragraph=escape(sent.get("paragraf", "")),
        day=escape(sent.get("dag") or today),
        today=today,
        is_revising=" open" if "revidering" in sent else "",
        is_revision=" checked" if "revidering" in sent else "",
        reason=escape(sent.get("skal", "")),
        approved="".join(map(_line, night.archive.current())) or "<li>Inget år är fastställt än.</li>",
    )


def _role(is_closed: bool) -> str:
    return "status" if is_closed else "alert"


def _line(version: Version) -> str:
    return f"<li>{escape(_sentence(version))}</li>"


def _sentence(version: Version) -> str:
    decision = version.manifest["decision"]
    day = long_date(date.fromisoformat(decision["decided_on"]))
    return f"{version.year}, version {version.number}: {decision['diary_no']} § {decision['paragraph']}, {day}"

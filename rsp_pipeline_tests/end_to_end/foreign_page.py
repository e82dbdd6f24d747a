"""A page that someone else has made, served from a site of theirs, which tries to act on Dagster's page."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import quote

MUTATION = "mutation{setAutoMaterializePaused(paused:false)}"
PAGE = """<!doctype html><title>Vinn en resa</title>
<iframe name="hidden"></iframe>
<form id="plain" method="post" enctype="text/plain" target="hidden" action="URL/graphql">
<input name='{"query":"MUTATION","x":"' value='"}'></form>
<form id="posted" method="post" target="hidden" action="URL/graphql?query=QUOTED"></form>
<form id="got" method="get" target="hidden" action="URL/graphql"><input name="query" value="MUTATION"></form>
<iframe src="URL/overview"></iframe>
<img src="URL/graphql?query=QUOTED">
<script>
const login = {method: "POST", credentials: "include"};
const send = (path, settings) => fetch("URL" + path, {...login, ...settings}).catch(() => 0);
const body = JSON.stringify({query: "MUTATION"});
const json = {"Content-Type": "application/json"}, disguised = {"Content-Type": "text/plain; application/json"};
const submitted = id => new Promise(done => {
  document.querySelector("iframe").onload = done;
  document.getElementById(id).submit();
});
const socket = () => new Promise(done => {
  const socket = new WebSocket("URL/graphql".replace("http", "ws"), "graphql-ws");
  socket.onerror = () => done("refused");
  socket.onopen = () => done("open");
});
const all = async () => {
  await send("/graphql?query=QUOTED", {mode: "no-cors"});
  await send("/graphql", {mode: "no-cors", headers: disguised, body});
  await send("/graphql", {mode: "cors", headers: json, body});
  await send("/report_asset_materialization/core/grants", {mode: "no-cors"});
  await fetch("URL/graphql?query=QUOTED", {mode: "no-cors"}).catch(() => 0);
  for (const id of ["plain", "posted", "got"]) await submitted(id);
  return await socket();
};
</script>"""


@contextmanager
def foreign_site(url: str) -> Iterator[int]:
    """The port of a site whose page, which answers every request, tries to act on another, at `url`."""
    page = PAGE.replace("URL", url).replace("QUOTED", quote(MUTATION)).replace("MUTATION", MUTATION)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as site:
        Thread(target=site.serve_forever, daemon=True).start()
        yield site.server_port
        site.shutdown()

"""The proxy of deploy/compose, started for real before a page that tells what it was asked."""

from __future__ import annotations

import os
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import yaml

from deploy.nation.parts import free_port, listens, running
from rsp_pipeline_tests.builders import PROJECT
from rsp_pipeline_tests.deploy.tools import needed

HOST, OWN = "rsp.example.se", {"Origin": "https://rsp.example.se", "Sec-Fetch-Site": "same-origin"}
OTHER = {"Origin": "https://annan.example", "Sec-Fetch-Site": "cross-site"}
JSON = {"Content-Type": "application/json"}
LOGIN = {"Authorization": f"Basic {b64encode(b'anna:hemligt').decode()}"}
UPGRADE = {"Connection": "Upgrade", "Upgrade": "websocket"}
WRAPPED = """\
daemon off;
pid {folder}/pid;
error_log {folder}/log;
events {{}}
http {{
    access_log off;
    {paths}
    include {folder}/page.conf;
}}
"""
PATHS = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


class Page(BaseHTTPRequestHandler):
    """Dagster's page, as far as the proxy is concerned: answers with the name that it is told."""

    def answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        body = f"{self.headers.get('X-RSP-User')} {self.headers.get('Authorization')}".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PUT = answer  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of the running proxy."""
    nginx, folder, port = needed("nginx"), tmp_path_factory.mktemp("proxy"), free_port()
    folder.chmod(0o755)
    page = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=page.serve_forever, daemon=True).start()
    text = (PROJECT / "deploy" / "compose" / "proxy.conf.template").read_text(encoding="utf-8")
    filled = {"${PAGE_HOST}": HOST, "${PAGE_AT}": f"127.0.0.1:{page.server_port}", "listen 8080": f"listen {port}"}
    for name, value in filled.items():
        assert name in text
        text = text.replace(name, value)
    (folder / "page.conf").write_text(text.replace("user_file users", f"user_file {folder}/users"), encoding="utf-8")
    (folder / "users").write_text("anna:{PLAIN}hemligt\n", encoding="utf-8")
    paths = " ".join(f"{name}_temp_path {folder}/{name};" for name in PATHS)
    user = "user root;\n" if os.geteuid() == 0 else ""  # to read a folder of pytest's
    (folder / "nginx.conf").write_text(user + WRAPPED.format(folder=folder, paths=paths), encoding="utf-8")
    command = [nginx, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "log")]
    with page, running(folder, command, os.environ) as proxy:
        proxy.wait(lambda: listens(port))
        yield port
        page.shutdown()


def ask(port: int, method: str, path: str, headers: dict[str, str], host: str = HOST) -> tuple[HTTPResponse, str]:
    """An answer, and its text."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        body = b"{}" if method == "POST" else None
        connection.request(method, path, body, {"Host": host, **headers})
        answer = connection.getresponse()
        return answer, answer.read().decode()


@pytest.mark.parametrize(
    ("method", "path", "headers"),
    [
        ("GET", "/", {}),
        ("GET", "/runs?view=list", OTHER),  # a link in a mail or on another page
        ("GET", "/graphql", {}),
        ("GET", "/graphql", OWN | UPGRADE),
        ("POST", "/graphql", OWN | JSON),
        ("POST", "/graphql?op=Query", OWN | {"Content-Type": "application/json; charset=utf-8"}),
        ("POST", "/graphql", JSON),  # a script, which is no browser
    ],
)
def test_who_has_logged_in_uses_the_page_and_is_told_by_name(
    port: int, method: str, path: str, headers: dict[str, str]
) -> None:
    pretended = {"X-RSP-User": "någon annan".encode().decode("latin-1")}
    answer, text = ask(port, method, path, headers | LOGIN | pretended)
    assert (answer.status, text) == (200, "anna None")


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("POST", "/graphql", OTHER | JSON, 403),
        ("POST", "/graphql", {"Origin": "null"} | JSON, 403),
        ("POST", "/graphql", {"Origin": "https://rsp.example.se.annan.example"} | JSON, 403),
        ("POST", "/graphql", {"Sec-Fetch-Site": "same-site"} | JSON, 403),
        ("GET", "/graphql", OTHER | UPGRADE, 403),
        ("POST", "/graphql", OWN | {"Content-Type": "text/plain"}, 415),
        ("POST", "/graphql", OWN | {"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ("POST", "/graphql", OWN | {"Content-Type": "multipart/form-data; x=application/json"}, 415),
        ("GET", "/graphql?query=mutation{x}", {}, 405),
        ("GET", "/graphql?a=b&query=mutation{x}", OWN, 405),
        ("GET", "/graphql?%71uery=mutation{x}", {}, 405),
        ("HEAD", "/graphql?query=mutation{x}", {}, 405),
        ("POST", "/report_asset_materialization/core", OWN | JSON, 403),
        ("PUT", "/", OWN, 403),
    ],
)
def test_what_another_page_could_ask_for_is_refused(
    port: int, method: str, path: str, headers: dict[str, str], status: int
) -> None:
    assert ask(port, method, path, headers | LOGIN)[0].status == status


@pytest.mark.parametrize("host", ["127.0.0.1", "annan.example", "rsp.example.se.annan.example"])
def test_any_other_name_is_refused(port: int, host: str) -> None:
    assert ask(port, "GET", "/", LOGIN, host)[0].status == 421


@pytest.mark.parametrize("login", [{}, {"Authorization": f"Basic {b64encode(b'anna:fel').decode()}"}])
@pytest.mark.parametrize("path", ["/", "/graphql", "/server_info"])
def test_without_a_login_nothing_is_shown(port: int, path: str, login: dict[str, str]) -> None:
    assert ask(port, "GET", path, login)[0].status == 401


def test_no_other_page_shows_it_within_itself(port: int) -> None:
    answer, _ = ask(port, "GET", "/", LOGIN)
    assert answer.headers["Content-Security-Policy"] == "frame-ancestors 'self'"


def test_only_the_proxy_of_the_containers_can_be_reached() -> None:
    services = yaml.safe_load((PROJECT / "deploy/compose/compose.yaml").read_text(encoding="utf-8"))["services"]
    assert {name for name, service in services.items() if "ports" in service} == {"proxy"}
    assert {name for name, service in services.items() if "outside" in service["networks"]} == {"proxy"}
    with_the_data = [name for name, service in services.items() if "DATA_FOLDER" in str(service.get("volumes"))]
    assert with_the_data == ["code"]

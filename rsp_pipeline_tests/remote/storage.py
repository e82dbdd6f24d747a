"""Object storage on this machine: moto's server in a process of its own, and a way to it that can be held up or cut."""

import json
import os
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from deploy.nation.services import object_storage
from rsp_pipeline.remote.bucket import Bucket, Version
from rsp_pipeline.remote.copy import Copy, pointed_at
from rsp_pipeline.remote.generation import OBJECTS, Generation
from rsp_pipeline.remote.lease import FILE
from rsp_pipeline.settings import Settings
from rsp_pipeline_tests.builders import PROGRAMME, TODAY


@contextmanager
def storage() -> Iterator[Mapping[str, str]]:
    """A server with one bucket: how to reach it. Without what it needs the tests are skipped, and fail in CI."""
    for name in ("obstore", "moto", "flask_cors"):
        if not find_spec(name):
            if os.environ.get("CI"):
                pytest.fail(f"{name} is not installed")
            pytest.skip(f"NOT TRIED: {name} is not installed")
    with TemporaryDirectory() as folder, object_storage(Path(folder)) as reached:
        yield reached


@dataclass
class Way:
    """A way to the storage: requests that have `hold` in their line wait until it is let go; `cut_at` ends those.

    Both are parts of request lines; an empty one is none.
    """

    to: int
    hold: str = ""
    cut_at: str = ""
    is_holding: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def open(self) -> Iterator[None]:
        """Let whatever asks the storage go this way."""
        way = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_one_request(self) -> None:
                with suppress(OSError):  # the other side was killed
                    super().handle_one_request()

            def answer(self) -> None:
                while way.hold and way.hold in self.requestline:
                    way.is_holding.set()
                    time.sleep(0.05)
                if way.cut_at and way.cut_at in self.requestline:
                    self.close_connection = True
                    return
                body = self.rfile.read(int(self.headers.get("content-length") or 0))
                asked = HTTPConnection("127.0.0.1", way.to)
                asked.request(self.command, self.path, body, dict(self.headers))
                answered = asked.getresponse()
                content = answered.read()
                self.send_response(answered.status)
                for name, value in answered.getheaders():
                    if name.lower() not in ("transfer-encoding", "connection", "content-length"):
                        self.send_header(name, value)
                length = answered.getheader("content-length") if self.command == "HEAD" else str(len(content))
                self.send_header("content-length", length or "0")
                self.end_headers()
                self.wfile.write(content)
                asked.close()

            do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = answer  # noqa: N815

            def log_message(self, *_: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            with pytest.MonkeyPatch.context() as changed:
                changed.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{server.server_port}")
                yield
        finally:
            self.hold = ""
            server.shutdown()
            server.server_close()


def region(address: str, folder: Path) -> Settings:
    """The settings of a region on object storage, with its working copy in a folder."""
    return Settings(folder / "copy", PROGRAMME, fixed_day=TODAY, given_key="test key", address=address)


def deliver(address: str, raw: Path) -> None:
    """Put what lies in a folder among the deliveries of a region, as a sender does."""
    for path in raw.rglob("*"):
        if path.is_file():
            Bucket(address).send(f"raw/{path.relative_to(raw).as_posix()}", path)


def seed(address: str, data: Path) -> None:
    """Let a region be what lies in a folder, as a night left it."""
    Copy(Bucket(address), data, data / "warehouse").send_up(datetime.now(UTC))


def let_run_out(address: str) -> None:
    """Let so much time go that the turn which someone has runs out."""
    lease = kept(address, FILE)
    turn = json.loads(lease.content) | {"until": (datetime.now(UTC) - timedelta(seconds=1)).isoformat()}
    Bucket(address).replace(FILE, json.dumps(turn).encode(), lease.etag)


def kept(address: str, name: str) -> Version:
    """An object of a region, and its mark."""
    found = Bucket(address).read(name)
    assert found
    return found


def pointed(address: str) -> Generation:
    """What the pointer says."""
    return pointed_at(Bucket(address))[0]


def objects(address: str) -> set[str]:
    """The objects of what was made."""
    return set(Bucket(address).listed(f"{OBJECTS}/"))

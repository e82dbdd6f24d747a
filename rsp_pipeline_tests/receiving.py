"""A mail server and a chat that letters really arrive at, over TLS with certificates made for the test."""

from __future__ import annotations

import json
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cached_property
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from rsp_pipeline.messages.channels import Mail, MailServer

USER, PASSWORD = "rsp@region.se", "hemlig:/@#"
REFUSED = "borta@region.se"


@dataclass
class Authority:
    """Who vouches for the test's servers. Trusted by those whose `SSL_CERT_FILE` is `file`."""

    file: Path
    made: trustme.CA = field(default_factory=trustme.CA)

    def __post_init__(self) -> None:
        self.made.cert_pem.write_to_path(str(self.file))

    @cached_property
    def server_side(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.made.issue_cert("localhost").configure_cert(context)
        return context


@dataclass
class Letterbox:
    """A mail server, and the letters that it received."""

    port: int
    letters: list[EmailMessage] = field(default_factory=list)
    receivers: list[list[str]] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address == REFUSED:
            return "550 5.1.1 Ingen sådan"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        self.receivers.append(envelope.rcpt_tos)
        return "250 OK"

    def authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, given: Any
    ) -> AuthResult:
        assert isinstance(given, LoginPassword)
        self.logins.append(given.login.decode())
        return AuthResult(success=given.password.decode() == PASSWORD, handled=False)

    @property
    def environment(self) -> dict[str, str]:
        """The settings by which Anna is told of the nights here."""
        return {
            "RSP_TELL": "anna@region.se",
            "RSP_TELL_SMTP": f"smtp://localhost:{self.port}",
            "RSP_TELL_FROM": "rsp@region.se",
        }

    def taken(self) -> list[tuple[str, str]]:
        """Subject and text of each letter since the last time."""
        found = [(letter["Subject"], letter.get_content().replace("\r\n", "\n")) for letter in self.letters]
        self.letters.clear()
        return found

    def subjects(self) -> list[str]:
        """What each letter since the last time is about, without what every subject begins with."""
        return [subject.removeprefix("RSP-uppföljningen: ") for subject, _ in self.taken()]


def mail_to_anna(port: int) -> Mail:
    """The channel of one address, by a mail server on a port of this machine."""
    return Mail(MailServer("localhost", port), "rsp@region.se", ("anna@region.se",))


def free_port() -> int:
    """A port on which nobody answers."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        return int(free.getsockname()[1])


@contextmanager
def letterbox(authority: Authority | None, *, tls: bool = False, login: bool = False) -> Iterator[Letterbox]:
    """A mail server, with STARTTLS or TLS where there is an authority; its login, after STARTTLS, is `USER`'s."""
    box = Letterbox(free_port())
    context = authority.server_side if authority else None
    controller = Controller(
        box,
        hostname="localhost",
        port=box.port,
        server_hostname="localhost",
        ssl_context=context if tls else None,
        tls_context=None if tls else context,
        require_starttls=bool(context) and not tls,
        auth_required=login,
        authenticator=box.authenticate,
        auth_require_tls=True,
    )
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


@dataclass
class Chat:
    """A chat's webhook, and the texts that were posted to it. It answers with `status`."""

    url: str = ""
    status: int = 200
    texts: list[str] = field(default_factory=list)


@contextmanager
def chat(authority: Authority) -> Iterator[Chat]:
    """A chat on a free port."""
    room = Chat()

    class Posted(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if room.status == 200:
                room.texts.append(content["text"])
            self.send_response(room.status)
            if room.status == 302:
                self.send_header("Location", "/elsewhere")
            self.end_headers()
            self.wfile.write(b"ok" if room.status == 200 else b"no_service")

        def do_GET(self) -> None:
            raise AssertionError("an answer that leads elsewhere was followed")

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            pass

    with HTTPServer(("localhost", 0), Posted) as server:
        server.socket = authority.server_side.wrap_socket(server.socket, server_side=True)
        room.url = f"https://localhost:{server.server_port}/hooks/hemligt"
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield room
        finally:
            server.shutdown()

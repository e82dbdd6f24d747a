"""The guard as a layer of ASGI around any page: refuses, asks for a login, and tells the page who has logged in."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from rsp_pipeline.guard.refusing import Asked, Refusal, refusal
from rsp_pipeline.guard.users import Users

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Page = Callable[[Message, Receive, Send], Awaitable[None]]

USER_HEADER = "x-rsp-user"
LOGIN = Refusal(HTTPStatus.UNAUTHORIZED, "Logga in med namn och lösenord. Den som sköter driften lägger till fler.")
NOT_WITHIN_ANOTHER = (b"content-security-policy", b"frame-ancestors 'self'")
CHALLENGE = (b"www-authenticate", b'Basic realm="rsp", charset="UTF-8"')

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Guard:
    """A page that answers no one else than `refusing` and `users` let in.

    To the page, whoever has logged in is the header `USER_HEADER`, in UTF-8, which no one else can set.
    """

    page: Page
    users: Users
    other_names: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request, or open one websocket."""
        if scope["type"] == "lifespan":
            await self.page(scope, receive, send)
            return
        asked = _asked(scope)
        refused, user = refusal(asked, self.other_names, self.forms), None
        if not refused and self.users.must_log_in:
            told = asked.values("authorization")
            user = await asyncio.to_thread(self.users.logged_in, told[0]) if len(told) == 1 else None
            refused = None if user else LOGIN
        if refused:
            log.warning("%s %r: %s", asked.method, asked.path, refused.sentence)
            await _refuse(refused, scope, send)
            return
        await self.page({**scope, "headers": _headers(scope, user)}, receive, _never_within_another(send))


def _asked(scope: Message) -> Asked:
    headers = defaultdict[str, tuple[str, ...]](tuple)
    for name, value in scope["headers"]:
        headers[name.decode("latin-1").lower()] += (value.decode("latin-1"),)
    is_websocket = scope["type"] == "websocket"
    method = "GET" if is_websocket else scope["method"]
    return Asked(method, scope["path"], scope["query_string"].decode("latin-1"), headers, is_websocket)


def _headers(scope: Message, user: str | None) -> list[tuple[bytes, bytes]]:
    """The request's headers, with who has logged in and no one else's word on it."""
    others = [(name, value) for name, value in scope["headers"] if name.lower() != USER_HEADER.encode()]
    return [*others, *([(USER_HEADER.encode(), user.encode())] if user else [])]


async def _refuse(refused: Refusal, scope: Message, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008, "reason": refused.status.phrase})
        return
    body = f"{refused.sentence}\n".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    if refused is LOGIN:
        headers.append(CHALLENGE)
    await send({"type": "http.response.start", "status": refused.status.value, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _never_within_another(send: Send) -> Send:
    """Answers that no other page can show within itself, with its own buttons above."""

    async def send_so(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", ()), NOT_WITHIN_ANOTHER]}
        await send(message)

    return send_so

"""The layer around a page: what it lets through, what it adds, and what others are told."""

import asyncio
from pathlib import Path
from typing import Any

from rsp_pipeline.guard.layer import Guard, Message, Receive, Send
from rsp_pipeline.guard.users import Users
from rsp_pipeline_tests.guard.conftest import PASSWORD, basic

LOGGED_IN = (b"authorization", basic("åsa", PASSWORD).encode())


async def page(scope: Message, _: Receive, send: Send) -> None:
    """A page that tells what it was told of its reader."""
    told = dict(scope["headers"]).get(b"x-rsp-user", b"ingen")
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": told})


def answer(guard: Guard, *headers: tuple[bytes, bytes], kind: str = "http") -> list[Message]:
    sent: list[Message] = []
    scope: dict[str, Any] = {"type": kind, "method": "GET", "path": "/", "query_string": b""}
    scope["headers"] = [(b"host", b"localhost"), *headers]

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    asyncio.run(guard(scope, receive, send))
    return sent


def test_who_has_logged_in_is_told_to_the_page_and_no_one_elses_word_on_it(users: Users) -> None:
    start, body = answer(Guard(page, users), LOGGED_IN, (b"X-RSP-User", b"chefen"))
    assert (start["status"], body["body"].decode()) == (200, "åsa")


def test_where_no_one_logs_in_no_one_is_told_of(tmp_path: Path) -> None:
    open_to_all = Guard(page, Users(tmp_path / "users.txt"))
    assert answer(open_to_all, (b"x-rsp-user", b"chefen"))[1]["body"] == b"ingen"


def test_whoever_has_not_logged_in_is_asked_to_and_shown_nothing(users: Users) -> None:
    start, body = answer(Guard(page, users))
    assert start["status"] == 401
    assert dict(start["headers"])[b"www-authenticate"] == b'Basic realm="rsp", charset="UTF-8"'
    assert body["body"].decode().startswith("Logga in")
    assert answer(Guard(page, users), LOGGED_IN, LOGGED_IN)[0]["status"] == 401


def test_another_page_is_not_asked_to_log_in_but_refused(users: Users) -> None:
    start, body = answer(Guard(page, users), LOGGED_IN, (b"origin", b"http://evil.example"))
    assert start["status"] == 403
    assert b"www-authenticate" not in dict(start["headers"])
    assert body["body"].decode().endswith(".\n")


def test_a_websocket_that_is_refused_is_closed_before_it_opens(users: Users) -> None:
    (closed,) = answer(Guard(page, users), kind="websocket")
    assert closed["type"] == "websocket.close"


def test_no_answer_can_be_shown_within_another_page(tmp_path: Path) -> None:
    start, _ = answer(Guard(page, Users(tmp_path / "users.txt")))
    assert dict(start["headers"])[b"content-security-policy"] == b"frame-ancestors 'self'"

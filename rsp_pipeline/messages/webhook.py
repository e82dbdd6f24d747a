"""A letter by webhook: one POST with a text, as Slack, Mattermost and Teams take it."""

from __future__ import annotations

import json
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from rsp_pipeline.messages.channels import Webhook
from rsp_pipeline.messages.connecting import PATIENCE_SECONDS, in_swedish, one_line
from rsp_pipeline.messages.letter import Letter, Undelivered

TEAMS = (".logic.azure.com", ".powerplatform.com", ".powerautomate.com", ".webhook.office.com")
NO_MARKUP = str.maketrans("<>", "‹›")  # <!channel> in the name of a file would call everyone in Slack


def send(letter: Letter, webhook: Webhook) -> None:
    """Send a letter.

    Raises:
        Undelivered: it did not arrive.
    """
    content = json.dumps(payload(letter, webhook.host)).encode()
    request = Request(webhook.address, content, {"Content-Type": "application/json", "User-Agent": "rsp_pipeline"})
    try:
        build_opener(_NotFollowed).open(request, timeout=PATIENCE_SECONDS).close()
    except HTTPError as error:
        with error:
            why = f"den svarar {error.code} {one_line(error.read(1000))}".rstrip()
    except URLError as error:
        why = in_swedish(error.reason) if isinstance(error.reason, BaseException) else one_line(error.reason)
    except HTTPException as error:
        why = f"dess svar går inte att förstå ({type(error).__name__})"
    except OSError as error:
        why = in_swedish(error)
    else:
        return
    raise Undelivered(f"Brevet skickades inte: {webhook.name} – {why}.")


def payload(letter: Letter, host: str) -> dict[str, Any]:
    """What is posted: to Teams a card, to all others a text."""
    subject, text = letter.subject.translate(NO_MARKUP), letter.text.translate(NO_MARKUP)
    if not host.endswith(TEAMS):
        return {"text": f"{subject}\n\n{text}"}
    lines = [{"type": "TextBlock", "text": line, "wrap": True} for line in text.split("\n") if line]
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": [{"type": "TextBlock", "text": subject, "wrap": True, "weight": "Bolder"}, *lines],
    }
    attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "content": card}
    return {"type": "message", "attachments": [attachment]}


class _NotFollowed(HTTPRedirectHandler):
    """An answer that leads elsewhere is a refusal: what is told goes to no other server."""

    def redirect_request(self, *_: Any) -> None:
        """Follow none."""

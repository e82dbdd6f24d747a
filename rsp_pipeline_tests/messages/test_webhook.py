"""Letters by webhook, to a real receiver."""

import pytest

from rsp_pipeline.messages.channels import Webhook
from rsp_pipeline.messages.letter import Letter, Undelivered
from rsp_pipeline.messages.webhook import payload, send
from rsp_pipeline_tests.receiving import Authority, chat

LETTER = Letter("en fil är avvisad", ("Avvisad fil: /srv/<!channel>.csv\nFilen är tom.", "Åre"))


def test_a_letter_is_posted_as_a_text_that_calls_nobody(trusted: Authority) -> None:
    with chat(trusted) as room:
        send(LETTER, Webhook(room.url))
    assert room.texts == [
        "RSP-uppföljningen: en fil är avvisad\n\nAvvisad fil: /srv/‹!channel›.csv\nFilen är tom.\n\nÅre\n"
    ]


@pytest.mark.parametrize("status", [302, 404, 500])
def test_an_answer_that_is_no_yes_is_told_without_the_secret_address_and_never_followed(
    trusted: Authority, status: int
) -> None:
    with chat(trusted) as room:
        room.status = status
        with pytest.raises(Undelivered) as refused:
            send(LETTER, Webhook(room.url))
    assert str(refused.value) == f"Brevet skickades inte: webhooken hos localhost – den svarar {status} no_service."


def test_a_receiver_that_nobody_vouches_for_gets_nothing(authority: Authority) -> None:
    with chat(authority) as room, pytest.raises(Undelivered, match="certifikat går inte att lita på"):
        send(LETTER, Webhook(room.url))
    assert room.texts == []


@pytest.mark.parametrize("host", ["prod-1.westeurope.logic.azure.com", "x.environment.api.powerplatform.com"])
def test_teams_gets_a_card(host: str) -> None:
    (attachment,) = payload(LETTER, host)["attachments"]
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    told = [block["text"] for block in attachment["content"]["body"]]
    assert told == ["RSP-uppföljningen: en fil är avvisad", "Avvisad fil: /srv/‹!channel›.csv", "Filen är tom.", "Åre"]


def test_nobody_else_gets_one() -> None:
    for host in ("hooks.slack.com", "mattermost.region.se", "logic.azure.com.example.se"):
        assert set(payload(LETTER, host)) == {"text"}

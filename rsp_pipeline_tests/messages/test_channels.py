"""What the settings say about where letters are sent."""

from pathlib import Path

import pytest

from rsp_pipeline.messages.channels import ChannelError, Mail, MailServer, Webhook, channels

SLACK = "https://hooks.slack.com/services/T0/B0/hemligt"
SERVER = "smtp://rsp@region.se:hemlig:/@#@smtp.region.se"


def test_mail_addresses_get_a_letter_together_and_each_webhook_one() -> None:
    found = channels(f"anna@region.se, bo@region.se\n{SLACK}", SERVER, "")
    server = MailServer("smtp.region.se", 587, False, "rsp@region.se", "hemlig:/@#")
    assert found == (Mail(server, "rsp@region.se", ("anna@region.se", "bo@region.se")), Webhook(SLACK))


def test_nobody_is_told_unless_someone_is_named() -> None:
    assert channels("", "", "") == ()
    assert channels(" ", "smtp://server", "") == ()


@pytest.mark.parametrize(
    ("server", "expected"),
    [
        ("smtp://relay", MailServer("relay", 587)),
        ("smtp://localhost:25", MailServer("localhost", 25)),
        ("smtps://relay", MailServer("relay", 465, is_tls=True)),
        ("smtps://u:p@relay:4465/", MailServer("relay", 4465, True, "u", "p")),
    ],
)
def test_a_server_is_written_as_an_address(server: str, expected: MailServer) -> None:
    (mail,) = channels("anna@region.se", server, "rsp@region.se")
    assert mail == Mail(expected, "rsp@region.se", ("anna@region.se",))


def test_what_is_secret_may_lie_in_files(tmp_path: Path) -> None:
    receivers, server = tmp_path / "tell", tmp_path / "smtp"
    receivers.write_text(f"anna@region.se\n{SLACK}\n", encoding="utf-8")
    server.write_text(f"{SERVER}\n", encoding="utf-8")
    assert channels(str(receivers), str(server), "") == channels(f"anna@region.se {SLACK}", SERVER, "")


@pytest.mark.parametrize(
    ("told", "message"),
    [
        (("anna", SERVER, ""), "RSP_TELL: mottagare 1, ”anna”, är varken en e-postadress eller"),
        (("a@b.se http://chat/hemligt", SERVER, ""), "RSP_TELL: mottagare 2 är varken en e-postadress eller"),
        (("a@b.se", "", ""), "RSP_TELL har e-postadresser. Ange i RSP_TELL_SMTP"),
        (("a@b.se", "smtp.region.se", ""), "RSP_TELL_SMTP ska vara som smtp://användare:lösenord@server:587"),
        (("a@b.se", "smtp://u:hemlig ö@server", ""), "RSP_TELL_SMTP ska vara som"),
        (("a@b.se", "smtp://u:hemlig@server:99999", ""), "RSP_TELL_SMTP ska vara som"),
        (("a@b.se", "smtp://rsp:hemlig@server", ""), "RSP_TELL_FROM ska vara en e-postadress"),
        (("a@b.se", SERVER, "regionen"), "RSP_TELL_FROM ska vara en e-postadress"),
        (("/finns/inte", SERVER, ""), r"RSP_TELL anger filen /finns/inte, men den går inte att läsa \(No such file"),
    ],
)
def test_what_is_no_address_is_refused_without_telling_a_secret(told: tuple[str, str, str], message: str) -> None:
    with pytest.raises(ChannelError, match=message) as refused:
        channels(*told)
    assert "hemlig" not in str(refused.value)


def test_what_is_written_of_a_channel_tells_no_secret() -> None:
    found = channels(f"anna@region.se {SLACK}", SERVER, "")
    assert "hemlig" not in f"{found} {[(channel.name, channel.key) for channel in found]}"

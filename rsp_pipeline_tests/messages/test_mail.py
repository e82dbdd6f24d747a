"""Letters by mail, to a real server."""

import socket
import threading

import pytest

from rsp_pipeline.messages.channels import Mail, MailServer
from rsp_pipeline.messages.letter import Letter, Undelivered
from rsp_pipeline.messages.mail import send
from rsp_pipeline_tests.receiving import (
    PASSWORD,
    REFUSED,
    USER,
    Authority,
    Letterbox,
    free_port,
    letterbox,
    mail_to_anna,
)

LETTER = Letter("uppdateringen stannade", ("Åre: ”stöd” – 1\u00a0000 kronor.\nRad två", "/srv/rsp/" + "å" * 200))


def to(box: Letterbox, *receivers: str, tls: bool = False, login: str = "") -> Mail:
    server = MailServer("localhost", box.port, tls, USER if login else "", login)
    return Mail(server, USER, receivers or ("anna@region.se",))


def test_one_letter_comes_to_several_receivers_over_starttls_with_a_login(trusted: Authority) -> None:
    with letterbox(trusted, login=True) as box:
        assert send(LETTER, to(box, "anna@region.se", "bo@region.se", login=PASSWORD)) == ""
        assert box.logins == [USER]
        assert box.receivers == [["anna@region.se", "bo@region.se"]]
        (letter,) = box.letters
        assert box.taken() == [("RSP-uppföljningen: uppdateringen stannade", LETTER.text)]
    assert (letter["From"], letter["To"]) == (USER, "anna@region.se, bo@region.se")
    assert (letter.get_content_type(), letter["Auto-Submitted"]) == ("text/plain", "auto-generated")
    assert letter["Date"]
    assert letter["Message-ID"].endswith("@region.se>")


def test_a_server_of_tls_from_the_first_byte_is_sent_to(trusted: Authority) -> None:
    with letterbox(trusted, tls=True) as box:
        send(LETTER, to(box, tls=True))
        assert len(box.letters) == 1


def test_a_relay_without_encryption_or_login_is_sent_to(box: Letterbox) -> None:
    send(LETTER, to(box))
    assert len(box.letters) == 1


def test_a_password_never_goes_over_an_unencrypted_connection(box: Letterbox) -> None:
    with pytest.raises(Undelivered, match=r"den erbjuder ingen kryptering .*, och då skickas inget lösenord"):
        send(LETTER, to(box, login=PASSWORD))
    assert (box.logins, box.letters) == ([], [])


@pytest.mark.parametrize("tls", [False, True])
def test_a_certificate_that_nobody_vouches_for_is_refused(authority: Authority, tls: bool) -> None:
    with letterbox(authority, tls=tls) as box:
        with pytest.raises(Undelivered, match=r"localhost:.* – dess certifikat går inte att lita på"):
            send(LETTER, to(box, tls=tls))
        assert box.letters == []


def test_a_login_that_is_refused_is_told_with_the_servers_answer_and_without_the_password(trusted: Authority) -> None:
    with letterbox(trusted, login=True) as box, pytest.raises(Undelivered) as refused:
        send(LETTER, to(box, login="annat"))
    assert f"e-postservern localhost:{box.port} – inloggningen godtas inte: 535 5.7.8 " in str(refused.value)
    assert "annat" not in str(refused.value)


def test_a_server_that_takes_no_login_is_told(trusted: Authority) -> None:
    with letterbox(trusted, tls=True) as box, pytest.raises(Undelivered, match=r"saknar det som behövs \(SMTP AUTH"):
        send(LETTER, to(box, tls=True, login=PASSWORD))


def test_an_address_that_the_server_refuses_keeps_the_letter_from_nobody_else(box: Letterbox) -> None:
    remark = send(LETTER, to(box, "anna@region.se", REFUSED))
    assert box.receivers == [["anna@region.se"]]
    assert remark.endswith("tog inte emot brevet till borta@region.se (550 5.1.1 Ingen sådan).")
    with pytest.raises(Undelivered, match=r"ingen mottagare godtas: 550 5.1.1 Ingen sådan\.$"):
        send(LETTER, to(box, REFUSED))


def test_a_port_where_nobody_answers_is_told() -> None:
    port = free_port()
    with pytest.raises(Undelivered, match=f"e-postservern localhost:{port} – ingen svarar på den porten"):
        send(LETTER, mail_to_anna(port))


def test_a_server_that_hangs_up_is_told() -> None:
    with socket.create_server(("localhost", 0)) as server:
        threading.Thread(target=lambda: server.accept()[0].close(), daemon=True).start()
        with pytest.raises(Undelivered, match="den bröt förbindelsen"):
            send(LETTER, mail_to_anna(server.getsockname()[1]))

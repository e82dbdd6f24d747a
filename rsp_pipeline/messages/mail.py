"""A letter by mail: one message to all addresses, over an encrypted connection where the server offers one."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import localtime, make_msgid

from rsp_pipeline.messages.channels import Mail, MailServer
from rsp_pipeline.messages.connecting import PATIENCE_SECONDS, in_swedish, one_line
from rsp_pipeline.messages.letter import Letter, Undelivered
from rsp_pipeline.swedish import enumeration, sentence

NO_ENCRYPTION = "den erbjuder ingen kryptering (STARTTLS), och då skickas inget lösenord"


def send(letter: Letter, mail: Mail) -> str:
    """Send a letter; a Swedish sentence on addresses that the server refused, while others got it.

    Raises:
        Undelivered: nobody got it.
    """
    try:
        with _connected(mail.server) as session:
            refused = session.send_message(_message(letter, mail))
    except (smtplib.SMTPException, OSError, ValueError) as error:
        raise Undelivered(f"Brevet skickades inte: {mail.name} – {_why(error)}.") from None
    if not refused:
        return ""
    said = [f"{address} ({code} {one_line(answer)})" for address, (code, answer) in refused.items()]
    return sentence(f"{mail.name} tog inte emot brevet till {enumeration(said)}")


def _connected(server: MailServer) -> smtplib.SMTP:
    """A session with the server, encrypted where it can be. A password never goes over any other."""
    trusted = ssl.create_default_context()
    if server.is_tls:
        session: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=PATIENCE_SECONDS, context=trusted)
    else:
        session = smtplib.SMTP(server.host, server.port, timeout=PATIENCE_SECONDS)
    try:
        session.ehlo_or_helo_if_needed()
        is_encrypted = server.is_tls
        if not is_encrypted and session.has_extn("starttls"):
            session.starttls(context=trusted)
            is_encrypted = True
        if server.user:
            if not is_encrypted:
                raise smtplib.SMTPNotSupportedError(NO_ENCRYPTION)
            session.login(server.user, server.password)
    except BaseException:
        session.close()
        raise
    return session


def _message(letter: Letter, mail: Mail) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = letter.subject
    message["From"] = mail.sender
    message["To"] = ", ".join(mail.receivers)
    message["Date"] = localtime()
    message["Message-ID"] = make_msgid(domain=mail.sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"  # no holiday greetings in return
    message.set_content(letter.text, cte="quoted-printable")
    return message


def _why(error: Exception) -> str:
    """What the server answered, in a clause."""
    match error:
        case smtplib.SMTPAuthenticationError():
            return f"inloggningen godtas inte: {error.smtp_code} {one_line(error.smtp_error)}"
        case smtplib.SMTPRecipientsRefused():
            answers = {f"{code} {one_line(answer)}" for code, answer in error.recipients.values()}
            return f"ingen mottagare godtas: {'; '.join(sorted(answers))}"
        case smtplib.SMTPResponseException():
            return f"den svarar {error.smtp_code} {one_line(error.smtp_error)}"
        case smtplib.SMTPNotSupportedError() if error.args != (NO_ENCRYPTION,):
            return f"den saknar det som behövs ({one_line(str(error)).rstrip('.')})"
        case smtplib.SMTPServerDisconnected():
            return f"den bröt förbindelsen ({one_line(str(error))})"
        case _:
            return in_swedish(error)

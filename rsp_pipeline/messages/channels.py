"""Where letters are sent: mail addresses and webhooks, as the settings name them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from rsp_pipeline.swedish import quoted

ADDRESS = re.compile(r"[^\s@,;:<>\"()]+@[^\s@,;:<>\"()]+", re.ASCII)
WEBHOOK = re.compile(r"https://[!-~]+")
SERVER = re.compile(
    r"(?P<scheme>smtps?)://(?:(?P<user>[!-9;-~]+):(?P<password>[!-~]+)@)?(?P<host>[^\s@:/]+)(?::(?P<port>[0-9]{1,5}))?/?"
)
PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True)
class MailServer:
    """A mail server: `is_tls` where it is spoken to in TLS from the first byte, and a login where there is a user."""

    host: str
    port: int
    is_tls: bool = False
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True)
class Mail:
    """Mail addresses, and the server that sends to them."""

    server: MailServer
    sender: str
    receivers: tuple[str, ...]

    @property
    def key(self) -> str:
        """What it is called where it is kept what it was told."""
        return "e-post"

    @property
    def name(self) -> str:
        """What it is called where it is told how sending went."""
        return f"e-postservern {self.server.host}:{self.server.port}"


@dataclass(frozen=True)
class Webhook:
    """The address that a chat gave for writing in one of its channels: whoever knows it may write there."""

    address: str = field(repr=False)

    @property
    def key(self) -> str:
        """What it is called where it is kept what it was told: not its address, which is a secret."""
        import hashlib

        return hashlib.sha256(self.address.encode()).hexdigest()[:16]

    @property
    def host(self) -> str:
        """The server, which is no secret."""
        return urlsplit(self.address).hostname or ""

    @property
    def name(self) -> str:
        """What it is called where it is told how sending went."""
        return f"webhooken hos {self.host}"


Channel = Mail | Webhook


class ChannelError(ValueError):
    """A setting of where to send that cannot be used; the message is a Swedish sentence, and tells no secret."""


def channels(receivers: str, server: str, sender: str) -> tuple[Channel, ...]:
    """Where letters go: the mail addresses together, and each webhook; nowhere when there are no receivers.

    `receivers` are mail addresses and https addresses with spaces or commas between, `server` is such as
    `smtp://user:password@host:587`, or `smtps://` for TLS from the first byte. Of either, a value that begins with a
    slash is the path of a file that holds it. `sender` may be left out where the user is an address.

    Raises:
        ChannelError: one of them is none.
    """
    named = [word for word in re.split(r"[\s,]+", _held(receivers, "RSP_TELL")) if word]
    for place, word in enumerate(named, start=1):
        if not (ADDRESS.fullmatch(word) or WEBHOOK.fullmatch(word)):
            shown = "" if "://" in word else f", {quoted(word)},"
            raise ChannelError(
                f"RSP_TELL: mottagare {place}{shown} är varken en e-postadress eller en adress som börjar med https://."
            )
    addresses = tuple(word for word in named if ADDRESS.fullmatch(word))
    webhooks = tuple(Webhook(word) for word in named if word not in addresses)
    return (*([_mail(addresses, server, sender)] if addresses else []), *webhooks)


def _mail(addresses: tuple[str, ...], server: str, sender: str) -> Mail:
    if not server:
        raise ChannelError("RSP_TELL har e-postadresser. Ange i RSP_TELL_SMTP vilken server som skickar dem.")
    found = SERVER.fullmatch(_held(server, "RSP_TELL_SMTP"))
    if not found or int(found["port"] or 1) not in range(1, 65536):
        raise ChannelError(
            "RSP_TELL_SMTP ska vara som smtp://användare:lösenord@server:587, utan mellanslag och å, ä, ö."
        )
    user, port = found["user"] or "", int(found["port"] or PORTS[found["scheme"]])
    if not ADDRESS.fullmatch(sender or user):
        raise ChannelError("RSP_TELL_FROM ska vara en e-postadress: den som breven skickas från.")
    is_tls = found["scheme"] == "smtps"
    return Mail(MailServer(found["host"], port, is_tls, user, found["password"] or ""), sender or user, addresses)


def _held(value: str, name: str) -> str:
    """The value, or what the file holds that it names."""
    if not value.startswith("/"):
        return value.strip()
    try:
        return Path(value).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "inte UTF-8"
        raise ChannelError(f"{name} anger filen {value}, men den går inte att läsa ({why}).") from None

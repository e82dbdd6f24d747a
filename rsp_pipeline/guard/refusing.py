"""Which requests the page answers: those to its own names that no other page has sent.

A browser sends whatever page it has open what that page asks it to, to 127.0.0.1 too, with the steward's own login. It
says truly where from: in `Origin` with all that can change anything, and in `Sec-Fetch-Site` with everything to a safe
address. A page that has taken a name that leads here (DNS rebinding) is told by the name, which is in `Host`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import parse_qs

OWN_NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})
QUERIES = "/graphql"
JSON, FORM = "application/json", "application/x-www-form-urlencoded"
AUTHORITY = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[^\s:@/\[\]]+)(:[0-9]+)?", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True)
class Asked:
    """What a request says of itself: `headers` are all values of each header, by its name in lower case."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    is_websocket: bool = False

    @property
    def is_reading(self) -> bool:
        """It can change nothing."""
        return self.method in {"GET", "HEAD"} and not self.is_websocket

    @property
    def host(self) -> str:
        """The name, and port, that the page was asked for by; empty unless there is exactly one."""
        return self.values("host")[0].lower() if len(self.values("host")) == 1 else ""

    @property
    def content_type(self) -> str:
        """What the body is, without its parameters; empty unless it is said exactly once."""
        told = self.values("content-type")
        return told[0].partition(";")[0].strip().lower() if len(told) == 1 else ""

    @property
    def is_from_elsewhere(self) -> bool:
        """The browser says that another page sent it, or one that hides what it is."""
        own = {f"{scheme}://{self.host}" for scheme in ("http", "https")}
        return any(origin.lower() not in own for origin in self.values("origin")) or any(
            site not in {"same-origin", "none"} for site in self.values("sec-fetch-site")
        )

    @property
    def is_from_own_page(self) -> bool:
        """The browser says that the page itself sent it."""
        return bool(self.values("origin") or self.values("sec-fetch-site")) and not self.is_from_elsewhere

    @property
    def opens_a_page(self) -> bool:
        """It follows a link to a page that is shown by itself, not within another."""
        return self.values("sec-fetch-mode") == ("navigate",) and self.values("sec-fetch-dest") == ("document",)

    def values(self, header: str) -> tuple[str, ...]:
        """Every value of a header."""
        return self.headers.get(header, ())


@dataclass(frozen=True)
class Refusal:
    """Why a request is not answered, as a Swedish sentence, and the status that says so to a program."""

    status: HTTPStatus
    sentence: str


def refusal(asked: Asked, other_names: Iterable[str] = (), forms: Iterable[str] = ()) -> Refusal | None:
    """Why a request is refused, whoever sent it; None when it is not.

    `other_names` are names that the page has beside this machine's own, `forms` the paths that are sent as forms.
    """
    if not _is_own_name(asked.host, other_names):
        return Refusal(
            HTTPStatus.MISDIRECTED_REQUEST,
            f"Sidan har inte namnet ”{asked.host}”. Den nås som 127.0.0.1, eller som ett namn i RSP_UI_HOSTS.",
        )
    if asked.is_reading:
        if asked.path.rstrip("/") == QUERIES and "query" in parse_qs(asked.query, keep_blank_values=True):
            return _forbidden("En fråga till Dagster skickas med POST, aldrig i en adress.")
        if asked.is_from_elsewhere and not asked.opens_a_page:
            return _forbidden("Det som finns här visas bara på den egna sidan, inte inne i en annan.")
        return None
    if asked.is_from_elsewhere:
        return _forbidden("En annan webbsida försökte göra något här. Inget är gjort.")
    if asked.is_websocket:
        return None
    if asked.path in forms:
        if asked.content_type != FORM or not asked.is_from_own_page:
            return _forbidden("Formuläret skickas från den egna sidan. Inget är gjort.")
    elif asked.content_type != JSON:
        return _forbidden(f"Det som skickas hit är {JSON}. Inget är gjort.")
    return None


def _is_own_name(host: str, other_names: Iterable[str]) -> bool:
    told = AUTHORITY.fullmatch(host)
    return told is not None and told["name"] in OWN_NAMES.union(name.lower() for name in other_names)


def _forbidden(sentence: str) -> Refusal:
    return Refusal(HTTPStatus.FORBIDDEN, sentence)

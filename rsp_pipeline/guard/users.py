"""Who may log in: a file of names, each with a hash of its password, that `rsp user` writes.

Where there is no such file no one has to log in; where it is empty no one can. A line is `name:method:salt:hash`, its
hash made with scrypt as strong as OWASP asks for (16 MB and a fifth of a second a try).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import secrets
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rsp_pipeline.store.atomic import replaced

METHOD, COST = "scrypt-16384-8-5", {"n": 16384, "r": 8, "p": 5}
SHORTEST_PASSWORD = 12
NO_ONE = f"{METHOD}:{'00' * 16}:{'00' * 32}"


class NotAUser(ValueError):
    """A name or a password that cannot be used; the message says in Swedish why."""


@dataclass(frozen=True)
class Users:
    """Those who may log in, by the file that names them."""

    path: Path

    @property
    def must_log_in(self) -> bool:
        """The page is shown to no one else."""
        return os.path.lexists(self.path)

    @property
    def hashes(self) -> dict[str, str]:
        """Each name, and how its password was hashed: read anew each time, so that whoever is removed is out."""
        if not self.must_log_in:
            return {}
        lines = self.path.read_text(encoding="utf-8").splitlines()
        return {name: told for name, separator, told in (line.partition(":") for line in lines) if separator}

    def add(self, name: str, password: str) -> None:
        """Let someone log in, or give a new password.

        Raises:
            NotAUser: the name or the password cannot be used.
        """
        if ":" in name or not name.isprintable() or not name.strip() or name != name.strip():
            raise NotAUser(f"”{name}” går inte att logga in med. Skriv ett namn utan kolon, till exempel anna.")
        if len(password) < SHORTEST_PASSWORD:
            raise NotAUser(f"Lösenordet är för kort. Välj ett med minst {SHORTEST_PASSWORD} tecken.")
        salt = secrets.token_bytes(16)
        self._write(self.hashes | {_one_form(name): f"{METHOD}:{salt.hex()}:{_hash(_one_form(password), salt).hex()}"})

    def remove(self, name: str) -> None:
        """Let someone log in no more.

        Raises:
            NotAUser: there is no such name.
        """
        hashes = self.hashes
        if _one_form(name) not in hashes:
            raise NotAUser(f"”{name}” finns inte. De som kan logga in: {', '.join(hashes) or 'ingen'}.")
        del hashes[_one_form(name)]
        self._write(hashes)

    def logged_in(self, authorization: str) -> str | None:
        """The name that an `Authorization` header of HTTP Basic proves; None when it proves none."""
        scheme, _, credentials = authorization.partition(" ")
        try:
            told = base64.b64decode(credentials.strip(), validate=True).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError):
            return None
        name, separator, password = _one_form(told).partition(":")
        if scheme.lower() != "basic" or not separator:
            return None
        return name if _matches(self.hashes.get(name, NO_ONE), password) else None

    def _write(self, hashes: dict[str, str]) -> None:
        with replaced(self.path, 0o600) as beside:
            beside.write_text("".join(f"{name}:{told}\n" for name, told in hashes.items()), encoding="utf-8")


@lru_cache(maxsize=32)  # a browser tells its password with each of a hundred requests
def _matches(told: str, password: str) -> bool:
    method, _, rest = told.partition(":")
    salt, _, expected = rest.partition(":")
    return method == METHOD and hmac.compare_digest(_hash(password, bytes.fromhex(salt)).hex(), expected)


def _hash(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, dklen=32, **COST)


def _one_form(text: str) -> str:
    """Letters with rings and dots come in two forms, by keyboard and system."""
    return unicodedata.normalize("NFC", text)

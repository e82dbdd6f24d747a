"""What mail and webhooks share: how long to wait for an answer, and why there is none, in Swedish."""

from __future__ import annotations

import socket
import ssl

from rsp_pipeline.characters import cleaned

PATIENCE_SECONDS = 10.0
LONGEST_ANSWER = 200  # characters of what a server says


def one_line(said: bytes | str) -> str:
    """What a server said, in one line and no longer than anyone reads."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return cleaned(" ".join(text.split()))[:LONGEST_ANSWER]


def in_swedish(error: BaseException) -> str:
    """Why a server was not reached, in a clause."""
    match error:
        case ssl.SSLCertVerificationError():
            return f"dess certifikat går inte att lita på ({one_line(error.verify_message)})"
        case ssl.SSLError():
            return f"den krypterade förbindelsen gick inte att upprätta ({one_line(error.reason or str(error))})"
        case socket.gaierror():
            return "namnet finns inte"
        case ConnectionRefusedError():
            return "ingen svarar på den porten"
        case TimeoutError():
            return "den svarar inte"
        case _:
            return one_line(str(error)) or type(error).__name__

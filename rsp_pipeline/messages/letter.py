"""What is sent: a subject and paragraphs of plain text."""

from __future__ import annotations

from dataclasses import dataclass

from rsp_pipeline.characters import cleaned

SENDER = "RSP-uppföljningen"


@dataclass(frozen=True)
class Letter:
    """A letter in Swedish: what it is about, and paragraphs, each of one or more lines."""

    about: str
    paragraphs: tuple[str, ...]

    @property
    def subject(self) -> str:
        """The subject line, which begins alike in all letters."""
        return f"{SENDER}: {self.about}"

    @property
    def text(self) -> str:
        """The paragraphs as plain text, without characters that nobody sees: a delivered file's name may have any."""
        lines = "\n\n".join(self.paragraphs).split("\n")
        return "\n".join(map(cleaned, lines)) + "\n"


class Undelivered(Exception):
    """A letter that did not arrive; the message is a Swedish sentence naming the server and what it answered."""

"""What went wrong, and the letter on what is new of it: what has come, what stands since before, and what is mended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rsp_pipeline.messages.letter import Letter
from rsp_pipeline.swedish import Adjective, Gender, Noun, counted_in_words, long_date, sentence

FILE, REJECTED = Noun("fil", "filer", Gender.UTRUM), Adjective("avvisad", "avvisat", "avvisade")
FAULT, MENDED = Noun("fel", "fel", Gender.NEUTRUM), Adjective("åtgärdad", "åtgärdat", "åtgärdade")
MOST_TOLD = 20  # causes that a letter tells in full
ALL_CLEAR = "allt fungerar igen"


@dataclass(frozen=True)
class Cause:
    """Something that went wrong.

    `key` is the same as long as it is the same thing. `title` says it in a line, and `lines` why and what to do.
    `stops` is true of what kept the night from its end, and not of a file that was rejected.
    """

    key: str
    title: str
    lines: tuple[str, ...]
    stops: bool = False


@dataclass(frozen=True)
class Known:
    """A cause that people were told of: its title, and the day they were."""

    title: str
    since: date


@dataclass(frozen=True)
class News:
    """What differs between what people were told of and what is wrong now."""

    come: tuple[Cause, ...]
    gone: tuple[Known, ...]
    standing: Mapping[str, Known]

    @classmethod
    def between(cls, known: Mapping[str, Known], causes: Sequence[Cause], whole: bool) -> News:
        """What of the causes is new, and what of that which was known is gone and stands, by its key.

        The causes are all that is wrong if they are the `whole`; else nothing is known to be gone.
        """
        gone = known.keys() - {cause.key for cause in causes} if whole else ()
        return cls(
            tuple(cause for cause in causes if cause.key not in known),
            tuple(each for key, each in known.items() if key in gone),
            {key: each for key, each in known.items() if key not in gone},
        )

    def known(self, day: date) -> dict[str, Known]:
        """What is known, by its key, to whom it was told on a day."""
        return {**self.standing, **{cause.key: Known(cause.title, day) for cause in self.come}}

    def letter(self, closing: Sequence[str]) -> Letter | None:
        """The letter that tells of it, if there is any news; `closing` are paragraphs on what holds now, and where."""
        if not (self.come or self.gone):
            return None
        is_clear = not (self.come or self.standing)
        more = len(self.come) - MOST_TOLD
        paragraphs = [
            *([sentence(ALL_CLEAR)] if is_clear else []),
            *("\n".join([cause.title, *cause.lines]) for cause in self.come[:MOST_TOLD]),
            *([f"… och {more} till."] if more > 0 else []),
            *_listed("Åtgärdat:", self.gone),
            *_listed("Kvar sedan tidigare:", tuple(self.standing.values())),
            *closing,
            *([] if is_clear else ["Varje fel berättas en gång. Ett nytt brev kommer när något är åtgärdat."]),
        ]
        return Letter(self._subject, tuple(paragraphs))

    @property
    def _subject(self) -> str:
        if any(cause.stops for cause in self.come):
            return "uppdateringen stannade"
        if count := len(self.come):
            return f"{counted_in_words(count, FILE)} är {REJECTED.agreeing(FILE, count)}"
        if not self.standing:
            return ALL_CLEAR
        count, left = len(self.gone), len(self.standing)
        mended = f"{counted_in_words(count, FAULT)} är {MENDED.agreeing(FAULT, count)}"
        return f"{mended}, {counted_in_words(left, FAULT)} är kvar"


def _listed(heading: str, known: Sequence[Known]) -> list[str]:
    lines = [f"– {each.title.rstrip('.')}, berättat {long_date(each.since)}" for each in known[:MOST_TOLD]]
    more = [f"… och {len(known) - MOST_TOLD} till."] if len(known) > MOST_TOLD else []
    return ["\n".join([heading, *lines, *more])] if known else []

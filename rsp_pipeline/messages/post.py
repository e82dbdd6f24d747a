"""The post: a letter to one channel, and news of causes to all of them, each told once of what it was not told before.

What each channel was told of is kept in `told.json` in the warehouse. It may be deleted at any time: then all that is
wrong is told again. A channel that cannot be reached is told by the next night what is wrong then.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from rsp_pipeline.messages import mail, webhook
from rsp_pipeline.messages.causes import Cause, Known, News
from rsp_pipeline.messages.channels import Channel, Mail
from rsp_pipeline.messages.letter import Letter, Undelivered
from rsp_pipeline.store.atomic import written_down

FILE = "told.json"

Told = Mapping[str, Mapping[str, Known]]
"""What each channel was told of and is still wrong, by the channel's and the cause's key."""


def send(letter: Letter, channel: Channel) -> str:
    """Send a letter; a Swedish sentence on receivers that did not get it, while others did.

    Raises:
        Undelivered: nobody got it.
    """
    if isinstance(channel, Mail):
        return mail.send(letter, channel)
    webhook.send(letter, channel)
    return ""


def send_to_all(letter: Letter, channels: Sequence[Channel]) -> tuple[list[Channel], list[str]]:
    """Send a letter to each channel: those it came to, and Swedish sentences on receivers that did not get it."""
    arrived, remarks = [], []
    for channel in channels:
        try:
            remarks.append(send(letter, channel))
            arrived.append(channel)
        except Undelivered as error:
            remarks.append(str(error))
    return arrived, [remark for remark in remarks if remark]


def tell(
    causes: Sequence[Cause], closing: Sequence[str], channels: Sequence[Channel], folder: Path, day: date, whole: bool
) -> list[str]:
    """Tell each channel what is new; Swedish sentences on what did not arrive.

    The causes are all that is wrong if they are the `whole`; else what was told before is taken to stand. `closing` are
    the letters' last paragraphs, and `folder` that of the memory.
    """
    told, remarks = _remembered(folder / FILE), []
    after = {channel.key: dict(told.get(channel.key, {})) for channel in channels}
    for channel in channels:
        news = News.between(after[channel.key], causes, whole)
        try:
            if letter := news.letter(closing):
                remarks.append(send(letter, channel))
            after[channel.key] = news.known(day)
        except Undelivered as error:
            remarks.append(str(error))
    if after != told:
        remarks.append(_remember(after, folder / FILE))
    return [remark for remark in remarks if remark]


def _remembered(file: Path) -> Told:
    try:
        stored = json.loads(file.read_text(encoding="utf-8"))
        return {
            channel: {key: Known(each["title"], date.fromisoformat(each["since"])) for key, each in causes.items()}
            for channel, causes in stored.items()
        }
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def _remember(told: Told, file: Path) -> str:
    """Write down what was told; a Swedish sentence if that cannot be done."""
    stored = {
        channel: {key: {"title": each.title, "since": each.since.isoformat()} for key, each in causes.items()}
        for channel, causes in told.items()
    }
    try:
        written_down(file, json.dumps(stored, ensure_ascii=False))
    except OSError as error:
        return f"Vad som är berättat gick inte att spara i {file} ({error.strerror}), så det berättas igen."
    return ""

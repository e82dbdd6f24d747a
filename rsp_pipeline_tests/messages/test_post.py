"""Each channel is told once of each cause, and of its end."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from rsp_pipeline.messages.causes import Cause
from rsp_pipeline.messages.channels import Channel, Webhook
from rsp_pipeline.messages.post import FILE, tell
from rsp_pipeline_tests.receiving import Authority, Chat, Letterbox, chat, mail_to_anna

STOP = Cause("a", "Uppdateringen stannade i steget core/grants.", ("Disken är full.",), stops=True)
OTHER = Cause("b", "Avvisad fil: /raw/grants/a.csv", ("Filen är tom.",))
THIRD = Cause("c", "Avvisad fil: /raw/grants/b.csv", ("Filen är tom.",))
CLOSING = ("Siffrorna från den 28 november 2026 gäller.",)


@pytest.fixture
def room(trusted: Authority) -> Iterator[Chat]:
    with chat(trusted) as opened:
        yield opened


class Night:
    """Nights of an installation, whose causes are told to some channels."""

    def __init__(self, folder: Path, *channels: Channel) -> None:
        self.folder, self.channels, self.day = folder, channels, 1

    def ends(self, *causes: Cause, whole: bool = True) -> list[str]:
        self.day += 1
        return tell(causes, CLOSING, self.channels, self.folder, date(2026, 11, self.day), whole)


@pytest.fixture
def night(box: Letterbox, tmp_path: Path) -> Night:
    """The first of nights that are told by mail alone."""
    return Night(tmp_path, mail_to_anna(box.port))


def test_each_cause_is_told_once_and_when_it_is_gone(night: Night, box: Letterbox) -> None:
    nights: list[tuple[list[Cause], list[str]]] = [
        ([], []),
        ([STOP], ["uppdateringen stannade"]),
        ([STOP], []),
        ([STOP, OTHER], ["en fil är avvisad"]),
        ([OTHER, THIRD], ["en fil är avvisad"]),
        ([THIRD], ["ett fel är åtgärdat, ett fel är kvar"]),
        ([THIRD], []),
        ([], ["allt fungerar igen"]),
        ([], []),
        ([STOP], ["uppdateringen stannade"]),
    ]
    for causes, told in nights:
        assert (night.ends(*causes), box.subjects()) == ([], told)


def test_a_letter_tells_what_is_new_what_is_mended_and_what_stands(night: Night, box: Letterbox) -> None:
    night.ends(STOP, OTHER)
    night.ends(OTHER, THIRD)
    first, second = (text for _, text in box.taken())
    assert first == (
        "Uppdateringen stannade i steget core/grants.\nDisken är full.\n\n"
        "Avvisad fil: /raw/grants/a.csv\nFilen är tom.\n\n"
        "Siffrorna från den 28 november 2026 gäller.\n\n"
        "Varje fel berättas en gång. Ett nytt brev kommer när något är åtgärdat.\n"
    )
    assert second.startswith(
        "Avvisad fil: /raw/grants/b.csv\nFilen är tom.\n\n"
        "Åtgärdat:\n– Uppdateringen stannade i steget core/grants, berättat den 2\u00a0november 2026\n\n"
        "Kvar sedan tidigare:\n– Avvisad fil: /raw/grants/a.csv, berättat den 2\u00a0november 2026\n\n"
    )


def test_the_all_clear_tells_what_is_mended(night: Night, box: Letterbox) -> None:
    night.ends(OTHER)
    night.ends()
    assert box.taken()[1][1] == (
        "Allt fungerar igen.\n\nÅtgärdat:\n– Avvisad fil: /raw/grants/a.csv, berättat den 2\u00a0november 2026\n\n"
        "Siffrorna från den 28 november 2026 gäller.\n"
    )


def test_what_is_not_the_whole_ends_nothing(night: Night, box: Letterbox) -> None:
    night.ends(OTHER)
    night.ends(STOP, whole=False)
    night.ends(STOP, whole=False)
    night.ends()
    assert box.subjects() == ["en fil är avvisad", "uppdateringen stannade", "allt fungerar igen"]


def test_a_channel_that_cannot_be_reached_is_told_the_next_night_what_is_wrong_then(
    box: Letterbox, room: Chat, tmp_path: Path
) -> None:
    room.status = 500
    night = Night(tmp_path, mail_to_anna(box.port), Webhook(room.url))
    for causes in ((STOP,), (STOP, OTHER)):
        (remark,) = night.ends(*causes)
        assert remark == "Brevet skickades inte: webhooken hos localhost – den svarar 500 no_service."
    room.status = 200
    assert night.ends(OTHER) == []
    assert night.ends(OTHER) == []
    assert box.subjects() == ["uppdateringen stannade", "en fil är avvisad", "ett fel är åtgärdat, ett fel är kvar"]
    (text,) = room.texts
    assert text.startswith("RSP-uppföljningen: en fil är avvisad\n\nAvvisad fil: /raw/grants/a.csv")


def test_a_memory_that_is_gone_or_damaged_tells_all_again(night: Night, box: Letterbox, tmp_path: Path) -> None:
    night.ends(STOP)
    for content in ("", "[1]", '{"e-post": {"a": {}}}'):
        (tmp_path / FILE).write_text(content, encoding="utf-8")
        night.ends(STOP)
    (tmp_path / FILE).unlink()
    night.ends(STOP)
    assert box.subjects() == ["uppdateringen stannade"] * 5


def test_the_memory_is_its_owners_and_names_no_address(box: Letterbox, room: Chat, tmp_path: Path) -> None:
    Night(tmp_path, mail_to_anna(box.port), Webhook(room.url)).ends(STOP)
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600
    assert "hemligt" not in (tmp_path / FILE).read_text(encoding="utf-8")


def test_what_cannot_be_remembered_is_told_again_and_said(box: Letterbox, tmp_path: Path) -> None:
    gone = tmp_path / "borta"
    gone.write_text("ingen mapp", encoding="utf-8")
    (remark,) = Night(gone, mail_to_anna(box.port)).ends(STOP)
    assert remark.startswith(f"Vad som är berättat gick inte att spara i {gone / FILE}")

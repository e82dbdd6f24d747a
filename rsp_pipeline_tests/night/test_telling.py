"""Who is told what of a night: rejected files, what stopped it, and that all is well again."""

from pathlib import Path

from rsp_pipeline.night.night import CORE, run
from rsp_pipeline.night.noted import KILLED, forget, going, skip
from rsp_pipeline.night.step import Night
from rsp_pipeline.night.telling import Stopped, tell, tell_of_hindrance, tell_of_killed, tell_of_refusal
from rsp_pipeline_tests.builders import grant, settings, write_csv
from rsp_pipeline_tests.night.stopping import fail
from rsp_pipeline_tests.receiving import Letterbox

FULL = "Disken är full. Frigör utrymme och kör igen. OSError: [Errno 28] No space left on device: '/d/.a.x7_1.part'"
SUBJECT = "RSP-uppföljningen: "


def test_a_rejected_file_is_told_with_its_path_once_until_it_is_mended(night: Night, box: Letterbox) -> None:
    path = write_csv(night.settings.raw_dir, "grants/a.csv", [])
    for _ in range(2):
        run(night, CORE)
        assert tell(night) == []
    ((subject, text),) = box.taken()
    assert subject == f"{SUBJECT}en fil är avvisad"
    assert text == (
        f"Avvisad fil: {path}\n"
        "Filen är tom.\n"
        f"Inga rader ur den räknas. Rätta den, lägg den på samma plats, och pröva den med: rsp check {path}\n\n"
        "Ingenting är publicerat än.\n\n"
        f"Registren ligger i {night.settings.raw_dir}\nDatabasfilen är {night.settings.published_file}\n\n"
        "Varje fel berättas en gång. Ett nytt brev kommer när något är åtgärdat.\n"
    )
    path.write_text("Färg;Form\nröd;rund\n", encoding="utf-8")
    run(night, CORE)
    tell(night)
    write_csv(night.settings.raw_dir, "grants/a.csv", [grant()])
    run(night, CORE)
    tell(night)
    assert box.subjects() == ["en fil är avvisad", "allt fungerar igen"]


def test_a_night_that_stopped_is_told_by_its_note_and_the_all_clear_comes_when_one_was_skipped(
    night: Night, box: Letterbox
) -> None:
    night.settings.warehouse_dir.mkdir(parents=True)
    night.settings.published_file.touch()
    fail(night, OSError(28, "No space left on device"))
    tell(night)
    ((subject, text),) = box.taken()
    assert subject == f"{SUBJECT}uppdateringen stannade"
    assert text.startswith("Uppdateringen stannade i steget core/grants.\nDisken är full. Frigör utrymme och kör igen.")
    assert "\n\nDatabasfilen är kvar som den var: siffrorna från den " in text
    fail(night, OSError(28, "No space left on device"))
    tell(night)
    skip(night)
    tell(night)
    forget(night)
    tell(night)
    assert box.subjects() == ["allt fungerar igen"]


def test_one_and_the_same_hindrance_is_one_cause_whatever_it_stopped(night: Night, box: Letterbox) -> None:
    busy = "En annan uppdatering pågår (process {}, sedan 2026-11-0{} 02:00:01). Två körs aldrig samtidigt."
    tell(night, Stopped("core/grants", FULL))
    tell(night, Stopped("warehouse/published", FULL.replace("x7_1", "q8")))
    tell_of_hindrance(night, busy.format(123, 1))
    tell_of_hindrance(night, busy.format(4567, 2))
    tell(night, Stopped("warehouse/published", "Den nya filen hålls tillbaka.\nStödbeslut 2024: alla 3 rader saknas."))
    tell(night, Stopped("warehouse/published", "Den nya filen hålls tillbaka.\nStödbeslut 2025: alla 3 rader saknas."))
    assert box.subjects() == ["uppdateringen stannade"] * 4


def test_the_text_of_an_error_that_nobody_foresaw_is_not_told(night: Night, box: Letterbox) -> None:
    fail(night, ValueError("could not convert 'Anna Andersson 810161-9800'"))
    tell(night)
    ((_, text),) = box.taken()
    assert "ett som ingen har förutsett (ValueError)" in text
    assert "Anna" not in text
    assert "810161" not in text


def test_personal_data_in_what_is_told_are_masked(night: Night, box: Letterbox) -> None:
    tell(night, Stopped("warehouse/published", "Den nya filen hålls tillbaka.\nRad 3: 810161-9800, anna@example.se"))
    assert "Rad 3: [dolt personnummer], [dold e-postadress]" in box.taken()[0][1]


def test_a_killed_night_is_told_before_the_next_which_gives_the_all_clear(night: Night, box: Letterbox) -> None:
    assert tell_of_killed(night) == []
    fail(night, KeyboardInterrupt())  # as a process that dies: nothing is noted after it
    tell_of_killed(night)
    ((_, text),) = box.taken()
    assert text.startswith(f"Uppdateringen stannade.\n{KILLED}\n\n")
    tell_of_killed(night)
    with going(night):
        pass
    tell_of_killed(night)
    tell(night)
    assert box.subjects() == ["allt fungerar igen"]


def test_refused_settings_are_told_and_their_end(night: Night, box: Letterbox) -> None:
    channels, data_dir = night.settings.channels, night.settings.data_dir
    for fault in ("rad 3", "rad 3", "rad 4"):
        assert tell_of_refusal(f"programme.toml: {fault}", channels, data_dir) == []
    first, second = box.taken()
    assert first[1].startswith("Uppdateringen kunde inte börja.\nprogramme.toml: rad 3\n\nDatabasfilen är kvar")
    assert second[1].startswith("Uppdateringen kunde inte börja.\nprogramme.toml: rad 4\n\nKvar sedan tidigare:\n")
    tell(night)
    assert box.subjects() == ["allt fungerar igen"]


def test_without_receivers_nothing_is_written(tmp_path: Path) -> None:
    night = Night.of(settings(tmp_path))
    assert tell(night, Stopped("core/grants", FULL)) == []
    assert not night.settings.warehouse_dir.exists()


def test_telling_breaks_no_night_whatever_is_wrong(night: Night, box: Letterbox) -> None:
    table = night.settings.tables_dir / "quality" / "source_file" / "grants.parquet"
    table.parent.mkdir(parents=True)
    table.write_bytes(b"ingen tabell")
    (remark,) = tell(night)
    assert remark.startswith("Ingen är underrättad om hur natten gick: ")
    assert box.taken() == []

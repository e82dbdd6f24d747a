from pathlib import Path

from rsp_pipeline.followup.document import Bullets, Emphasis, Paragraph
from rsp_pipeline.followup.own_texts import OwnTexts, own_texts, parsed

SECTIONS = ("Sammanfattning", "Servicegivare")


def parse(text: str) -> OwnTexts:
    return parsed(text, "texts/2025.md", SECTIONS)


def test_a_heading_puts_its_text_after_the_section_or_before_it() -> None:
    texts = parse("# Servicegivare\n\nEfter.\n\n## servicegivare: Inledning\n\nFöre.\n")
    assert texts == OwnTexts(
        {"Servicegivare": (Paragraph(("Före.",)),)}, {"Servicegivare": (Paragraph(("Efter.",)),)}, ()
    )


def test_paragraphs_lists_and_emphasis_are_read() -> None:
    text = (
        "## Sammanfattning\n\nEtt *gott* och\n**mycket** gott år.\n\n- en\n- två\n  - och tre\n\n1. först\n2. sedan\n"
    )
    assert parse(text).after["Sammanfattning"] == (
        Paragraph(("Ett ", Emphasis("gott"), " och ", Emphasis("mycket", is_strong=True), " gott år.")),
        Bullets((("en",), ("två",), ("och tre",))),
        Bullets((("först",), ("sedan",)), is_numbered=True),
    )


def test_what_is_not_permitted_is_kept_as_the_text_it_is() -> None:
    text = "## Sammanfattning\n\n<b>Fet</b> ![bild](http://exempel.se/a.png) [länk](http://exempel.se)\n"
    assert parse(text).after["Sammanfattning"] == (
        Paragraph(("<b>Fet</b> ![bild](http://exempel.se/a.png) [länk](http://exempel.se)",)),
    )


def test_an_unknown_heading_and_text_without_a_heading_are_told() -> None:
    texts = parse("Lös text.\n\n## Servicegivarna\n\nText.\n")
    assert (texts.before, texts.after) == ({}, {})
    loose, unknown = texts.remarks
    assert loose == "texts/2025.md, rad 1: texten före den första rubriken hör inte till något avsnitt."
    assert unknown == (
        "texts/2025.md, rad 3: rubriken ”Servicegivarna” finns inte i uppföljningen, och dess text kom inte med. "
        "Rubrikerna är Sammanfattning och Servicegivare."
    )


def test_the_file_is_read_in_the_encoding_it_was_written_in_and_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "texts" / "2025.md"
    path.parent.mkdir()
    path.write_bytes("## Sammanfattning\r\n\r\nÅret i länet.\r\n".encode("cp1252"))
    path.chmod(0o444)
    assert own_texts(tmp_path, 2025, SECTIONS).after == {"Sammanfattning": (Paragraph(("Året i länet.",)),)}
    assert path.read_bytes() == "## Sammanfattning\r\n\r\nÅret i länet.\r\n".encode("cp1252")


def test_a_year_without_a_file_has_no_texts(tmp_path: Path) -> None:
    assert own_texts(tmp_path, 2025, SECTIONS) == OwnTexts()


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "texts" / "2025.md").mkdir(parents=True)
    (remark,) = own_texts(tmp_path, 2025, SECTIONS).remarks
    assert remark.startswith("texts/2025.md kunde inte läsas, och dess text kom inte med: ")

from pathlib import Path

from rsp_pipeline.followup.document import Blank, Bullets, Emphasis, Kind, Paragraph
from rsp_pipeline.followup.own_texts import OwnTexts, Place, YearTexts, own_texts, parsed

SECTIONS = {Kind.LETTER: ("Servicegivare", "Utdrag till"), Kind.REPORT: ("Sammanfattning", "Servicegivare")}


def parse(text: str) -> YearTexts:
    return parsed(text, "texts/2025.md", SECTIONS)


def own(text: str) -> Paragraph:
    return Paragraph((text,), is_own=True)


def report(texts: YearTexts) -> OwnTexts:
    return texts.of[Kind.REPORT]


def test_a_heading_puts_its_text_after_the_section_or_before_it() -> None:
    texts = parse("# Servicegivare\n\nEfter.\n\n## servicegivare: Inledning\n\nFöre.\n")
    assert report(texts).blocks == {
        ("Servicegivare", Place.AFTER): (own("Efter."),),
        ("Servicegivare", Place.BEFORE): (own("Före."),),
    }
    assert (texts.of[Kind.LETTER], texts.remarks) == (report(texts), ())


def test_paragraphs_lists_and_emphasis_are_read() -> None:
    text = (
        "## Sammanfattning\n\nEtt *gott* och\n**mycket** gott år.\n\n- en\n- två\n  - och tre\n\n1. först\n2. sedan\n"
    )
    assert report(parse(text)).at("Sammanfattning", Place.AFTER) == (
        Paragraph(("Ett ", Emphasis("gott"), " och ", Emphasis("mycket", is_strong=True), " gott år."), is_own=True),
        Bullets((("en",), ("två",), ("och tre",)), is_own=True),
        Bullets((("först",), ("sedan",)), is_numbered=True, is_own=True),
    )


def test_what_is_not_permitted_is_kept_as_the_text_it_is() -> None:
    text = "## Sammanfattning\n\n<b>Fet</b> ![bild](http://exempel.se/a.png) [länk](http://exempel.se)\n"
    assert report(parse(text)).at("Sammanfattning", Place.AFTER) == (
        own("<b>Fet</b> ![bild](http://exempel.se/a.png) [länk](http://exempel.se)"),
    )


def test_an_unknown_heading_and_text_without_a_heading_are_told() -> None:
    texts = parse("Lös text.\n\n## Servicegivarna\n\nText.\n")
    assert {kind: of.blocks for kind, of in texts.of.items()} == {Kind.LETTER: {}, Kind.REPORT: {}}
    loose, unknown = texts.remarks
    assert loose == "texts/2025.md, rad 1: texten före den första rubriken hör inte till något avsnitt."
    assert unknown == (
        "texts/2025.md, rad 3: rubriken ”Servicegivarna” finns inte i något av dokumenten, och dess text kom "
        "inte med. Rubrikerna är Servicegivare, Utdrag till och Sammanfattning."
    )


def test_after_the_name_of_a_document_texts_are_its_own() -> None:
    texts = parse("# Tjänsteskrivelse\n\n## Servicegivare\n\nKort.\n\n## Sammanfattning\n\nBort.\n")
    assert texts.of[Kind.LETTER].at("Servicegivare", Place.AFTER) == (own("Kort."),)
    assert report(texts).blocks == {}
    (remark,) = texts.remarks
    assert remark == (
        "texts/2025.md, rad 7: rubriken ”Sammanfattning” finns inte i tjänsteskrivelsen, och dess text kom "
        "inte med. Rubrikerna är Servicegivare och Utdrag till."
    )


def test_a_section_is_added_to_replaced_or_left_out() -> None:
    told = Paragraph(("Eget.",))
    for mark, expected in (
        ("", [told, own("Text.")]),
        (": inledning", [own("Text."), told]),
        (": i stället", [own("Text.")]),
    ):
        (section,) = report(parse(f"## Servicegivare{mark}\n\nText.\n")).section("Servicegivare", [told])
        assert [*section.blocks] == expected
    assert report(parse("## Servicegivare: utgår\n")).section("Servicegivare", [told]) == ()


def test_what_is_left_to_fill_in_is_filled_in_by_own_text() -> None:
    blank = Paragraph((Blank("[fylls i]", "mottagarna"),))
    texts = parse("## Utdrag till\n\nLänsstyrelsen\n").of[Kind.LETTER]
    (section,) = texts.section("Utdrag till", [blank])
    assert section.blocks == (own("Länsstyrelsen"),)


def test_the_file_is_read_in_the_encoding_it_was_written_in_and_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "texts" / "2025.md"
    path.parent.mkdir()
    path.write_bytes("## Sammanfattning\r\n\r\nÅret i länet.\r\n".encode("cp1252"))
    path.chmod(0o444)
    texts = own_texts(tmp_path, [2025], SECTIONS)[2025]
    assert report(texts).at("Sammanfattning", Place.AFTER) == (own("Året i länet."),)
    assert path.read_bytes() == "## Sammanfattning\r\n\r\nÅret i länet.\r\n".encode("cp1252")


def test_a_year_without_a_file_has_no_texts(tmp_path: Path) -> None:
    assert own_texts(tmp_path, [2025], SECTIONS) == {2025: YearTexts()}


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "texts" / "2025.md").mkdir(parents=True)
    (remark,) = own_texts(tmp_path, [2025], SECTIONS)[2025].remarks
    assert remark.startswith("texts/2025.md kunde inte läsas, och dess text kom inte med: ")

from rsp_pipeline.followup.document import (
    Align,
    Bullets,
    Cell,
    Column,
    Document,
    Emphasis,
    Figure,
    Kind,
    Paragraph,
    Section,
    Source,
    Table,
    Traced,
)
from rsp_pipeline.followup.markdown import markdown
from rsp_pipeline.indicators.visits import S18

SOURCE = Source(S18, 2025)
TABLE = Table(
    "besok",
    "Besök",
    (Column("Kommun"), Column("Antal", Align.END)),
    ((Cell("Åre"), Cell("3", 3, SOURCE)),),
    note="En anmärkning",
)
DOCUMENT = Document(
    Kind.REPORT,
    "Uppföljning",
    (("Till", "Nämnden"),),
    (
        Section(
            "Besök",
            (
                Paragraph(("Antal ", Traced("18 st.", 18, SOURCE))),
                Bullets(((Emphasis("ett"),), ("två",)), is_numbered=True),
            ),
            (Section("Per kommun", (TABLE, Figure("besok", "besök per kommun", "Stapeldiagram."))),),
        ),
    ),
)


def test_a_document_is_shown_with_headings_lists_tables_and_the_charts_words() -> None:
    assert markdown(DOCUMENT) == (
        "# Uppföljning\n\n**Till:** Nämnden\n\n## Besök\n\nAntal 18 st.\n\n1. *ett*\n2. två\n\n### Per kommun\n\n"
        "**Besök**\n\n| Kommun | Antal |\n|:--|--:|\n| Åre | 3 |\n\nEn anmärkning\n\n"
        "*Diagram: besök per kommun.* Stapeldiagram.\n"
    )


def test_the_sources_of_paragraphs_and_tables_are_found_once() -> None:
    assert DOCUMENT.sources == (SOURCE,)
    assert DOCUMENT.tables == (TABLE,)


def test_what_a_register_says_can_neither_style_the_page_nor_fetch_a_picture() -> None:
    title = "![x](http://exempel.se/a.png) <b>*fet*</b> | 1_2"
    section = Section("A", (Paragraph((title,)), Paragraph(("1. inte en lista",))))
    page = markdown(Document(Kind.REPORT, title, (), (section,)))
    told = r"\!\[x\](http://exempel.se/a.png) \<b\>\*fet\*\</b\> \| 1\_2"
    assert page == f"# {told}\n\n## A\n\n{told}\n\n1\\. inte en lista\n"

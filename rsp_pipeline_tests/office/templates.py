"""Word templates as a region may have them, to take for tests and to spoil."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

LACKING = ("Caption", "List Number", "Strong")


def write_template(path: Path, change: Callable[[str, bytes], bytes] = lambda _, content: content) -> Path:
    """A template with a page, a header and headings of its own, two sections of text, and some styles lacking."""
    from docx import Document
    from docx.shared import Cm, Pt

    word = Document()
    word.styles["Normal"].font.name, word.styles["Normal"].font.size = "Georgia", Pt(11)
    word.styles["Heading 2"].font.name = "Georgia"
    first = word.sections[0]
    first.page_width, first.page_height, first.left_margin, first.right_margin = Cm(21), Cm(29.7), Cm(4), Cm(3)
    first.header.paragraphs[0].text = "Region Exempel"
    word.add_paragraph("Mallens egen text")
    word.add_section().left_margin = Cm(1)
    for name in LACKING:
        word.styles[name].delete()
    made = io.BytesIO()
    word.save(made)
    with ZipFile(made) as source, ZipFile(path, "w", ZIP_DEFLATED) as template:
        for name in source.namelist():
            part = source.read(name).replace(b"document.main+xml", b"template.main+xml")
            template.writestr(name, change(name, part))
    return path

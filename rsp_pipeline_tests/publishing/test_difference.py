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


def told(folder: Path) -> list[str]:
    """What `rsp diff` tells of the published file and the one before."""
    published = folder / "rsp.duckdb"
    archive = Archive.beside(published)
    files = (basis(str(path), archive) for path in (previous_file(published), published))
    return list(as_text(difference(*files), NAMES))


def night(folder: Path, *grants: Row) -> None:
    publish(workshop_of(folder, [*grants]), folder / "rsp.duckdb", OCCASION)


def test_two_files_with_the_same_figures_differ_in_nothing_and_others_in_figures_and_rows(tmp_path: Path) -> None:
    stays, goes = grant(), grant(Ärendenr="2025-2")
    for _ in range(2):
        night(tmp_path, stays, goes)
    assert told(tmp_path) == ["Från rsp.previous.duckdb till rsp.duckdb", "Siffrorna och raderna bakom dem är desamma."]
    night(tmp_path, grant(Belopp="90 000,50"), grant(Ärendenr="2025-3"))
    lines = told(tmp_path)
    start = lines.index("S02 Beviljat belopp 2025")
    assert lines[start + 1] == "  hela länet: 200\u00a0000 → 190\u00a0000,50 (\u22129\u00a0999,50)"
    assert "  Strömsund: 200\u00a0000 → 190\u00a0000,50 (\u22129\u00a0999,50)" in lines[start:]
    rows = lines[lines.index("  Rader:", start) :]
    record = "grants:2025-1:1  Strömsund, Särskilt driftstöd"
    (changed,) = (line for line in rows if line.startswith(f"    ändrad  {record}"))
    assert changed.endswith("100\u00a0000 → 90\u00a0000,50  grants/a.csv, rad 2")
    assert any("borttagen  grants:2025-2:1" in line for line in rows)
    assert any("ny  grants:2025-3:1" in line for line in rows)


@pytest.mark.parametrize(
    ("name", "why"),
    [("2025/v1", "Fastställda är: inga"), ("finns.inte", "finns inte"), ("text", "går inte att jämföra")],
)
def test_what_cannot_be_compared_says_why(tmp_path: Path, name: str, why: str) -> None:
    (tmp_path / "text").write_text("text", encoding="utf-8")
    with pytest.raises(NotComparable, match=why):
        basis(name if "/" in name else str(tmp_path / name), Archive(tmp_path / "approved"))

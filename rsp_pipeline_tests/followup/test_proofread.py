"""Every sentence that both documents say of nothing, one of each, several, none known, and a year that goes on.

`proofread.txt` is read as a proofreader would before it is agreed on.
"""

from __future__ import annotations

from pathlib import Path

from syrupy.assertion import SnapshotAssertion

from rsp_pipeline.followup import full_report, letter
from rsp_pipeline.followup.document import Document
from rsp_pipeline_tests.builders import (
    ACTIVITY,
    EFFORT,
    FUNDING,
    GRANT,
    OUTLET,
    PAYMENT,
    PLAN,
    PROGRAMME,
    TARGET,
    TODAY,
    VISIT,
    Row,
    delivered,
)
from rsp_pipeline_tests.followup.test_full_report import sentences
from rsp_pipeline_tests.sessions import published_session
from rsp_pipeline_tests.snapshots import Text

ROWS: dict[str, list[Row]] = {
    "grants": [GRANT, {**GRANT, "Kommun": "Åre"}],
    "visits": [VISIT, VISIT],
    "service_plans": [PLAN],
    "activities": [ACTIVITY, ACTIVITY],
    "action_plan": [EFFORT, EFFORT],
    "funding": [FUNDING],
    "outlets": [OUTLET],
    "payments": [PAYMENT],
    "targets": [TARGET],
}
CASES = {
    "Inget levererat": (0, 2025, 2025),
    "En av varje": (1, 2025, 2025),
    "Två av varje": (2, 2025, 2025),
    "Året före": (1, 2025, 2024),
    "Ett år som pågår": (2, 2026, 2026),
}
"""How many rows are delivered, of which year, and the year that is told of."""


def of_year(row: Row, year: int) -> Row:
    return {column: str(cell).replace("2025", str(year)) for column, cell in row.items()}


def told(document: Document) -> list[str]:
    """The paragraphs and bullets of a document, by section."""
    return [f"{section.heading}: {line}" for _, section in document.walk() for line in sentences(section.blocks)]


def test_every_sentence_reads_as_a_person_wrote_it(tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    lines: list[str] = []
    for case, (count, delivery, year) in CASES.items():
        some = {name: [of_year(row, delivery) for row in rows[:count]] for name, rows in ROWS.items()}
        session = published_session(delivered(tmp_path / case, **some), year - 1, year)
        material = full_report.gather(session, PROGRAMME, year, TODAY)
        said = dict.fromkeys([*told(letter.compose(material)), *told(full_report.compose(material))])
        lines += [f"# {case}, {year}", *(line for line in said if line not in lines), ""]
    assert len(lines) > 40
    assert "\n".join(lines) == snapshot(extension_class=Text, name="proofread.txt")

"""Every sentence that both documents say of nothing, one of each, several, none known, and a year that goes on.

`proofread.txt` is read as a proofreader would before it is agreed on.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from syrupy.assertion import SnapshotAssertion

from rsp_pipeline.followup import full_report, letter
from rsp_pipeline.followup.document import Bullets, Document, Paragraph, plain
from rsp_pipeline.swedish import NO_BREAK_SPACE
from rsp_pipeline_tests.builders import (
    PROGRAMME,
    activity,
    effort,
    funding,
    grant,
    outlet,
    payment,
    plan,
    published_session,
    target,
    visit,
    write_csv,
)
from rsp_pipeline_tests.snapshots import Text

MAKERS = {
    "grants": grant,
    "visits": visit,
    "service_plans": plan,
    "activities": activity,
    "action_plan": effort,
    "funding": funding,
    "outlets": outlet,
    "payments": payment,
    "reference/targets": target,
}
OTHERS = {
    "grants": {"Ärendenr": "2025-2", "Kommun": "Åre"},
    "visits": {"Besöks-ID": "B2"},
    "activities": {"Aktivitets-ID": "A2"},
    "action_plan": {"Insats-ID": "S9"},
}


CASES = {
    "Inget levererat": (0, 2025, 2025),
    "En av varje": (1, 2025, 2025),
    "Två av varje": (2, 2025, 2025),
    "Året före": (1, 2025, 2024),
    "Ett år som pågår": (2, 2026, 2026),
}
"""How many rows are delivered, of which year, and the year that is told of."""


def deliver(raw: Path, count: int, year: int) -> None:
    for name, make in MAKERS.items():
        rows = [make(), make(**OTHERS.get(name, {}))][:count] if name in OTHERS else [make()][:count]
        of_year = [{column: str(cell).replace("2025", str(year)) for column, cell in row.items()} for row in rows]
        if of_year:
            write_csv(raw, f"{name}/a.csv" if "/" not in name else f"{name}.csv", of_year)


def sentences(document: Document) -> Iterator[str]:
    """The paragraphs and bullets of a document, by section."""
    for _, section in document.walk():
        for block in section.blocks:
            texts = [block.spans] if isinstance(block, Paragraph) else block.items if isinstance(block, Bullets) else []
            yield from (f"{section.heading}: {plain(spans)}".replace(NO_BREAK_SPACE, " ") for spans in texts)


def test_every_sentence_reads_as_a_person_wrote_it(tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    told: list[str] = []
    for case, (count, delivered, year) in CASES.items():
        deliver(raw := tmp_path / case, count, delivered)
        material = full_report.gather(published_session(raw, year - 1, year), PROGRAMME, year, date(2026, 11, 1))
        said = [*sentences(letter.compose(material)), *sentences(full_report.compose(material))]
        told += [f"# {case}, {year}", *(line for line in dict.fromkeys(said) if line not in told), ""]
    assert len(told) > 40
    assert "\n".join(told) == snapshot(extension_class=Text, name="proofread.txt")

"""The municipalities' service plans: eight situations that a steward meets, dealt out to municipalities in turn.

For Jämtlands län the order of the codes gives Krokom its *serviceprogram* and leaves Berg without a plan in force.
Which municipality has which plan is invented.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

from rsp_pipeline.programme import Municipality, Programme
from rsp_pipeline.registers.service_plans import SERVICE_PLANS
from rsp_pipeline.sample.files import Row, Tab, write_workbook
from rsp_pipeline.swedish import kommun


@dataclass(frozen=True)
class Plan:
    """A plan as it stands in the register; `number` tells a municipality's plans apart."""

    number: int
    status: str
    plan_kind: str = "Serviceplan"
    adopted_on: date | None = None
    decision_body: str = ""
    paragraph: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    extended_to: date | None = None
    replaces: int | None = None
    process_support: str = "nej"


FULLMAKTIGE = "Kommunfullmäktige"

SITUATIONS: tuple[tuple[Plan, ...], ...] = (
    # Expires within twelve months of the end of 2025.
    (
        Plan(
            1,
            "Antagen",
            adopted_on=date(2022, 11, 21),
            decision_body=FULLMAKTIGE,
            paragraph="§ 98",
            valid_from=date(2023, 1, 1),
            valid_to=date(2026, 6, 30),
            process_support="ja",
        ),
    ),
    # Adopted after it took effect.
    (
        Plan(
            1,
            "Antagen",
            adopted_on=date(2023, 4, 26),
            decision_body="KF",
            paragraph="§ 41",
            valid_from=date(2023, 1, 1),
            valid_to=date(2027, 12, 31),
        ),
    ),
    # Called a programme; the one before has ended.
    (
        Plan(
            1,
            "Utgången",
            "Serviceprogram",
            adopted_on=date(2018, 12, 12),
            decision_body=FULLMAKTIGE,
            paragraph="§ 120",
            valid_from=date(2019, 1, 1),
            valid_to=date(2023, 12, 31),
        ),
        Plan(
            2,
            "Antagen",
            "Serviceprogram",
            adopted_on=date(2023, 12, 13),
            decision_body=FULLMAKTIGE,
            paragraph="§ 131",
            valid_from=date(2024, 1, 1),
            valid_to=date(2030, 12, 31),
            replaces=1,
        ),
    ),
    # Extended; of the plan before it the day of adoption was never entered, so that row cannot be interpreted.
    (
        Plan(
            1,
            "Antagen",
            "Varuförsörjningsplan",
            decision_body=FULLMAKTIGE,
            valid_from=date(2017, 1, 1),
            valid_to=date(2020, 12, 31),
        ),
        Plan(
            2,
            "Förlängd",
            adopted_on=date(2021, 2, 24),
            decision_body=FULLMAKTIGE,
            paragraph="§ 12",
            valid_from=date(2021, 3, 1),
            valid_to=date(2024, 12, 31),
            extended_to=date(2027, 6, 30),
            replaces=1,
            process_support="ja",
        ),
    ),
    # In force, being revised.
    (
        Plan(
            1,
            "Under revidering",
            adopted_on=date(2022, 6, 15),
            decision_body="Kommunstyrelsen",
            paragraph="§ 77",
            valid_from=date(2022, 7, 1),
            valid_to=date(2027, 12, 31),
            process_support="ja",
        ),
    ),
    # No plan yet.
    (Plan(1, "Under framtagande", process_support="ja"),),
    # The old plan has ended, the new one is out for consultation.
    (
        Plan(
            1,
            "Utgången",
            adopted_on=date(2019, 11, 27),
            decision_body=FULLMAKTIGE,
            paragraph="§ 102",
            valid_from=date(2020, 1, 1),
            valid_to=date(2024, 12, 31),
        ),
        Plan(2, "På remiss", replaces=1, process_support="ja"),
    ),
    # Adopted by a board.
    (
        Plan(
            1,
            "Antagen",
            adopted_on=date(2023, 11, 9),
            decision_body="Nämnd",
            paragraph="§ 64",
            valid_from=date(2024, 1, 1),
            valid_to=date(2028, 12, 31),
        ),
    ),
)

COLUMNS = ("plan_id", "municipality_code", "title", *(field.name for field in fields(Plan)[1:]))


def write_plans(into: Path, programme: Programme) -> Path:
    """Write the plans of all municipalities as one workbook, whose sheet has a title above its header."""
    header = [SERVICE_PLANS.column(name).header for name in COLUMNS]
    rows: list[Row] = [("Kommunala serviceplaner",), (programme.region,), (), header]
    for turn, municipality in enumerate(programme.municipalities):
        rows += [_row(plan, municipality) for plan in SITUATIONS[turn % len(SITUATIONS)]]
    return write_workbook(into / "serviceplaner.xlsx", [Tab("Planer", rows)])


def _row(plan: Plan, municipality: Municipality) -> list[object]:
    own: dict[str, object] = {field.name: getattr(plan, field.name) for field in fields(Plan)}
    own["plan_id"] = plan_id(municipality, plan.number)
    own["municipality_code"] = municipality.name
    own["title"] = f"{plan.plan_kind} för {kommun(municipality.name)}"
    own["replaces"] = plan_id(municipality, plan.replaces) if plan.replaces else ""
    return [own[name] for name in COLUMNS]


def plan_id(municipality: Municipality, number: int) -> str:
    """The identity of a municipality's plan."""
    return f"SP-{municipality.code}-{number}"

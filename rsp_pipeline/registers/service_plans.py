"""Kommunala serviceplaner: one row per plan of a municipality.

A plan may be extended, and may be adopted after it took effect. Some are called *serviceprogram*.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rsp_pipeline.registers.kinds import (
    Choice,
    Day,
    Flag,
    Identifier,
    MunicipalityCode,
    Text,
    Verbatim,
    one_of,
)
from rsp_pipeline.registers.register import Column, Register, RowCheck

if TYPE_CHECKING:
    import pandas as pd


def _adopted_without_date(rows: pd.DataFrame) -> pd.Series:
    return (rows["status"] == "Antagen") & rows["adopted_on"].isna()


def _adopted_without_body(rows: pd.DataFrame) -> pd.Series:
    return (rows["status"] == "Antagen") & rows["decision_body"].isna()


def _ends_before_it_begins(rows: pd.DataFrame) -> pd.Series:
    return rows["valid_to"] < rows["valid_from"]


SERVICE_PLANS = Register(
    name="service_plans",
    title="Kommunala serviceplaner",
    comment="Kommunala serviceplaner: en rad per plan",
    key=("plan_id",),
    known_by=("municipality_code", "title", "valid_from", "valid_to"),
    columns=(
        Column("plan_id", Identifier(), ("Plan-ID", "Plannr"), "Planens identitet"),
        Column(
            "municipality_code",
            MunicipalityCode(),
            ("Kommun", "Kommunkod", "Kommunnamn"),
            "Kommunens kod (SCB)",
            required=True,
        ),
        Column("title", Text(), ("Titel", "Plan", "Planens namn"), "Planens namn"),
        Column(
            "plan_kind",
            Choice(one_of("Serviceplan", "Serviceprogram", "Varuförsörjningsplan")),
            ("Plantyp",),
            "Serviceplan, Serviceprogram eller Varuförsörjningsplan",
        ),
        Column(
            "status",
            Choice(
                {
                    "Saknas": ("Ingen plan",),
                    "Under framtagande": ("Pågår",),
                    "På remiss": ("Remiss",),
                    "Antagen": (),
                    "Under revidering": ("Revideras",),
                    "Förlängd": (),
                    "Utgången": (),
                }
            ),
            ("Status", "Planstatus"),
            "Planens status när registret lämnades",
            required=True,
        ),
        Column("adopted_on", Day(), ("Antagen datum", "Antagen", "Antagandedatum"), "Dag då planen antogs"),
        Column(
            "decision_body",
            Choice(
                {
                    "Kommunfullmäktige": ("KF",),
                    "Kommunstyrelse": ("KS", "Kommunstyrelsen"),
                    "Nämnd": ("Nämnden",),
                }
            ),
            ("Beslutsinstans", "Beslutande organ"),
            "Organ som antog planen",
        ),
        Column("paragraph", Verbatim(), ("Paragraf", "§"), "Beslutets paragraf"),
        Column("diary_no", Verbatim(), ("Diarienummer", "Dnr"), "Kommunens diarienummer"),
        Column("valid_from", Day(), ("Gäller från", "Giltig från"), "Första dag som planen gäller"),
        Column("valid_to", Day(), ("Gäller till", "Giltig till"), "Sista dag som planen gäller"),
        Column("extended_to", Day(), ("Förlängd till",), "Sista dag som planen gäller efter förlängning"),
        Column(
            "replaces", Identifier(), ("Ersätter",), "Planen som denna ersätter", refers_to="core.service_plans.plan_id"
        ),
        Column("url", Verbatim(), ("Länk", "Webbadress"), "Planens webbadress"),
        Column("process_support", Flag(), ("Processtöd",), "Regionen har gett processtöd"),
    ),
    checks=(
        RowCheck(
            "adopted_without_date",
            "adopted_on",
            "planen är antagen, men dag för antagandet saknas",
            _adopted_without_date,
        ),
        RowCheck(
            "adopted_without_body",
            "decision_body",
            "planen är antagen, men beslutsinstans saknas",
            _adopted_without_body,
        ),
        RowCheck(
            "ends_before_it_begins",
            "valid_to",
            "planen slutar gälla innan den börjar gälla",
            _ends_before_it_begins,
        ),
    ),
)

"""What the tjänsteskrivelse tells of how the programme came about: its nouns, and the settings that say it.

What a region does not say stands in no tjänsteskrivelse. The wording around each belongs in `followup.letter`.
"""

from __future__ import annotations

from dataclasses import dataclass

from rsp_pipeline.programme.setting import TEXT, TEXTS, Section, Setting

ORDINARY_BUDGETS = "parternas ordinarie budgetar"


@dataclass(frozen=True)
class Background:
    """How the programme came about and is carried out, each as it is written in running text; empty where unsaid."""

    offered: str = ""
    action_plans_decided_by: str = ""
    drawn_up_with: tuple[str, ...] = ()
    purpose: str = ""
    adds: str = ""
    region_does: str = ""
    action_plans_hold: str = ""
    guidelines: str = ""
    reported_to: str = ""
    reported_in: str = ""
    report_diary_no: str = ""
    paid_by: str = ORDINARY_BUDGETS


@dataclass(frozen=True)
class BoardPlan:
    """The board's own plan for the year to come, in which it says what it follows up."""

    name: str
    part: str
    part_says: str
    meeting: str


@dataclass(frozen=True)
class Signatory:
    """One who signs the tjänsteskrivelse, by title; the name is the officer's to write."""

    title: str


BACKGROUND = Section(
    "background",
    "Bakgrunden som tjänsteskrivelsen återger, i den form som orden har i löpande text. Det som inte sägs står inte i "
    "skrivelsen.",
    (
        Setting(
            "offered", TEXT, "När regeringen erbjöd regionerna att ta fram program.", "oktober 2021", "", "nämns inte"
        ),
        Setting(
            "action_plans_decided_by",
            TEXT,
            "Den som enligt delegation beslutar om handlingsplanerna.",
            "regional utvecklingsdirektör",
            "",
            "nämns inte",
        ),
        Setting(
            "drawn_up_with",
            TEXTS,
            "De som programmet togs fram tillsammans med.",
            ["länets kommuner", "Länsstyrelsen i Västernorrlands län"],
            [],
            "nämns inte",
        ),
        Setting(
            "purpose",
            TEXT,
            "Vad programmet är till för, efter orden ”Syftet är”.",
            "god tillgång till kommersiell service i olika slags landsbygder",
            "",
            "nämns inte",
        ),
        Setting(
            "adds",
            TEXT,
            "Vad programmet tillför, efter orden ”Programmet bidrar till att”.",
            "samordna stöd och insatser",
            "",
            "nämns inte",
        ),
        Setting(
            "region_does",
            TEXT,
            "Vad regionen svarar för, efter ordet ”Regionen”.",
            "ser till att programmet genomförs och följer upp dess insatser",
            "",
            "nämns inte",
        ),
        Setting(
            "action_plans_hold",
            TEXT,
            "Vad handlingsplanerna innehåller, efter ordet ”innehåller”.",
            "årets insatser med mål och ansvariga",
            "",
            "nämns inte",
        ),
        Setting(
            "guidelines",
            TEXT,
            "Vad uppföljningen görs enligt, efter ordet ”enligt”.",
            "Tillväxtverkets riktlinjer",
            "",
            "nämns inte",
        ),
        Setting(
            "reported_to", TEXT, "Den som får uppföljningen skriftligt.", "Tillväxtverket", "", "ingen rapport nämns"
        ),
        Setting("reported_in", TEXT, "När på året efter det sker.", "kvartal 1", "", "nämns inte"),
        Setting("report_diary_no", TEXT, "Rapportens diarienummer.", "22RS1235", "", "inget nämns"),
        Setting(
            "paid_by",
            TEXT,
            "Vad som främst betalar genomförandet, efter ordet ”inom”.",
            ORDINARY_BUDGETS,
            ORDINARY_BUDGETS,
            f"”{ORDINARY_BUDGETS}”",
        ),
    ),
)

BOARD_PLAN = Section(
    "board_plan",
    "Nämndens egen plan för året, med det som nämnden följer upp. Dagen och paragrafen för beslutet skriver "
    "handläggaren varje år.",
    (
        Setting("name", TEXT, "Vad planen heter, i löpande text.", "plan med budget"),
        Setting("part", TEXT, "Den del som säger vad som följs upp.", "en uppföljningsplan"),
        Setting(
            "part_says",
            TEXT,
            "Vad den delen säger, efter ordet ”som”.",
            "anger vilka områden som nämnden särskilt följer upp under året",
        ),
        Setting("meeting", TEXT, "Månaden då nämnden följer upp programmet.", "mars"),
    ),
)

SIGNATORIES = Section(
    "signatories",
    "De som skriver under tjänsteskrivelsen, ett avsnitt för var och en. Namnen skriver handläggaren.",
    (Setting("title", TEXT, "Titeln.", "regiondirektör"),),
    repeats=True,
)

"""All that a programme file may say, declared once: what is read, checked and described in docs/programfilen.md."""

from __future__ import annotations

from datetime import date

from rsp_pipeline.programme.background import BACKGROUND, BOARD_PLAN, SIGNATORIES
from rsp_pipeline.programme.content import Content
from rsp_pipeline.programme.diary_numbers import FORM
from rsp_pipeline.programme.open_data import OPEN_DATA
from rsp_pipeline.programme.setting import (
    DAY,
    FLAG,
    TEXT,
    TEXTS,
    YEAR,
    Section,
    Setting,
    matching,
    some_of,
    whole,
)

REGION = Section(
    "",
    "Regionen och dess program. De står först i filen, före det första avsnittet.",
    (
        Setting("region", TEXT, "Regionens namn.", "Region Västernorrland"),
        Setting(
            "genitive",
            TEXT,
            "Regionens namn i genitiv.",
            "Region Västernorrlands",
            default="",
            otherwise="namnet med s, eller som det är efter s, x och z",
        ),
        Setting(
            "short_name",
            TEXT,
            "Vad regionen också kallas i registren: den räknas då som regionen själv.",
            "RVN",
            default="",
            otherwise="inget annat namn",
        ),
        Setting(
            "county_code", matching(r"\d{2}", "länskoden, två siffror inom citattecken"), "Länets kod (SCB).", "22"
        ),
        Setting(
            "municipalities",
            TEXTS,
            "De kommuner som deltar, med namn eller kod.",
            ["Härnösand", "Kramfors", "Sollefteå", "Sundsvall", "Timrå", "Ånge", "Örnsköldsvik"],
            default=[],
            otherwise="länets alla kommuner",
        ),
        Setting(
            "region_is_municipality",
            FLAG,
            "Om regionen själv är kommunen, som på Gotland: då nämns den en gång och inte två.",
            False,
            default=None,
            otherwise="true om länet har en enda kommun",
        ),
        Setting("title", TEXT, "Programmets namn.", "Regionalt serviceprogram 2022–2030"),
        Setting("diary_no", TEXT, "Programmets diarienummer.", "22RS1234"),
        Setting("first_year", YEAR, "Programmets första år.", 2022),
        Setting("last_year", YEAR, "Programmets sista år.", 2030),
        Setting("board", TEXT, "Den som beslutar om uppföljningen.", "Regionala utvecklingsnämnden"),
        Setting(
            "proposal",
            TEXT,
            "Rubriken över förslaget till beslut, som säger vem som föreslår.",
            "Regiondirektörens förslag",
            default="Förslag till beslut",
        ),
        Setting(
            "proposes",
            TEXT,
            "Vad nämnden föreslås besluta, efter nämndens namn.",
            "godkänner uppföljningen av det regionala serviceprogrammet",
            default="godkänner uppföljningen av det regionala serviceprogrammet",
        ),
        Setting(
            "network",
            TEXT,
            "Vad de som genomför programmet kallar sig.",
            "Servicenätverket",
            default="",
            otherwise="nätverket har inget namn, och uppföljningen talar om parterna",
        ),
        Setting(
            "network_members",
            TEXTS,
            "De som hör till nätverket utöver regionen, kommunerna och länsstyrelsen, som de skrivs i löpande text.",
            ["Hela Sverige ska leva"],
            default=[],
            otherwise="inga andra",
        ),
        Setting(
            "county_board",
            TEXT,
            "Länsstyrelsen, som den skrivs i löpande text. Namnet känns igen i registren.",
            "Länsstyrelsen i Västernorrlands län",
            default="Länsstyrelsen",
        ),
        Setting(
            "collaborates_with",
            TEXTS,
            "Regioner som regionen samverkar med, som de skrivs i registren: de räknas som Andra regioner.",
            ["Region Gävleborg", "Region Västerbotten", "De fyra regionerna i norr"],
            default=[],
            otherwise="inga",
        ),
        Setting(
            "rests_on",
            TEXTS,
            "Strategier och program som serviceprogrammet vilar på, som de skrivs i löpande text.",
            ["den regionala utvecklingsstrategin (20RS5678)"],
            default=[],
            otherwise="inga",
        ),
        Setting(
            "template",
            TEXT,
            "Regionens mall för Worddokument, .dotx eller .docx: den ger stilar, sidhuvud, sidfot och sidans mått. "
            "Sökvägen utgår från mappen som programfilen ligger i.",
            "mall.dotx",
            default="",
            otherwise="uppföljningens egen mall",
        ),
    ),
    is_required=True,
)

PRIORITY_AREAS = Section(
    "priority_areas",
    "Ett avsnitt för varje prioriterat område, i uppföljningens ordning; hur många som helst. Aktiviteter och insatser "
    "hör till det område som registret säger, och `holds` säger vilket område som har resten av innehållet. Ett område "
    "får ha flera slag, men ett slag bara höra till ett område. Ett slag som inget område har står i ett eget avsnitt "
    "efter områdena.",
    (
        Setting("name", TEXT, "Områdets namn, som det står i registren och i rubriker.", "Levande landsbygder"),
        Setting(
            "definite",
            TEXT,
            "Namnet i bestämd form. Det känns igen i registren.",
            "de levande landsbygderna",
            default="",
            otherwise="samma som namnet",
        ),
        Setting(
            "spellings",
            TEXTS,
            "Andra sätt att skriva namnet som känns igen i registren.",
            ["Landsbygderna"],
            default=[],
            otherwise="inga",
        ),
        Setting(
            "holds",
            some_of(*(content.term for content in Content)),
            "Det innehåll som hör till området: en lista med inget, ett eller flera slag.",
            [Content.GRANTS_AND_VISITS.term],
            default=[],
            otherwise="området har bara sina aktiviteter och insatser",
        ),
    ),
    repeats=True,
    is_required=True,
    further_examples=(
        {"name": "Service nära dig", "holds": [Content.CITIZENS.term]},
        {"name": "Samverkan", "holds": [Content.PUBLIC_BODIES.term]},
    ),
)

DIARY_NUMBERS = Section(
    "diary_numbers",
    "Hur regionens diarienummer ser ut. Ett nummer med en annan form godtas, med en anmärkning. Utan avsnittet är alla "
    "former lika bra.",
    (
        Setting(
            "form",
            matching(FORM, "en form med {nr} för löpnumret och {år} eller {åå} för året, som RS/{nr}/{år}"),
            "Formen: {nr} står för löpnumret, {år} för året med fyra siffror, {åå} för det med två.",
            "{åå}RS{nr}",
        ),
        Setting("example", TEXT, "Ett nummer med den formen, att visa för den som skrev fel.", "22RS1234"),
    ),
)

GRANT_LINES = Section(
    "grant_lines",
    "Vad uppföljningens fyra stödrader heter, när regionen har egna ord för dem.",
    (
        Setting("home_delivery", TEXT, "Raden om hemsändning.", "Hemsändning", default="Hemsändning"),
        Setting("service", TEXT, "Raden om servicebidrag.", "Servicebidrag", default="Servicebidrag"),
        Setting("investment", TEXT, "Raden om investeringar.", "Investeringsstöd", default="Investeringsbidrag"),
        Setting("operating", TEXT, "Raden om särskilt driftstöd.", "Särskilt driftstöd", default="Särskilt driftstöd"),
    ),
)

DECISIONS = Section(
    "decisions",
    "Besluten om programmet, ett avsnitt för vart och ett, det första först.",
    (
        Setting("on", DAY, "Dagen för beslutet.", date(2022, 5, 23)),
        Setting(
            "paragraph",
            whole(1, 9999, "paragrafens nummer, som 89"),
            "Paragrafen i protokollet.",
            89,
            default=None,
            otherwise="ingen paragraf nämns",
        ),
        Setting("by", TEXT, "Den som beslutade.", "Regionfullmäktige"),
        Setting("what", TEXT, "Vad som beslutades.", "regionalt serviceprogram 2022–2030"),
        Setting("diary_no", TEXT, "Beslutets diarienummer.", "22RS1234", default="", otherwise="inget nämns"),
    ),
    repeats=True,
)

PROJECT = Section(
    "project",
    "Projektet som betalar för genomförandet, vid sidan av parternas ordinarie budgetar.",
    (
        Setting("name", TEXT, "Projektets namn, som i registret över finansiering.", "Resurser till serviceprogrammet"),
        Setting("first_year", YEAR, "Projektets första år.", 2023),
        Setting("last_year", YEAR, "Projektets sista år.", 2027),
        Setting("is_extended", FLAG, "Om projektet är förlängt.", False, default=False),
        Setting("financiers", TEXTS, "De som finansierar det.", ["Tillväxtverket", "det regionala 1:1-anslaget"]),
        Setting(
            "purpose",
            TEXT,
            "Vad det är till för, som det skrivs i löpande text.",
            "att utveckla arbetssätt och samverkan för att genomföra programmet",
            default="",
            otherwise="syftet nämns inte",
        ),
    ),
)

SECTIONS = (
    REGION,
    PRIORITY_AREAS,
    DIARY_NUMBERS,
    GRANT_LINES,
    DECISIONS,
    BACKGROUND,
    BOARD_PLAN,
    SIGNATORIES,
    PROJECT,
    OPEN_DATA,
)

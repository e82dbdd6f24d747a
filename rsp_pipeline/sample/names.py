"""The words the sample is made of: places, invented shops, invented people, what a visit may be about.

Places are real villages of Jämtland and Härjedalen; shops and people are invented. No logic belongs here.
"""

from __future__ import annotations

LOCALITIES = {
    "2303": ("Hammarstrand", "Stugun", "Bispgården", "Krångede", "Överammer", "Döviken"),
    "2305": ("Bräcke", "Gällö", "Pilgrimstad", "Kälarne", "Bodsjö", "Hunge"),
    "2309": ("Föllinge", "Änge", "Nälden", "Rötviken", "Valsjöbyn", "Trångsviken"),
    "2313": ("Hammerdal", "Stora Blåsjön", "Gäddede", "Hoting", "Backe", "Rossön"),
    "2321": ("Järpen", "Duved", "Mörsil", "Undersåker", "Hallen", "Kall"),
    "2326": ("Hackås", "Ljungdalen", "Myrviken", "Svenstavik", "Åsarna", "Rätan"),
    "2361": ("Funäsdalen", "Sveg", "Hede", "Vemdalen", "Lillhärdal", "Ytterhogdal"),
    "2380": ("Lit", "Häggenås", "Fåker", "Orrviken", "Brunflo", "Tandsbyn"),
}
INVENTED_LOCALITIES = ("Norra {}", "Södra {}", "Östra {}", "Västra {}", "Övre {}", "Nedre {}")

SHOP_NAMES = (
    "Ripan",
    "Lavskrikan",
    "Hjortronet",
    "Skarven",
    "Järven",
    "Norrskenet",
    "Midnattssolen",
    "Tjädern",
    "Kåsan",
    "Näverkonten",
    "Myrullen",
    "Fjällvråken",
    "Lekatten",
    "Dvärgbjörken",
    "Kråkbäret",
    "Brudsporren",
    "Ängsullen",
    "Rimfrosten",
)
SHOP_KINDS = ("Lanthandel", "Livs", "Handelsbod", "Servicebutik", "Handel", "Drivmedel")

FIRST_NAMES = ("Alva", "Bengt", "Disa", "Egil", "Freja", "Gun", "Håkan", "Ingrid", "Jonte", "Kerstin", "Lars", "Maj")
LAST_NAMES = (
    "Hjortronmyr",
    "Ripvallen",
    "Skarvtorp",
    "Lavskogen",
    "Kåtaberget",
    "Näverdal",
    "Rimforsmo",
    "Tjädermark",
    "Myrulldal",
    "Vråkstigen",
    "Kråkbärsmo",
)

INVESTMENTS = (
    ("Kyl- och frysanläggning", True),
    ("Ombyggnad av butikslokal", False),
    ("Energieffektiv belysning", True),
    ("Kassasystem", False),
    ("Solceller", True),
    ("Drivmedelsanläggning", False),
    ("Lastkaj och lager", False),
    ("Värmepump", True),
    ("Obemannad öppning (inpassering)", False),
)
SPECIAL_REASONS = "Enda butiken på orten; stort upptagningsområde"

PARTICIPANTS = (
    "Region",
    "Region, Kommun",
    "Regionen och kommunen",
    "Region, Kommun",
    "Region, Kommun, Länsstyrelse",
    "Region + Länsstyrelsen",
    "Kommun",
)
TOPICS = (
    "Investeringsplaner inför nästa år",
    "Ombudstjänster: post och apotek",
    "Drivmedel och laddning",
    "Driftstöd och ekonomi",
    "Beredskap, reservkraft och livsmedel",
    "Generationsskifte",
    "Hemsändning till äldre",
    "Obemannade öppettider",
)
RESULTS = (
    "Ansökan väntas under hösten",
    "Återkommer när budgeten är klar",
    "Kommunen tar frågan vidare",
    "Information lämnad om stöden",
    "Nytt möte bokat",
    "",
)
RESULT_WITH_PHONE = "Ring ägaren på 070-174 06 99 om kylanläggningen"

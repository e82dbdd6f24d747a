"""What a region says once about its open data: who publishes it, who answers for it, and under which licence.

It is the section `open_data` of the programme's TOML file. What is exported belongs in `rsp_pipeline.open_data`.
"""

from __future__ import annotations

from dataclasses import dataclass

from rsp_pipeline.programme.setting import FLAG, TEXT, Section, Setting, matching, one_of, whole

LICENSES = {
    "CC0-1.0": ("Creative Commons CC0 1.0", "http://creativecommons.org/publicdomain/zero/1.0/"),
    "CC-BY-4.0": ("Creative Commons Erkännande 4.0", "http://creativecommons.org/licenses/by/4.0/"),
}
FEWEST_RECIPIENTS = 3


@dataclass(frozen=True)
class OpenData:
    """The section `open_data`.

    `files` is the address of the folder where the export is put on the web, empty as long as it has none. Figures that
    rest on fewer than `fewest_recipients` recipients are not exported; 1 exports them all. `grants` says whether the
    list of approved grants to legal persons is, and `grants_prefix` is what 360Giving gave the region, empty as long as
    it has asked for none.
    """

    organisation_no: str
    homepage: str
    contact: str
    contact_email: str
    license: str
    files: str = ""
    fewest_recipients: int = FEWEST_RECIPIENTS
    grants: bool = False
    grants_prefix: str = ""

    @property
    def license_title(self) -> str:
        """The licence's name."""
        return LICENSES[self.license][0]

    @property
    def license_uri(self) -> str:
        """The licence's address, spelled as Sveriges dataportal knows it."""
        return LICENSES[self.license][1]


OPEN_DATA = Section(
    "open_data",
    "Vem som ger ut regionens öppna data. Bara om regionen lämnar ut sådana.",
    (
        Setting(
            "organisation_no",
            matching(r"\d{10}", "tio siffror utan bindestreck, inom citattecken"),
            "Regionens organisationsnummer.",
            "2321000222",
        ),
        Setting(
            "homepage",
            matching(r"https?://[^\s<>\"]+", "en webbadress som börjar med https://"),
            "Regionens webbplats.",
            "https://www.rvn.se/",
        ),
        Setting("contact", TEXT, "Den som svarar för uppgifterna.", "Region Västernorrland"),
        Setting(
            "contact_email",
            matching(r"[^\s<>@:\"]+@[^\s<>@:\"]+", "en e-postadress"),
            "Adressen dit frågor ställs.",
            "region@example.se",
        ),
        Setting("license", one_of(*LICENSES), "Licensen.", "CC0-1.0"),
        Setting(
            "files",
            matching(r"https?://[^\s<>\"#?]+/", "en webbadress som slutar med snedstreck"),
            "Mappen på webben där exporten läggs.",
            "https://example.se/oppna-data/",
            default="",
            otherwise="exporten ligger inte på webben",
        ),
        Setting(
            "fewest_recipients",
            whole(1, 1000, "ett heltal, minst 1"),
            "Siffror som vilar på färre mottagare döljs.",
            3,
            default=FEWEST_RECIPIENTS,
        ),
        Setting(
            "grants",
            FLAG,
            "Om en lista över beviljade stöd lämnas ut, med mottagarens namn och organisationsnummer. I den står bara "
            "myndigheter, aktiebolag, föreningar och stiftelser, aldrig enskilda firmor, handelsbolag eller dödsbon.",
            True,
            default=False,
        ),
        Setting(
            "grants_prefix",
            matching(r"360G-[A-Za-z0-9_-]+", "ett prefix som börjar med 360G-"),
            "Det prefix som 360Giving har gett regionen. Med det börjar varje stöds identitet i listan.",
            "360G-rvn",
            default="",
            otherwise="SE-ON- och regionens organisationsnummer",
        ),
    ),
)

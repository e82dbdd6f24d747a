"""What a region says once about its open data: who publishes it, who answers for it, and under which licence.

It is the section `open_data` of the programme's TOML file. What is exported belongs in `rsp_pipeline.open_data`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

LICENSES = {
    "CC0-1.0": ("Creative Commons CC0 1.0", "http://creativecommons.org/publicdomain/zero/1.0/"),
    "CC-BY-4.0": ("Creative Commons Erkännande 4.0", "http://creativecommons.org/licenses/by/4.0/"),
}
FEWEST_RECIPIENTS = 3
REQUIRED = ("organisation_no", "homepage", "contact", "contact_email", "license")
OPTIONAL = ("files", "fewest_recipients")
PATTERNS = {
    "organisation_no": (r"\d{10}", "tio siffror utan bindestreck"),
    "homepage": (r"https?://[^\s<>\"]+", "en webbadress som börjar med https://"),
    "contact_email": (r"[^\s<>@:\"]+@[^\s<>@:\"]+", "en e-postadress"),
    "license": ("|".join(map(re.escape, LICENSES)), " eller ".join(LICENSES)),
    "files": (r"https?://[^\s<>\"#?]+/", "en webbadress som slutar med snedstreck"),
}


class OpenDataError(ValueError):
    """A setting of the section that cannot be used; the message is a Swedish sentence naming it."""


@dataclass(frozen=True)
class OpenData:
    """The section `open_data`.

    `files` is the address of the folder where the export is put on the web, empty as long as it has none. Figures that
    rest on fewer than `fewest_recipients` recipients are not exported; 1 exports them all.
    """

    organisation_no: str
    homepage: str
    contact: str
    contact_email: str
    license: str
    files: str = ""
    fewest_recipients: int = FEWEST_RECIPIENTS

    @property
    def license_title(self) -> str:
        """The licence's name."""
        return LICENSES[self.license][0]

    @property
    def license_uri(self) -> str:
        """The licence's address, spelled as Sveriges dataportal knows it."""
        return LICENSES[self.license][1]


def read_open_data(section: Any) -> OpenData:
    """The section as read from TOML.

    Raises:
        OpenDataError: a setting is missing, unknown, or cannot be used.
    """
    if not isinstance(section, dict):
        raise OpenDataError("”open_data” ska vara ett avsnitt, [open_data].")
    for key in REQUIRED:
        if key not in section:
            raise OpenDataError(f"avsnittet [open_data] saknar inställningen ”{key}”.")
    if unknown := sorted(set(section) - {*REQUIRED, *OPTIONAL}):
        raise OpenDataError(f"avsnittet [open_data] har okända inställningar: {', '.join(unknown)}.")
    fewest = section.get("fewest_recipients", FEWEST_RECIPIENTS)
    if not isinstance(fewest, int) or isinstance(fewest, bool) or fewest < 1:
        raise OpenDataError(f"”fewest_recipients” har värdet {fewest!r} men ska vara ett heltal, minst 1.")
    for key in (key for key in section if key != "fewest_recipients"):
        pattern, expected = PATTERNS.get(key, (r"\S.*", "en text"))
        if not (isinstance(section[key], str) and re.fullmatch(pattern, section[key])):
            raise OpenDataError(f"”{key}” har värdet {section[key]!r} men ska vara {expected}.")
    return OpenData(**section)

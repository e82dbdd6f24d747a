"""What a region says once about its open data: who publishes it, who answers for it, and under which licence.

It is the section `open_data` of the programme's TOML file. What is exported belongs in `rsp_pipeline.open_data`.
"""

from __future__ import annotations

from dataclasses import dataclass

LICENSES = {
    "CC0-1.0": ("Creative Commons CC0 1.0", "http://creativecommons.org/publicdomain/zero/1.0/"),
    "CC-BY-4.0": ("Creative Commons Erkännande 4.0", "http://creativecommons.org/licenses/by/4.0/"),
}
FEWEST_RECIPIENTS = 3


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

"""The section on open data of a programme file: optional, and told in Swedish where it cannot be used."""

from pathlib import Path

import pytest

from rsp_pipeline.programme import ProgrammeError, load_programme
from rsp_pipeline_tests.programme.test_programme import TOML, write

SECTION = """
[open_data]
organisation_no = "2321000222"
homepage = "https://region.example/"
contact = "Regional utveckling"
contact_email = "oppna.data@region.example"
license = "CC0-1.0"
"""


def test_a_programme_needs_no_open_data(tmp_path: Path) -> None:
    assert load_programme(write(tmp_path, TOML)).open_data is None


def test_three_recipients_protect_unless_another_number_is_set(tmp_path: Path) -> None:
    told = load_programme(write(tmp_path, TOML + SECTION)).open_data
    assert told
    assert (told.fewest_recipients, told.license_title) == (3, "Creative Commons CC0 1.0")
    told = load_programme(write(tmp_path, TOML + SECTION + "fewest_recipients = 5")).open_data
    assert told
    assert told.fewest_recipients == 5


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"2321000222"', '"232100-0222"', "”organisation_no” har värdet '232100-0222' men ska vara tio siffror"),
        ('"https://region.example/"', '"region.example"', "”homepage” .* men ska vara en webbadress"),
        ('"CC0-1.0"', '"CC0"', "”license” .* men ska vara CC0-1.0 eller CC-BY-4.0"),
        ("oppna.data@region", "region", "”contact_email” .* men ska vara en e-postadress"),
        ('contact = "Regional utveckling"', "", "saknar inställningen ”contact”"),
        ('"CC0-1.0"', '"CC0-1.0"\nfiles = "https://region.example"', "”files” .* slutar med snedstreck"),
        ('"CC0-1.0"', '"CC0-1.0"\nfewest_recipients = 0', "”fewest_recipients” har värdet 0"),
        ('"CC0-1.0"', '"CC0-1.0"\nextra = 1', "okända inställningar: extra"),
        ("contact = ", "contact = 3 # ", "”contact” har värdet 3 men ska vara en text"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(tmp_path: Path, old: str, new: str, told: str) -> None:
    with pytest.raises(ProgrammeError, match=told):
        load_programme(write(tmp_path, TOML + SECTION.replace(old, new)))


def test_the_section_is_a_section(tmp_path: Path) -> None:
    with pytest.raises(ProgrammeError, match="ska vara ett avsnitt"):
        load_programme(write(tmp_path, TOML + 'open_data = "ja"'))

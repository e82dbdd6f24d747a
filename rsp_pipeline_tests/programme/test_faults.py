"""A programme file that cannot be used: one Swedish sentence for each fault, with line, setting, value and remedy."""

from pathlib import Path

import pytest

from rsp_pipeline.programme import ProgrammeError, load_programme
from rsp_pipeline_tests.builders import contents
from rsp_pipeline_tests.installations import rsp
from rsp_pipeline_tests.programme.files import OPEN_DATA, TOML, write

DIARY = '\n[diary_numbers]\nform = "RS {år}/{nr}"\nexample = "RS 2023/77"\n'
DECISION = '\n[[decisions]]\non = 2023-05-23\nby = "Nämnden"\nwhat = "programmet"\n'
PROJECT = '\n[project]\nname = "Resurser"\nfirst_year = 2024\nlast_year = 2027\nfinanciers = ["Tillväxtverket"]\n'
WHOLE = TOML + DIARY + DECISION + PROJECT + OPEN_DATA

FAULTS = {
    "an unknown county": (
        'county_code = "24"', 'county_code = "99"',
        "rad 2: ”county_code” har värdet ”99” men ska vara ett läns kod: inget län har den.",
    ),
    "a number for a text": (
        'county_code = "24"', "county_code = 24",
        "rad 2: ”county_code” har värdet 24 men ska vara länskoden, två siffror inom citattecken.",
    ),
    "a text for a number": (
        "first_year = 2024", 'first_year = "2024"',
        'rad 5: ”first_year” har värdet "2024" men ska vara ett årtal som 2023, utan citattecken.',
    ),
    "a yes for a year": (
        "first_year = 2024", "first_year = true",
        "rad 5: ”first_year” har värdet true men ska vara ett årtal som 2023, utan citattecken.",
    ),
    "years in the wrong order": (
        "last_year = 2027\nboard", "last_year = 2023\nboard",
        "rad 6: ”last_year” har värdet 2023 men ska vara 2024 eller senare: det är programmets första år.",
    ),
    "a setting left out": (
        'diary_no = "RUN/1"\n', "",
        ': inställningen ”diary_no” saknas. Programmets diarienummer. Skriv diary_no = "22RS1234".',
    ),
    "an empty text": (
        'board = "Regionala utvecklingsnämnden"', 'board = " "',
        'rad 7: ”board” har värdet " " men ska vara en text inom citattecken.',
    ),
    "a setting misspelt": (
        'region = "Region', 'netwrok = "Nätet"\nregion = "Region',
        "rad 1: inställningen ”netwrok” är okänd. Menas ”network”?",
    ),
    "a setting in the wrong place": (
        'license = "CC0-1.0"', 'license = "CC0-1.0"\nnetwork = "Nätet"',
        ("inställningen ”network” i avsnittet [open_data] står på fel ställe: den hör hemma först i filen, före alla "
        "avsnitt."),
    ),
    "an unknown section": ("[project]", "[projekt]", "avsnittet [projekt] är okänt. Menas ”project”?"),
    "a line that is no TOML": (
        "first_year = 2024", "first_year: 2024",
        ('rad 5: raden går inte att läsa. Skriv som i exemplen: namn = "text", med raka citattecken, tal utan '
        "citattecken och listor inom hakparenteser."),
    ),
    "a setting written twice": (
        "first_year = 2024", "first_year = 2024\nfirst_year = 2025",
        "rad 6: en inställning eller ett avsnitt står två gånger; behåll en av dem.",
    ),
    "areas as a list": (
        TOML[TOML.index("[[") :], 'priority_areas = ["Närhet"]\n',
        ('rad 9: ”priority_areas” har värdet ["Närhet"] men ska vara ett avsnitt som börjar med raden '
        "[[priority_areas]]."),
    ),
    "no areas": (
        TOML[TOML.index("[[") :], "",
        (": avsnittet [[priority_areas]] saknas. Ett avsnitt för varje prioriterat område, i uppföljningens ordning; "
        "hur många som helst."),
    ),
    "an area without a name": (
        'name = "Närhet"\n', "",
        ("rad 9: inställningen ”name” i avsnittet [[priority_areas]] saknas. Områdets namn, som det står i registren "
        'och i rubriker. Skriv name = "Levande landsbygder".'),
    ),
    "two areas of a name": (
        'spellings = ["Rådgivning"]', 'spellings = ["närhet"]',
        "rad 16: ”spellings” har värdet ”närhet”, men så heter redan området ”Närhet”.",
    ),
    "an unknown kind of content": (
        '"insatser för medborgarna"', '"bidrag"',
        ('rad 11: ”holds” i avsnittet [[priority_areas]] har värdet ["bidrag"] men ska vara en lista med något av '
        "”insatser för medborgarna”, ”stöd och besök”, ”planer och offentliga aktörer”, eller en tom lista."),
    ),
    "a kind of content in two areas": (
        'holds = ["stöd och besök"', 'holds = ["insatser för medborgarna", "stöd och besök"',
        ("rad 17: ”holds” har värdet ”insatser för medborgarna”, men det hör redan till området ”Närhet”: välj ett av "
        "dem."),
    ),
    "a municipality of another county": (
        'region = "Region', 'municipalities = ["Umeå", "Åre"]\nregion = "Region',
        "rad 1: ”municipalities” har värdet ”Åre” men ska vara en kommun i länet med koden 24.",
    ),
    "a template that is missing": (
        'region = "Region', 'template = "mall.dotx"\nregion = "Region',
        "/mall.dotx.",
    ),
    "a template that is no Word file": (
        'region = "Region', 'template = "mitt_lan.toml"\nregion = "Region',
        ("rad 1: ”template” har värdet ”mitt_lan.toml” men filen är ingen hel Wordmall (.dotx) och inget helt "
        "Worddokument (.docx), eller har ett lösenord: spara den i Word som Wordmall (.dotx)."),
    ),
    "a form of diary numbers without a number": (
        '"RS {år}/{nr}"', '"RS {år}/{löpnummer}"',
        ('rad 20: ”form” i avsnittet [diary_numbers] har värdet "RS {år}/{löpnummer}" men ska vara en form med {nr} '
        "för löpnumret och {år} eller {åå} för året, som RS/{nr}/{år}."),
    ),
    "an example of another form": (
        '"RS 2023/77"', '"RS-2023-77"',
        "rad 21: ”example” har värdet ”RS-2023-77” men ska ha den form som ”form” säger, ”RS {år}/{nr}”.",
    ),
    "a day within quotation marks": (
        "on = 2023-05-23", 'on = "2023-05-23"',
        ('rad 24: ”on” i avsnittet [[decisions]] har värdet "2023-05-23" men ska vara en dag som 2023-05-23, utan '
        "citattecken."),
    ),
    "no paragraph": (
        'by = "Nämnden"', 'by = "Nämnden"\nparagraph = 0',
        "rad 26: ”paragraph” i avsnittet [[decisions]] har värdet 0 men ska vara paragrafens nummer, som 89.",
    ),
    "a project that ends before it begins": (
        "last_year = 2027\nfinanciers", "last_year = 2023\nfinanciers",
        ("rad 31: ”last_year” i avsnittet [project] har värdet 2023 men ska vara 2024 eller senare: det är projektets "
        "första år."),
    ),
    "a text for a list": (
        '["Tillväxtverket"]', '"Tillväxtverket"',
        ('rad 32: ”financiers” i avsnittet [project] har värdet "Tillväxtverket" men ska vara en lista av texter inom '
        "hakparenteser."),
    ),
    "an organisation number with a hyphen": (
        '"2321000222"', '"232100-0222"',
        'har värdet "232100-0222" men ska vara tio siffror utan bindestreck, inom citattecken.',
    ),
    "an address without its beginning": (
        '"https://region.example/"', '"region.example"', "men ska vara en webbadress som börjar med https://.",
    ),
    "a folder without its slash": (
        '"CC0-1.0"', '"CC0-1.0"\nfiles = "https://region.example"', "ska vara en webbadress som slutar med snedstreck.",
    ),
    "an unknown licence": ('"CC0-1.0"', '"CC0"', 'har värdet "CC0" men ska vara ”CC0-1.0” eller ”CC-BY-4.0”.'),
    "no address": ("oppna.data@region", "region", "men ska vara en e-postadress."),
    "too few recipients": (
        '"CC0-1.0"', '"CC0-1.0"\nfewest_recipients = 0', "har värdet 0 men ska vara ett heltal, minst 1.",
    ),
}  # fmt: skip


def told(path: str) -> list[str]:
    with pytest.raises(ProgrammeError) as refused:
        load_programme(path)
    return str(refused.value).splitlines()


@pytest.mark.parametrize("fault", FAULTS)
def test_one_sentence_tells_of_a_fault(tmp_path: Path, fault: str) -> None:
    right, wrong, sentence = FAULTS[fault]
    assert right in WHOLE
    path = write(tmp_path, WHOLE.replace(right, wrong, 1))
    (only,) = told(path)
    assert only.startswith(f"Programfilen {path}")
    assert only.endswith(sentence)


def test_every_fault_is_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = WHOLE.replace('"24"', "24").replace('"CC0-1.0"', '"CC0"').replace("first_year = 2024", 'first_year = "2024"')
    lines = [line.split(", ")[1].split(":")[0] for line in told(write(tmp_path, text))]
    assert lines == ["rad 2", "rad 5", "rad 30", "rad 39"]


def test_a_file_in_another_encoding_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "mitt_lan.toml"
    path.write_bytes(TOML.encode("cp1252"))
    assert told(str(path)) == [f"Programfilen {path} är inte sparad som UTF-8. Spara om den med den kodningen."]


def test_a_wrong_file_stops_every_command_and_touches_nothing(tmp_path: Path) -> None:
    path = write(tmp_path, TOML.replace('"24"', '"99"'))
    before = contents(tmp_path)
    for command in (["refresh"], ["approve", "2025"], ["diff"], ["export", "--open", "ut"]):
        done = rsp(tmp_path, *command, RSP_PROGRAMME=path)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith(f"Programfilen {path}, rad 2: ”county_code”")
    assert contents(tmp_path) == before

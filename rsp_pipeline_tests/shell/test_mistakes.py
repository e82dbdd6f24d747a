"""Command lines that people get wrong: each is refused with a Swedish sentence that helps, and no traceback."""

import ast
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from rsp_pipeline.shell.cli import main
from rsp_pipeline.shell.words import OF_PROGRAMMERS, WORDS

GONE = "Databasfilen {data}/warehouse/rsp.duckdb finns inte. Kör rsp refresh först."
DECISION = ["--diary-no", "RUN/1/2026", "--paragraph", "1", "--decided-on"]
LATIN, BROKEN, HALF = "latin.toml", "bruten.toml", "halv.toml"

MISTAKES: list[tuple[str, dict[str, str], str]] = [
    ("refesh", {}, "Kommandot ”refesh” finns inte. Menade du 'refresh'?"),
    ("--vesion", {}, "Tillvalet ”--vesion” finns inte. Menade du '--version'?"),
    ("refresh --forse", {}, "Hjälp: rsp refresh --help"),
    ("refresh extra", {}, "Det här är ett argument för mycket: extra"),
    ("refresh --override", {}, "Tillvalet ”--override” måste ha ett värde efter sig."),
    ("refresh --override finns_inte --reason x", {}, "Villkoret ”finns_inte” går inte att åsidosätta. Välj bland: "),
    ("refresh --override raderna_finns_kvar", {}, "Ett villkor åsidosätts bara med ett skäl."),
    ("refresh", {"RSP_DATA_DIR": "ingenstans"}, "/ingenstans/raw finns inte. Lägg de exporterade registren där."),
    ("refresh", {"RSP_DATA_DIR": "fil.txt"}, "/fil.txt/raw finns inte."),
    ("refresh", {"RSP_TODAY": "igår"}, "RSP_TODAY har värdet ”igår” men ska vara en dag som 2026-03-01."),
    ("refresh", {"RSP_SNAPSHOTS": "många"}, "RSP_SNAPSHOTS har värdet ”många” men ska vara ett heltal som 0."),
    ("status", {"RSP_MAX_FILE_MB": "-1"}, "RSP_MAX_FILE_MB har värdet ”-1”"),
    ("status", {"RSP_PROGRAMME": BROKEN}, "Programfilen bruten.toml, rad 1: raden går inte att läsa."),
    ("status", {"RSP_PROGRAMME": HALF}, "inställningen ”region” saknas."),
    ("status", {"RSP_PROGRAMME": LATIN}, "Programfilen latin.toml är inte sparad som UTF-8."),
    ("status", {"RSP_PROGRAMME": "."}, "Programmet ”.” finns inte."),
    ("status", {"RSP_PROGRAMME": "atlantis"}, "Programmet ”atlantis” finns inte. Medföljande program: "),
    ("status", {}, "{data}/warehouse/rsp.duckdb finns inte."),
    ("check", {}, "Här saknas 'FIL'."),
    ("check saknas.csv", {}, "saknas.csv: AVVISAD. Inget i filen räknas med.\n\nSkäl:\n- Filen finns inte.\n"),
    ("check .", {}, "Det är en mapp. Ange en fil."),
    ("check fil.txt/x.csv", {}, "Filen kan inte öppnas (en del av sökvägen är ingen mapp)."),
    (f"check {'a' * 300}.csv", {}, "Filen kan inte öppnas (namnet är för långt)."),
    ("check brev.pdf", {}, "Filer av slaget ”.pdf” läses inte."),
    ("check utan", {}, "Filens namn har ingen ändelse, som .csv eller .xlsx."),
    ("check skadad.xlsx", {}, "Arbetsboken är skadad"),
    ("check tabell.csv --register x", {}, "Registret ”x” finns inte. Välj bland grants, "),
    ("check tabell.csv b.csv", {}, "Det här är ett argument för mycket: b.csv"),
    ("correct", {}, "{data}/warehouse/quarantine.xlsx: Filen finns inte."),
    ("correct .", {}, "Det är en mapp. Ange en fil."),
    ("correct skadad.xlsx", {}, "Arbetsboken är skadad"),
    ("correct tabell.csv", {}, "Inget är ifyllt i kolumnen ”Skriv rätt värde här” i tabell.csv."),
    ("trace", {}, "Här saknas 'NYCKELTAL|REGEL'."),
    ("trace S02 --year förra", {}, "'--year': ”förra” är inget heltal."),
    ("trace S02 --year 2025", {}, GONE),
    ("trace S02 --komun Åre", {}, "Tillvalet ”--komun” finns inte."),
    ("approve", {}, "Skriv till exempel: rsp approve 2025 "),
    ("approve abc", {}, "'ÅR': ”abc” är inget heltal."),
    (" ".join(["approve", "2025", *DECISION, "igår"]), {}, "”igår” är ingen dag. Skriv den som 2026-03-24."),
    ("draft-plan", {}, "Här saknas 'ÅR'."),
    ("draft-plan 2027", {}, GONE),
    ("diff x y", {}, "Filen x finns inte."),
    ("diff fil.txt", {}, "Filen fil.txt går inte att jämföra"),
    ("diff 2025/v1 2025/v2", {}, "Versionen 2025/v1 finns inte."),
    ("export", {}, "Här saknas '--open'."),
    ("export --open ut", {}, GONE),
    ("init", {}, "Här saknas '--county'."),
    ("init --county 99", {}, "Inget län har koden ”99”. Länen är 01 Stockholms län, "),
    ("init --county 22 --folder fil.txt", {}, "fil.txt: den finns redan."),
    ("import", {}, "Ange en fil, eller vad som ska hämtas"),
    ("import saknas.csv", {}, "saknas.csv: Filen kan inte öppnas (den finns inte)."),
    ("import .", {}, ".: Filen kan inte öppnas (det är en mapp)."),
    ("import --fetch väder", {}, "'--fetch': ”väder” är inget av 'population', 'rates'."),
    ("sample --years snart", {}, "”snart” är inga år. Skriv till exempel 2025 eller 2023-2026."),
    ("sample --rows många", {}, "'--rows': ”många” är inget heltal."),
    ("sample --into fil.txt --years 2025", {}, "en del av sökvägen är ingen mapp."),
    ("nation status", {}, "Säg i RSP_NATION i vilken mapp regionernas programfiler ligger."),
    ("nation status", {"RSP_NATION": "fil.txt"}, "RSP_NATION har värdet ”fil.txt” men ska vara en mapp"),
    ("nation status", {"RSP_NATION": "data"}, "{data} finns ingen programfil."),
    ("nation refresh atlantis", {"RSP_NATION": "."}, "Regionen ”atlantis” har ingen programfil. Regionerna är bruten"),
    ("refresh", {"RSP_NATION": "."}, "RSP_NATION är satt, så säg vilken region det gäller: RSP_PROGRAMME="),
    ("ui --port abc", {}, "'--port': ”abc” är inget heltal."),
]
ENGLISH = {"Usage", "Options", "Error", "Try ", "Missing", "No such", "Invalid", "not found", "Errno", "Traceback"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("mistakes")
    (made / "data" / "raw").mkdir(parents=True)
    for name in ("fil.txt", "utan", "brev.pdf"):
        (made / name).write_text("x", encoding="utf-8")
    (made / BROKEN).write_text("[programme\nname=", encoding="utf-8")
    (made / HALF).write_text('id = "x"\n', encoding="utf-8")
    (made / LATIN).write_bytes("region = 'Ö'".encode("cp1252"))
    (made / "skadad.xlsx").write_bytes(b"PK\x03\x04")
    (made / "tabell.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    return made


@pytest.mark.parametrize(("line", "settings", "told"), MISTAKES, ids=lambda value: str(value)[:40])
def test_a_mistake_is_refused_in_plain_swedish(
    line: str, settings: dict[str, str], told: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    here = {"RSP_DATA_DIR": str(folder / "data"), "RSP_TODAY": "2026-11-01", "RSP_PROGRAMME": "", "RSP_NATION": ""}
    done = CliRunner(env=here | settings).invoke(main, line.split(), prog_name="rsp")
    assert isinstance(done.exception, SystemExit), done.exception
    assert done.exit_code == 2
    assert told.replace("{data}", str(folder / "data")) in done.output
    assert not [word for word in ENGLISH if word in done.output]


def test_without_a_command_the_commands_are_told() -> None:
    told = CliRunner().invoke(main, [], prog_name="rsp").output
    assert told.startswith("Användning: rsp [TILLVAL] KOMMANDO …\n")
    assert set(main.commands) <= set(told.split())


@pytest.mark.parametrize("name", main.commands)
def test_the_help_of_a_command_has_no_english(name: str) -> None:
    told = CliRunner().invoke(main, [name, "--help"], prog_name="rsp").output
    assert told.startswith(f"Användning: rsp {name} ")
    words = set(told.replace("[", " ").replace("]", " ").split())
    assert not words & {"Usage:", "Options:", "OPTIONS", "FILE", "PATH", "INTEGER", "default:", "required", "Show"}


def test_whatever_click_says_is_said_in_swedish() -> None:
    said = {
        argument.value
        for file in Path(click.__file__).parent.glob("*.py")
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in {"_", "ngettext"}
        for argument in call.args
        if isinstance(argument, ast.Constant)
    }
    assert said - OF_PROGRAMMERS - WORDS.keys() == set()
    assert {text for text, swedish in WORDS.items() if _fields(swedish) - _fields(text)} == set()


def _fields(text: str) -> set[str]:
    return {part.split("}")[0].split("!")[0] for part in text.split("{")[1:]}

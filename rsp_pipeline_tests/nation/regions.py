"""Three small regions in one deployment, with the same case numbers and recipients, and what was delivered to each."""

import random
import shutil
from datetime import date, timedelta
from pathlib import Path

from click.testing import CliRunner, Result

from rsp_pipeline.nation.build import build
from rsp_pipeline.nation.regions import Nation
from rsp_pipeline.new_region.programme_file import programme_file
from rsp_pipeline.night.night import run
from rsp_pipeline.night.step import Night
from rsp_pipeline.programme.counties import counties
from rsp_pipeline.settings import Settings
from rsp_pipeline.shell.cli import main
from rsp_pipeline_tests.builders import activity, grant, payment, visit, write_csv, write_population
from rsp_pipeline_tests.nations import environment_of
from rsp_pipeline_tests.workshop import FIGURES_ALONE

YEAR = 2025
NAMES = ("blekinge", "gotland", "jamtland_harjedalen")  # five municipalities, one, eight
WITHOUT_PAYMENTS = "gotland"
MUNICIPALITY = "2120009994"
COMPANIES = ("5560360793", "5561552323", "5565200028", "5560125790", "5560747551")
FORMS = ("Servicebidrag", "Investeringsbidrag", "Särskilt driftstöd")


def serving(folder: Path) -> Nation:
    """The regions whose programme files lie in a folder, on the tests' day."""
    return Nation.from_environment(environment_of(folder))


def write_programme(folder: Path, code: str, name: str = "") -> None:
    """The programme file of a county."""
    county = counties()[code]
    text = programme_file(county).replace("FYLL I", "RUN/536/2021").replace("first_year = 2022", "first_year = 2024")
    file = folder / "programmes" / f"{name or county.file}.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def publish(folder: Path) -> None:
    """Let the three regions and then the nation publish, in a folder."""
    for code in ("10", "09", "23"):
        write_programme(folder, code)
    nation = serving(folder)
    for name in nation.names:
        settings = nation.settings_of(name)
        _deliver(settings, name)
        run(Night.of(settings), FIGURES_ALONE)
    build(nation, nation.today)


def copied(nation: Nation, folder: Path) -> Nation:
    """The same regions with files of their own to spoil: what was published alone."""
    made = nation.data_dir.parent
    shutil.copytree(nation.programmes, folder / "programmes")
    for file in (*made.glob("data/*/rsp.duckdb"), *made.glob("data/*/warehouse/rsp.duckdb")):
        place = folder / file.relative_to(made)
        place.parent.mkdir(parents=True)
        shutil.copyfile(file, place)
    return serving(folder)


def typed(nation: Nation, *arguments: str) -> Result:
    """A command on a nation, in this process."""
    return CliRunner(env=dict(nation.environment)).invoke(main, ["nation", *arguments])


def _deliver(settings: Settings, name: str) -> None:
    """Deliver to a region: the same numbers of cases as to each, and other amounts, days and places."""
    municipalities = settings.programme.municipalities
    places = [each.name for each in municipalities]
    dice = random.Random(name)
    grants, payments = [], []
    for number in range(30):
        is_home_delivery, is_refused = number < 4, number % 7 == 6
        decided = date(YEAR - number % 2, 3, 1) + timedelta(days=dice.randrange(200))
        case = f"{decided.year}-{number}"
        org_no = MUNICIPALITY if is_home_delivery else COMPANIES[dice.randrange(len(COMPANIES))]
        grants.append(
            grant(
                **{"Org.nr": org_no},
                Ärendenr=case,
                Typ_av_stöd="Hemsändning" if is_home_delivery else FORMS[number % 3],
                Beslut="Avslag" if is_refused else "Bifall",
                Sökande="Kommunen" if is_home_delivery else "Påhittade Lanthandeln AB",
                Kommun=places[number % len(places)],
                Inkom=decided - timedelta(days=dice.randrange(10, 90)),
                Beslutsdatum=decided,
                Belopp=f"{dice.randrange(20_000, 300_000)},{dice.randrange(100):02}",
            )
        )
        if not is_refused:
            payments.append(
                payment(
                    **{"Utbetalnings-ID": f"U{number}"},
                    Ärendenr=case,
                    Utbetalningsdatum=decided + timedelta(days=20),
                    Slag="Utbetalning" if number % 5 else "Återföring",
                    Belopp=f"{dice.randrange(1_000, 20_000)},50",
                )
            )
    visits = [
        visit(
            **{"Besöks-ID": f"B{number}"},
            Datum=f"{YEAR}-05-{dice.randrange(1, 29):02}",
            Form="Fysiskt" if dice.random() < 0.7 else "Digitalt",
            Kommun=places[number % len(places)],
            Deltagare="Region, Kommun" if dice.random() < 0.5 else "Region",
        )
        for number in range(dice.randrange(8, 16))
    ]
    area = settings.programme.area_names[0]
    done = {"Prioriterat område": area, "Aktivitetstyp": "Processtöd"}
    activities = [
        activity(**done, **{"Aktivitets-ID": f"A{number}"}, Kommun=places[dice.randrange(len(places))])
        for number in range(6)
    ]
    delivered = {"grants": grants, "payments": payments, "visits": visits, "activities": activities}
    if name == WITHOUT_PAYMENTS:
        del delivered["payments"]
    for register, rows in delivered.items():
        write_csv(settings.raw_dir, f"{register}/a.csv", rows)
    write_population(settings.raw_dir, {each.code: dice.randrange(2_000, 60_000) for each in municipalities}, YEAR)

"""Programmes of other regions, and small invented registers for any of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from rsp_pipeline.programme import Programme, load_programme
from rsp_pipeline.programme.file import toml
from rsp_pipeline_tests.builders import activity, effort, funding, grant, outlet, plan, visit, write_csv

CITIZENS, GRANTS, PUBLIC_BODIES = "insatser för medborgarna", "stöd och besök", "planer och offentliga aktörer"
Areas = Mapping[str, Iterable[str]]
THREE: Areas = {"Nära service": [CITIZENS], "Stöd till handeln": [GRANTS], "Samverkan i länet": [PUBLIC_BODIES]}


def programme(folder: Path, county: str, areas: Areas = THREE, **more: object) -> Programme:
    """The programme of an invented region in a county: its areas with what each holds, other settings and sections."""
    first = {
        "region": f"Region Påhittad {county}",
        "county_code": county,
        "title": "Regionalt serviceprogram 2024–2030",
        "diary_no": "RS 2023/77",
        "first_year": 2024,
        "last_year": 2030,
        "board": "Regionstyrelsen",
    }
    sections = {name: said for name, said in more.items() if isinstance(said, dict)}
    lines = [f"{name} = {toml(said)}" for name, said in (first | more).items() if name not in sections]
    for name, holds in areas.items():
        lines += ["", "[[priority_areas]]", f"name = {toml(name)}", f"holds = {toml([*holds])}"]
    for section, settings in sections.items():
        lines += ["", f"[{section}]", *(f"{name} = {toml(said)}" for name, said in settings.items())]
    path = folder / "mitt_lan.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return load_programme(str(path))


def deliver(raw: Path, of: Programme, year: int = 2025) -> None:
    """Registers of a year: a grant, a visit and a plan in every municipality, something done in every area."""
    day = f"{year}-03-14"
    places = [*enumerate((municipality.name for municipality in of.municipalities), 1)]
    areas = [*enumerate(of.area_names, 1)]
    delivered = {
        "grants": [grant(Ärendenr=n, Kommun=place, Beslutsdatum=day, Belopp=1000 * n) for n, place in places],
        "visits": [visit(**{"Besöks-ID": n}, Kommun=place, Datum=day) for n, place in places],
        "service_plans": [plan(**{"Plan-ID": n}, Kommun=place) for n, place in places],
        "outlets": [outlet(**{"Ställe-ID": n}, Kommun=place) for n, place in places],
        "activities": [
            activity(**{"Aktivitets-ID": n}, Datum=day, Prioriterat_område=area, Rubrik=f"Om {area}", Aktör=of.region)
            for n, area in areas
        ],
        "action_plan": [effort(**{"Insats-ID": f"I{n}"}, År=year, Prioriterat_område=area) for n, area in areas],
        "funding": [funding(År=year)],
    }
    for name, rows in delivered.items():
        write_csv(raw, f"{name}/{year}.csv", rows)

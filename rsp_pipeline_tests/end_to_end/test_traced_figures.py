"""Every traced number of the sample's memos: the figure it says it is, the cell of the report it stands for."""

import re
from collections.abc import Iterator
from decimal import Decimal

import pytest
from duckdb import DuckDBPyConnection as Session
from syrupy.assertion import SnapshotAssertion

from rsp_pipeline.followup import letter
from rsp_pipeline.followup.document import Bullets, Cell, Document, Paragraph, Source, Table, Traced
from rsp_pipeline.followup.full_report import compose, gather
from rsp_pipeline.followup.full_report.grant_tables import ENDED
from rsp_pipeline.followup.full_report.left_out import NOT_IN_REPORT
from rsp_pipeline.indicators import PUBLISHED
from rsp_pipeline.indicators.dimension import DIMENSIONS
from rsp_pipeline.swedish import MINUS, NO_BREAK_SPACE
from rsp_pipeline_tests.builders import PROGRAMME, SAMPLE, TODAY
from rsp_pipeline_tests.owed import owed_in_ci
from rsp_pipeline_tests.sessions import published_session

YEARS = (2023, 2024, 2025, 2026)
Memo = tuple[int, Document]
IN_FIGURES = re.compile(f"{MINUS}?[0-9][0-9{NO_BREAK_SPACE}]*(?:,[0-9]+)?")

# The report's column behind each column of a table whose figures are traced, and what tells its rows.
REPORTED = {
    "beslutade_stod": ("grant_form", {"Antal {year}": "n_cases", "Belopp {year}, kronor": "granted_sek"}),
    "stod_per_kommun": (
        "municipality_name",
        {
            "Antal": "n_cases",
            "Belopp {year}, kronor": "granted_sek",
            "Kronor per invånare": "granted_per_inhabitant_sek",
        },
    ),
    "investeringar": (
        "investment_kind",
        {"Stödgrundande kostnad, kronor": "eligible_cost_sek", "Beviljat, kronor": "granted_sek"},
    ),
    "stodstallen_besokta": ("municipality_name", {"Andel besökta": "visited_percent"}),
    "serviceplaner": ("municipality_name", {"Status": "plan_status"}),
}

LEFT_OUT = {("stodstallen_besokta", 2023)}  # the year before was not delivered


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    with published_session(SAMPLE, 2022, *YEARS) as made:
        yield made


@pytest.fixture(scope="module")
def memos(session: Session) -> dict[int, Document]:
    return {year: compose(gather(session, PROGRAMME, year, TODAY)) for year in YEARS}


@pytest.fixture(params=YEARS)
def memo(request: pytest.FixtureRequest, memos: dict[int, Document]) -> Memo:
    return request.param, memos[request.param]


def tables_of(document: Document, name: str) -> list[Table]:
    return [table for table in document.tables if table.id == name]


def traced_cells(table: Table) -> Iterator[Cell]:
    return (cell for row in table.rows for cell in row if cell.source)


def traced(document: Document) -> Iterator[Traced | Cell]:
    """Every number with a source, in reading order."""
    for _, section in document.walk():
        for block in section.blocks:
            match block:
                case Paragraph(spans):
                    yield from (span for span in spans if isinstance(span, Traced))
                case Bullets(items):
                    yield from (span for item in items for span in item if isinstance(span, Traced))
                case Table():
                    yield from traced_cells(block)


def test_a_number_of_the_letter_is_the_figure_of_its_source_and_stands_in_the_report_too(
    memo: Memo, session: Session
) -> None:
    year, report = memo
    numbers = list(traced(letter.compose(gather(session, PROGRAMME, year, TODAY))))
    assert len(numbers) >= 10
    for number in numbers:
        assert number.source
        assert number.source in report.sources
        assert number.value == stored(session, number.source), number


def stored(session: Session, source: Source) -> Decimal | None:
    """What stands in `indicator.value`, asked for in plain SQL."""
    members = {member.dimension.column: member.name for member in source.members}
    places = " AND ".join(f"{each.column} IS NOT DISTINCT FROM ?" for each in DIMENSIONS)
    ((value,),) = session.execute(
        f"SELECT value FROM indicator.value WHERE indicator_id = ? AND year = ? AND {places}",
        [source.indicator.id, source.year, *(members.get(each.column) for each in DIMENSIONS)],
    ).fetchall()
    return value  # type: ignore[no-any-return]


def test_a_traced_number_is_the_figure_of_its_source_in_the_memos_year(memo: Memo, session: Session) -> None:
    year, document = memo
    numbers = list(traced(document))
    assert len(numbers) > 40
    for number in numbers:
        assert number.source
        assert number.source.year == year
        if number.value is not None:
            assert number.value == stored(session, number.source), number


def test_every_published_indicator_is_told_in_the_report_or_says_why_not(memos: dict[int, Document]) -> None:
    told = {source.indicator.id for memo in memos.values() for source in memo.sources}
    assert told.isdisjoint(NOT_IN_REPORT)
    assert told | set(NOT_IN_REPORT) <= {indicator.id for indicator in PUBLISHED}
    owed_in_ci("A PLACE IN THE REPORT, OR A REASON", {each.id for each in PUBLISHED} - told - set(NOT_IN_REPORT))
    assert all(reason.endswith(".") for reason in NOT_IN_REPORT.values())


def test_a_traced_number_in_figures_is_written_as_the_number_it_is(memo: Memo) -> None:
    for number in traced(memo[1]):
        if isinstance(number.value, int | Decimal) and (written := IN_FIGURES.search(number.text)):
            read = Decimal(written.group().replace(NO_BREAK_SPACE, "").replace(",", ".").replace(MINUS, "-"))
            decimals = len(written.group().partition(",")[2])
            assert abs(read - number.value) <= Decimal("0.5").scaleb(-decimals), number


@pytest.mark.parametrize("name", REPORTED)
def test_a_tables_traced_cells_say_what_the_report_says(name: str, memo: Memo, session: Session) -> None:
    year, document = memo
    row_name, columns = REPORTED[name]
    tables = tables_of(document, name)
    assert len(tables) == ((name, year) not in LEFT_OUT)
    shown = {header.format(year=year): column for header, column in columns.items()}
    for columns_of, row in ((table.columns, row) for table in tables for row in table.rows):
        for column, cell in zip(columns_of, row, strict=True):
            if cell.text == ENDED:
                continue
            assert (cell.source is not None) == (column.header in shown), cell
            if cell.source:
                found = session.execute(
                    f"SELECT {shown[column.header]} FROM report.{name} WHERE year = ? AND {row_name} = ?",
                    [year, row[0].text],
                ).fetchall()
                assert cell.text.endswith(found[0][0]) if name == "serviceplaner" else found == [(cell.value,)], cell


def test_a_traced_plan_status_is_the_one_that_counts_one_plan(memo: Memo, session: Session) -> None:
    for table in tables_of(memo[1], "serviceplaner"):
        counted = [stored(session, cell.source) for cell in traced_cells(table) if cell.source]
        assert counted == [1] * len(table.rows)


def test_an_outcome_is_what_the_targets_view_says(memo: Memo, session: Session) -> None:
    year, document = memo
    known = "outcome_value FROM report.malvarden WHERE set_in = 'Målvärden' AND outcome_value IS NOT NULL"
    for table in tables_of(document, "malvarden"):
        outcomes = [cell.value for cell in traced_cells(table) if isinstance(cell.value, int | Decimal)]
        in_view = session.execute(f"SELECT {known} AND year = ? ORDER BY ALL", [year]).fetchall()
        assert [(value,) for value in sorted(outcomes)] == in_view


def test_what_is_traced_in_each_section_is_as_agreed(memo: Memo, snapshot: SnapshotAssertion) -> None:
    told = [
        f"{number.text.replace(NO_BREAK_SPACE, ' ')}  <-  {number.source.indicator.id}"
        + "".join(f" {member.dimension.name}={member.name}" for member in number.source.members)
        for number in traced(memo[1])
        if number.source
    ]
    assert told == snapshot

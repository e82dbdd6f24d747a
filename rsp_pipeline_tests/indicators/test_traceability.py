"""Every figure against its rows, in a database that has both."""

from collections.abc import Iterator

import pytest

from rsp_pipeline.indicators import PUBLISHED
from rsp_pipeline.indicators.traceability import differing
from rsp_pipeline_tests.builders import grant, visit, write_csv
from rsp_pipeline_tests.sessions import Session, published_session, undone


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A database with the figures of 2025 and their evidence."""
    raw = tmp_path_factory.mktemp("raw")
    write_csv(raw, "grants/a.csv", [grant(), grant(Ärendenr="2", Kommun="Åre")])
    write_csv(raw, "visits/a.csv", [visit(), visit(**{"Besöks-ID": "2", "Deltagare": "Region"})])
    with published_session(raw, 2025) as session:
        yield session


def test_figures_as_evaluated_are_what_their_rows_give(both: Session) -> None:
    assert differing(both, PUBLISHED) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            "UPDATE indicator.value SET numerator = 7, value = 7 WHERE indicator_id = 'S02' AND breakdown = 'total'",
            ["S02 2025 hela länet: 7.0000, raderna ger 200000.0000"],
        ),
        (
            "UPDATE indicator.value SET value = 51 WHERE indicator_id = 'S19A'",
            ["S19A 2025 hela länet: 51.0000, raderna ger 1.0000"],
        ),
        (
            "UPDATE indicator.value SET n_records = 3 WHERE indicator_id = 'S18' AND municipality_code = '2321'",
            ["S18 2025 2321: 2.0000, raderna ger 2.0000"],
        ),
        (
            "DELETE FROM indicator.value WHERE indicator_id = 'S10' AND municipality_code = '2321'",
            ["S10 2025 2321 Särskilt driftstöd: None, raderna ger 1.0000", "S10 2025 2321: None, raderna ger 1.0000"],
        ),
    ],
)
def test_a_figure_that_is_something_else_is_told(both: Session, change: str, told: list[str]) -> None:
    with undone(both):
        both.execute(change)
        assert differing(both, PUBLISHED) == told

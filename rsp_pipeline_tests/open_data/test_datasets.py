"""Which tables are public: none with a row about a recipient, and no report that reads one."""

from rsp_pipeline.open_data.datasets import DATASETS, EXPORTED, REPORTS, title
from rsp_pipeline.open_data.public import READABLE, TELLING
from rsp_pipeline.publishing.publish import META, TABLES, VIEWS
from rsp_pipeline.registers import REGISTERS
from rsp_pipeline.report import REPORTS as EVERY_REPORT
from rsp_pipeline.store.sql import read_by

EVERY_TABLE = [*TABLES, *META, *(view for view, _ in VIEWS)]


def test_no_public_table_has_a_column_that_tells_of_a_case_a_recipient_or_an_outlet() -> None:
    assert [table.full_name for table in EXPORTED if TELLING.intersection(table.columns)] == []


def test_public_columns_are_published_ones() -> None:
    published = {table.full_name: set(table.columns) for table in EVERY_TABLE}
    assert [table.full_name for table in EXPORTED if not published[table.full_name].issuperset(table.columns)] == []


def test_a_public_report_reads_only_figures_and_tables_that_may_be_read() -> None:
    may_be_read = {*(table.full_name for table in READABLE), "indicator.value", *(v.table.full_name for v in REPORTS)}
    for view in REPORTS:
        assert {table.full_name for table in read_by([view.select], EVERY_TABLE)} <= may_be_read, view.table.full_name


def test_reports_that_count_by_themselves_or_name_outlets_are_not_public() -> None:
    assert {view.table.name for view in EVERY_REPORT} - {view.table.name for view in REPORTS} == {
        "handlaggning",
        "investeringar",
        "servicestallen",
        "stodstallen_besokta",
        "utbetalningar_per_beslutsar",
    }


def test_every_dataset_and_table_has_a_name_of_its_own() -> None:
    for names in ([dataset.id for dataset in DATASETS], [table.full_name for table in EXPORTED]):
        assert len(names) == len(set(names))
    assert all(title(table) and len(title(table)) < 70 for table in EXPORTED)


def test_where_a_row_was_read_is_not_told() -> None:
    kept_back = {"record_id", "source_file", "source_row"}
    of_registers = [table for table in EXPORTED if table.name in {register.name for register in REGISTERS}]
    assert of_registers
    assert [table.name for table in of_registers if kept_back.intersection(table.columns)] == []

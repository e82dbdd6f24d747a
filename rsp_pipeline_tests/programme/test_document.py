"""docs/programfilen.md is what a file may say, and its example is a file."""

from pathlib import Path

from syrupy.assertion import SnapshotAssertion

from rsp_pipeline.programme import load_programme
from rsp_pipeline.programme.declared import SECTIONS
from rsp_pipeline.programme.document import document, example
from rsp_pipeline_tests.office.templates import write_template
from rsp_pipeline_tests.programme.files import write
from rsp_pipeline_tests.snapshots import Text


def test_the_page_says_what_a_file_may_say(snapshot: SnapshotAssertion) -> None:
    assert document(SECTIONS) == snapshot(extension_class=Text, name="../../docs/programfilen.md")


def test_its_example_says_all_that_a_file_may_and_is_one(tmp_path: Path) -> None:
    template = write_template(tmp_path / "mall.dotx")
    programme = load_programme(write(tmp_path, example(SECTIONS)))
    assert programme.template == template
    assert len(programme.priority_areas) == 3
    assert programme.project
    assert programme.open_data
    assert programme.decisions

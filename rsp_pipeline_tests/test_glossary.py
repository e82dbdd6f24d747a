"""docs/glossary.md is what the code declares, and short enough to read."""

from syrupy.assertion import SnapshotAssertion

from rsp_pipeline_tests.glossary import page
from rsp_pipeline_tests.snapshots import Text


def test_the_page_is_what_the_code_declares(snapshot: SnapshotAssertion) -> None:
    assert page() == snapshot(extension_class=Text, name="../docs/glossary.md")

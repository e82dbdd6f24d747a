from syrupy.assertion import SnapshotAssertion

from rsp_pipeline.rules import RULES
from rsp_pipeline.rules.document import document
from rsp_pipeline_tests.snapshots import Text


def test_the_page_about_rules_says_what_the_rules_say(snapshot: SnapshotAssertion) -> None:
    assert document(RULES) == snapshot(extension_class=Text, name="../../docs/rules.md")

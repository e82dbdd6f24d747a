"""`docs/rules.md` says what the rules say.

After a changed rule, write it anew with `RSP_WRITE_SNAPSHOTS=1 make test`.
"""

import os
from pathlib import Path

from rsp_pipeline.rules import RULES
from rsp_pipeline.rules.document import document

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"


def test_the_page_about_rules_is_fresh() -> None:
    text = document(RULES)
    if os.environ.get("RSP_WRITE_SNAPSHOTS"):
        PAGE.write_text(text, encoding="utf-8")
    assert text == PAGE.read_text(encoding="utf-8"), "Förnya med RSP_WRITE_SNAPSHOTS=1 make test"

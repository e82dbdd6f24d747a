import pytest

from rsp_pipeline.office.workbook import harmless


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\tx", "\rx", " =1", "\n@a"])
def test_what_could_become_a_formula_gets_an_apostrophe(text: str) -> None:
    assert harmless(text).startswith("'")


@pytest.mark.parametrize("text", ["1 476 300", "åäö 🙂", "a=b", "2025-12-31", "två\nrader", "'redan"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


def test_line_ends_are_those_of_workbooks() -> None:
    assert harmless("a\r\nb\rc") == "a\nb\nc"

"""The form of diary numbers: what is of it, and what is remarked."""

import pytest

from rsp_pipeline.programme.diary_numbers import DiaryNumbers

FORMS = {
    "RUN/{nr}/{år}": "RUN/536/2021",
    "{åå}RS{nr}": "22RS1234",
    "RUN {år}-{nr}": "RUN 2023-00123",
    "RUN-{år}-{nr}": "RUN-2026-0123",
    "RS {år}/{nr}": "RS 2023/77",
}


@pytest.mark.parametrize(("form", "example"), FORMS.items())
def test_a_number_is_known_by_its_regions_form_and_remarked_by_others(form: str, example: str) -> None:
    assert DiaryNumbers(form, example).remark(example) == ""
    for other in {*FORMS.values()} - {example}:
        said = f"Diarienumret ”{other}” har en annan form än regionens andra, som {example}."
        assert DiaryNumbers(form, example).remark(other) == said


def test_without_a_form_nothing_is_remarked() -> None:
    assert DiaryNumbers().remark("vad som helst") == ""

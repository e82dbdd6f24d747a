"""What the form that asks for a night tells of it; end_to_end/test_stewards_walk.py fills it in."""

import dagster as dg
import pytest
from dagster._core.test_utils import create_run_for_test

from rsp_pipeline.orchestration.refresh_page import BROKEN_OFF, DONE, GOES_ON, UNKNOWN, WAITS, Told, form, told
from rsp_pipeline.publishing.conditions import GATES


@dg.op
def night() -> None:
    pass


@dg.op
def held_back() -> None:
    raise dg.Failure("Den nya filen hålls tillbaka.\nStödbeslut 2026: alla 20 rader saknas.")


def run_of(op: dg.OpDefinition, history: dg.DagsterInstance) -> str:
    job = dg.GraphDefinition("nightly", node_defs=[op]).to_job()
    return job.execute_in_process(instance=history, raise_on_error=False).run_id


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (dg.DagsterRunStatus.NOT_STARTED, Told((WAITS,), is_going_on=True)),
        (dg.DagsterRunStatus.STARTED, Told((GOES_ON,), is_going_on=True)),
        (dg.DagsterRunStatus.CANCELED, Told((BROKEN_OFF,), is_refused=True)),
    ],
)
def test_a_night_is_told_of_while_it_waits_and_goes_on_and_when_it_was_broken_off(
    history: dg.DagsterInstance, status: dg.DagsterRunStatus, expected: Told
) -> None:
    run = create_run_for_test(history, "nightly", status=status)
    assert told(history, run.run_id) == expected


def test_a_night_that_ended_is_told_as_done_or_with_each_line_of_what_hindered_it(
    history: dg.DagsterInstance,
) -> None:
    assert told(history, run_of(night, history)) == Told((DONE,))
    sentences = ("Den nya filen hålls tillbaka.", "Stödbeslut 2026: alla 20 rader saknas.")
    assert told(history, run_of(held_back, history)) == Told(sentences, is_refused=True)
    assert told(history, "en annan") == Told((UNKNOWN,), is_refused=True)


def test_the_form_offers_just_the_conditions_that_may_be_broken_and_keeps_what_was_sent() -> None:
    page = form(Told(("<Nekat>",), is_refused=True), ["raderna_finns_kvar"], "Dubbletter & annat")
    assert [f'value="{gate.name}"' in page for gate in GATES] == [gate.may_be_overridden for gate in GATES]
    assert page.count(" checked") == 1
    assert 'value="Dubbletter &amp; annat"' in page
    assert "<p>&lt;Nekat&gt;</p>" in page

"""Every rule: what just breaks it, what just does not, and what could not be tried."""

import pytest

from rsp_pipeline.registers import REGISTERS
from rsp_pipeline.rules import GROUPS, RULES, Rule
from rsp_pipeline.rules.engine import selects, selects_of_places
from rsp_pipeline.rules.sentences import placeholders
from rsp_pipeline.rules.tables import FINDING, RULE
from rsp_pipeline.store.sql import read_by
from rsp_pipeline_tests.owed import owed_in_ci
from rsp_pipeline_tests.rules.grant_cases import GRANT_CASES
from rsp_pipeline_tests.rules.other_cases import OTHER_CASES
from rsp_pipeline_tests.rules.trying import SHIPPED, tried
from rsp_pipeline_tests.sessions import Session

CASES = GRANT_CASES | OTHER_CASES
NO_BREAK_SPACE = "\u00a0"
rules = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
rules_with_cases = pytest.mark.parametrize("rule", [r for r in RULES if r.id in CASES], ids=lambda rule: rule.id)


def test_every_rule_has_its_three_cases_and_an_id_of_its_own() -> None:
    assert sorted({*CASES, *(rule.id for rule in RULES)}) == sorted(rule.id for rule in RULES)
    owed_in_ci("CASES IN rsp_pipeline_tests/rules/", {rule.id for rule in RULES} - set(CASES))


@rules_with_cases
def test_a_row_that_just_breaks_the_rule_is_found_and_told_in_a_sentence(empty: Session, rule: Rule) -> None:
    case = CASES[rule.id]
    outcome = tried(empty, rule, case.breaks)
    (found,) = outcome.findings.to_pylist()
    assert found["message"].replace(NO_BREAK_SPACE, " ") == case.says
    assert found["rule_id"] == rule.id
    assert found["severity"] == rule.severity.value
    assert found["rests_on"].replace("(EU)", "EU") in found["message"]
    assert found["record_id"]
    assert found["register"]
    assert (found["actual_value"] is not None) == (rule.compares is not None)
    assert outcome.rules.to_pylist()[0]["n_broken"] == 1


@rules_with_cases
def test_rows_that_just_hold_are_tried_and_not_found(empty: Session, rule: Rule) -> None:
    (outcome,) = tried(empty, rule, CASES[rule.id].holds).rules.to_pylist()
    assert outcome["n_tried"] > 0
    assert outcome["n_broken"] == 0


@rules_with_cases
def test_a_missing_input_is_no_breach_but_says_that_the_rule_could_not_be_tried(empty: Session, rule: Rule) -> None:
    outcome = tried(empty, rule, CASES[rule.id].missing)
    assert outcome.findings.num_rows == 0
    assert outcome.rules.to_pylist()[0]["n_not_tried"] > 0


@rules
def test_on_empty_tables_a_rule_runs_and_finds_nothing(empty: Session, rule: Rule) -> None:
    outcome = tried(empty, rule, {})
    assert outcome.findings == FINDING.arrow_schema.empty_table()
    assert outcome.rules.schema == RULE.arrow_schema


@rules
def test_a_rule_says_what_people_need_to_know(rule: Rule) -> None:
    assert rule.title
    assert rule.description.endswith(".")
    assert rule.rests_on
    assert not rule.sentence.endswith(".")
    assert rule.group.promise.endswith(".")


@rules
def test_a_rule_compares_with_parameters_that_the_sample_ships(rule: Rule) -> None:
    shipped = {line.split(";")[0] for line in SHIPPED.read_text(encoding="utf-8-sig").splitlines()}
    assert set(rule.parameters) <= shipped


def test_no_sentence_names_a_restricted_column() -> None:
    restricted = {column.name for register in REGISTERS for column in register.columns if column.restricted} | {"text"}
    assert [rule.id for rule in RULES if restricted & {*placeholders(rule.sentence), *(rule.compares or ())}] == []


def test_groups_have_checks_of_their_own_named_in_plain_letters() -> None:
    checks = [group.check for group in GROUPS]
    assert len(set(checks)) == len(checks) == len({group.title for group in GROUPS})
    assert all(check.isascii() and check.replace("_", "").islower() for check in checks)


def test_rules_read_no_table_but_those_made_before_them() -> None:
    assert read_by([*selects(RULES), *selects_of_places()], [FINDING, RULE]) == []

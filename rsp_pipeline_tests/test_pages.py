"""What the pages mention is there, is called so, and is all there is of its kind."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path
from urllib.parse import unquote

import click
import pytest

from rsp_pipeline.followup import CHARTS
from rsp_pipeline.followup.headings import headings
from rsp_pipeline.nation.build import TABLES as OF_NATION
from rsp_pipeline.night.night import STEPS
from rsp_pipeline.publishing.conditions import GATES
from rsp_pipeline.publishing.publish import META, SCHEMAS, TABLES, VIEWS
from rsp_pipeline.registers import REGISTERS
from rsp_pipeline.settings import Settings
from rsp_pipeline.shell.cli import main
from rsp_pipeline_tests.builders import PROGRAMME, PROJECT
from rsp_pipeline_tests.pages import (
    DECISIONS,
    EVERY_PAGE,
    HANDBOOKS,
    OFFICER,
    OPERATIONS,
    PAGES,
    README,
    STEWARD,
    anchors,
    code,
    links,
    table,
    targets,
)

COMMAND = re.compile(r"(?:^|[\s/])rsp ([a-z][a-z-]*)\b(.*)$", re.MULTILINE)
OPTION = re.compile(r"(?<!\S)--[a-z-]+")
EVERY_OPTION = {"--version", "--help"}
VARIABLE = re.compile(r"\bRSP_[A-Z_]+\b")
MADE = re.compile(rf"(?<![\w./])(?:{'|'.join((*SCHEMAS, 'warehouse', 'followup'))})/[a-z_]+(?![\w./])")
PUBLISHED = re.compile(rf"\b({'|'.join(SCHEMAS)})\.([a-z0-9_]+)(?![\w.])")
pages = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
every_page = pytest.mark.parametrize("page", EVERY_PAGE, ids=lambda page: str(page.relative_to(PROJECT)))


def options(command: click.Command) -> set[str]:
    beneath = command.commands.values() if isinstance(command, click.Group) else ()
    own = set(chain.from_iterable(parameter.opts for parameter in command.params))
    return EVERY_OPTION | own.union(*map(options, beneath))


@pages
def test_every_command_and_option_that_is_mentioned_is_there(page: Path) -> None:
    assert isinstance(main, click.Group)
    every = set(chain.from_iterable(map(options, main.commands.values())))
    for piece in code(page):
        for name, rest in COMMAND.findall(piece):
            assert name in main.commands, piece
            assert set(OPTION.findall(rest)) <= options(main.commands[name]), piece
        if piece.startswith("--"):
            assert set(OPTION.findall(piece)) <= every, piece


@every_page
def test_make_knows_every_target_that_is_mentioned(page: Path) -> None:
    named = {name for piece in code(page) for name in re.findall(r"\bmake ([a-z0-9]+)", piece)}
    assert named <= set(targets())


def test_make_says_what_each_target_does() -> None:
    assert {"help", "run", "test", "ui", "pdf", "check"} <= set(targets())
    assert [target for target, does in targets().items() if not does] == []


def test_every_setting_is_told_once_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    told = set(table(OPERATIONS, "Variabel")) - {"DAGSTER_HOME"}
    assert told == set(VARIABLE.findall((PROJECT / "rsp_pipeline" / "settings.py").read_text(encoding="utf-8")))
    assert told >= {name for page in PAGES for piece in code(page) for name in VARIABLE.findall(piece)}
    for name in told:
        monkeypatch.delenv(name, raising=False)
    limits = Settings.from_environment().limits
    usual = {name: row[-1] for name, row in table(OPERATIONS, "Variabel").items()}
    assert usual["RSP_MAX_FILE_MB"] == str(limits.file_bytes // 1_000_000)
    assert usual["RSP_MAX_UNPACKED_MB"] == str(limits.unpacked_bytes // 1_000_000)
    assert usual["RSP_MAX_COLUMNS"] == str(limits.columns)
    assert usual["RSP_MAX_CELL_CHARACTERS"] == str(limits.cell_characters)


@pages
def test_every_table_and_asset_that_is_mentioned_is_there(page: Path) -> None:
    published = {table.full_name for table in (*TABLES, *META, *(view for view, _ in VIEWS), *OF_NATION)}
    columns = {name for table in TABLES for name in table.columns}
    made = {name for step in STEPS for name in step.makes} | {"warehouse/approved", "warehouse/snapshots"}
    for piece in code(page):
        named = {f"{schema}.{name}" for schema, name in PUBLISHED.findall(piece) if name not in columns | {"py"}}
        assert named <= published, piece
        assert set(MADE.findall(piece)) <= made, piece


@every_page
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in links(page):
        path, _, heading = unquote(link).partition("#")
        if not path.startswith(("http://", "https://")):
            target = (page.parent / path).resolve() if path else page
            assert target.exists(), link
            assert not heading or heading in anchors(target), link


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.stem)
def test_a_decision_is_short_in_the_index_and_says_why_what_it_costs_and_until_when(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert re.findall(r"^\*\*(\w+)", text, re.MULTILINE) == ["Decision", "Why", "Measured", "Costs", "Reconsider"]
    assert len(text.splitlines()) <= 40
    assert page.name in links(page.with_name("README.md"))


def test_the_readme_is_short_and_leads_to_every_handbook() -> None:
    assert len(README.read_text(encoding="utf-8").splitlines()) < 120
    assert {f"docs/{page.name}" for page in HANDBOOKS} <= set(links(README))


def test_the_steward_reads_which_registers_there_are_and_the_columns_they_must_have() -> None:
    delivered = {
        register.name: [register.title, ", ".join(column.header for column in register.required)]
        for register in REGISTERS
        if not register.reference
    }
    assert table(STEWARD, "Mapp") == delivered
    assert set(table(STEWARD, "Fil")) == {f"{register.name}.csv" for register in REGISTERS if register.reference}


def test_the_steward_reads_which_conditions_may_be_overridden() -> None:
    told = set(code(STEWARD))
    assert {gate.name for gate in GATES if gate.name in told} == {gate.name for gate in GATES if gate.may_be_overridden}


def test_the_officer_reads_which_charts_and_headings_there_are() -> None:
    assert list(table(OFFICER, "Fil")) != []
    assert set(table(OFFICER, "Diagram")) == {chart.name for chart in CHARTS}
    told = " ".join(OFFICER.read_text(encoding="utf-8").split())
    assert [each for of_kind in headings(PROGRAMME).values() for each in of_kind if each not in told] == []


def test_operations_read_what_every_command_exits_with() -> None:
    assert isinstance(main, click.Group)
    told = {name.split()[0].strip("`") for name in table(OPERATIONS, "Kommando")}
    assert told == set(main.commands) - {"sample"}

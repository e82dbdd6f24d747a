"""The words that a newcomer meets, as the code declares them: docs/glossary.md is that, and short enough to read.

Told here are only what nothing else says: the Swedish of the program's own nouns, and what the forms of aid are.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import NamedTuple

from syrupy.assertion import SnapshotAssertion

import rsp_pipeline
from rsp_pipeline.approval.archive import Version
from rsp_pipeline.derived import Derived
from rsp_pipeline.followup.charts import Chart
from rsp_pipeline.indicators import Indicator
from rsp_pipeline.indicators.dimension import Dimension
from rsp_pipeline.indicators.indicator import Good, Unit
from rsp_pipeline.night.step import Night, Step
from rsp_pipeline.orchestration.common import HEADINGS
from rsp_pipeline.programme import Programme
from rsp_pipeline.publishing.gate import Gate, Override
from rsp_pipeline.registers import REGISTERS, Register
from rsp_pipeline.registers.grants import GRANT_FORM
from rsp_pipeline.registers.kinds import Amount, Choice
from rsp_pipeline.registers.register import Column
from rsp_pipeline.rules import Group, Rule
from rsp_pipeline.rules.rule import Severity
from rsp_pipeline.store.schema import Table, View
from rsp_pipeline_tests.builders import PROJECT
from rsp_pipeline_tests.snapshots import Text

NOUNS: dict[type, str] = {
    Programme: "Regionalt serviceprogram (RSP)", Register: "Register", Column: "Kolumn", Derived: "Härledd tabell",
    Indicator: "Nyckeltal", Dimension: "Uppdelning", Unit: "Enhet", Good: "Bra riktning", Rule: "Regel",
    Group: "Regelgrupp", Severity: "Grad", View: "Vy", Chart: "Diagram", Gate: "Villkor för publicering",
    Override: "Åsidosättande", Version: "Fastställd version", Step: "Steg", Night: "Natt",
}  # fmt: skip
FORMS = {  # förordning (2024:1243)
    "Hemsändning": "to a municipality for bringing goods to households without a shop nearby (§§ 10–13)",
    "Servicebidrag": "to a shop for a year, three years at most (§ 20)",
    "Investeringsbidrag": "a share of what an investment costs (§§ 16–17)",
    "Särskilt driftstöd": "to a shop of small turnover, far from the next one or on an island, for a year (§§ 21–22)",
    "Korrosionsskydd": "for protecting the tanks of fuel stations, until 2023",
}
COUNTED = (
    *("verdict", "rows_read", "rows_accepted", "rows_quarantined", "n_tried", "n_broken", "n_not_tried"),
    *("value", "numerator", "denominator", "n_records", "status"),
)
INTRODUCTION = """\
# Glossary

Written from what the code declares: change it there, and `make snapshots` writes this page anew. What is declared in
Swedish, as the published file has it, is told in Swedish.
"""
HEADER = "| Swedish | In the code | Meaning | Declared in |\n|---|---|---|---|\n"
LONGEST_TERM = 4  # words; a longer one is no term but says what stands in a table
AFTER_Z = str.maketrans("åäö", "{|}")


class Term(NamedTuple):
    """A word: what people say, what the code says, what it means, and the file that declares it."""

    swedish: str
    identifier: str
    meaning: str
    path: Path

    def __str__(self) -> str:
        path = self.path.relative_to(PROJECT).as_posix()
        shown = path.removeprefix("rsp_pipeline/")
        return f"| {self.swedish} | `{self.identifier}` | {self.meaning} | [{shown}](../{path}) |"


def page() -> str:
    """The page: its introduction, then a table for each kind of word, in the order of the alphabet."""
    named = list(_named())
    tables = [(v if isinstance(v, Table) else v.table, p) for v, p in named if isinstance(v, Derived | View | Table)]
    dimensions = [(value, path) for value, path in named if isinstance(value, Dimension)]
    registers = [(value, path) for value, path in named if isinstance(value, Register) and value in REGISTERS]
    forms_path = next(path for value, path in named if value is GRANT_FORM)
    sections = {
        "The program's nouns": [Term(told, noun.__name__, *_of_class(noun)) for noun, told in NOUNS.items()],
        "Forms of aid": [Term(form, "grant_form", FORMS[form], forms_path) for form in GRANT_FORM.values],
        "Registers": [Term(r.title, r.table.full_name, _parts(r.comment)[1], path) for r, path in registers],
        "Terms and amounts of the registers": [term for each in registers for term in _columns(*each)],
        "Tables": [
            Term(_parts(table.comment)[0], table.full_name, _parts(table.comment)[1], path)
            for table, path in tables
            if ": " in table.comment
            and len(_parts(table.comment)[0].split()) <= LONGEST_TERM
            and _parts(table.comment)[0] not in {register.title for register, _ in registers}
        ],
        "What is told of files, rules and figures": [
            Term(HEADINGS[field.name], f"{table.name}.{field.name}", field.comment, path)
            for table, path in tables
            for field in table.fields
            if table.name in {"source_file", "rule", "value"} and field.name in COUNTED
        ],
        "What figures are broken down by, and measured in": [
            *(Term(d.title, d.column, f"`{d.name}` in `indicator.value.breakdown`", path) for d, path in dimensions),
            *(Term(u.label, str(u), f"each row's value is {u.evidence_type}", _of_class(Unit)[1]) for u in Unit),
        ],
    }
    return "\n".join([INTRODUCTION, *(f"## {title}\n\n{_rows(terms)}" for title, terms in sections.items())])


def _named() -> Iterator[tuple[object, Path]]:
    """Whatever a module of the package gives a name to, and the module's file."""
    for found in walk_packages(rsp_pipeline.__path__, "rsp_pipeline."):
        if not found.name.endswith(("__main__", ".definitions", ".launching")):  # the last needs the group `nation`
            module = import_module(found.name)
            for statement in ast.parse(inspect.getsource(module)).body:
                if isinstance(statement, ast.Assign | ast.AnnAssign):
                    target = statement.target if isinstance(statement, ast.AnnAssign) else statement.targets[0]
                    yield getattr(module, ast.unparse(target), None), Path(inspect.getfile(module))


def _of_class(noun: type) -> tuple[str, Path]:
    first, *_ = (inspect.getdoc(noun) or "").split("\n\n")
    return " ".join(first.split()), Path(inspect.getfile(noun))


def _columns(register: Register, path: Path) -> Iterator[Term]:
    for column in () if register.reference else register.columns:
        if isinstance(column.kind, Choice | Amount):
            terms = tuple(column.kind.values) if isinstance(column.kind, Choice) else ()
            listed = "" if all(term in column.comment for term in terms) else f" ({', '.join(terms)})"
            yield Term(column.header, f"{register.name}.{column.name}", column.comment + listed, path)


def _parts(comment: str) -> tuple[str, str]:
    """A term and its meaning, as a comment tells both."""
    term, _, meaning = comment.partition(": ")
    return term, meaning or term


def _rows(terms: Iterable[Term]) -> str:
    ordered = sorted(terms, key=lambda term: (term.swedish.casefold().translate(AFTER_Z), term.identifier))
    return HEADER + "\n".join(map(str, ordered)) + "\n"


def test_the_page_is_what_the_code_declares(snapshot: SnapshotAssertion) -> None:
    assert page() == snapshot(extension_class=Text, name="../docs/glossary.md")

"""What the README and the handbooks tell their readers to type is typed, on a copy of the sample a night has gone over.

Only what concerns the machine (`make`, `git`, `ssh`, packages) is not done; that make knows the target is seen to. A
console shows what is answered, where a line of … stands for any lines.
"""

from __future__ import annotations

import contextlib
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from rsp_pipeline.followup.headings import headings
from rsp_pipeline.followup.own_texts import Place, parsed
from rsp_pipeline_tests.builders import PROGRAMME
from rsp_pipeline_tests.installations import Refreshed, environment, typed
from rsp_pipeline_tests.pages import PAGES, Block, blocks, targets
from rsp_pipeline_tests.workshop import reading

PLACE = "/srv/rsp_pipeline"  # where the handbooks have the project
OF_THE_MACHINE = {"brew", "cd", "git", "ssh", "sudo"}
ANY_LINES = "…"
RSP = ".venv/bin/rsp"


@dataclass(frozen=True)
class Installation:
    """A project folder in which readers type, and what its night told."""

    folder: Path
    told: str
    exported: dict[str, str] = field(default_factory=dict)

    def answer(self, command: str) -> str:
        """What a command answers; it must end well, or with remarks where it is `rsp`'s."""
        words = shlex.split(command, comments=True)
        program, *given = [word for place, word in enumerate(words) if place or "=" not in word]
        if program == "make":
            assert {word for word in given if "=" not in word} <= set(targets()), command
            return self.told if given == ["run"] else ""
        if program in OF_THE_MACHINE:
            return ""
        if program == "export":
            self.exported.update((name, value) for name, _, value in (word.partition("=") for word in given))
            return ""
        if program == words[0] == RSP and not {*"|<>$"} & {*command}:
            with contextlib.chdir(self.folder):
                done = typed(self.folder, *(word.replace(PLACE, str(self.folder)) for word in given), **self.exported)
            assert done.exit_code in {0, 1}, f"{command}\n{done.output}"
            return done.stdout.replace(str(self.folder), PLACE)
        shown = subprocess.run(
            ["bash", "-c", command.replace(PLACE, str(self.folder))],
            cwd=self.folder,
            env=environment(**self.exported),
            capture_output=True,
            text=True,
            check=False,
        )
        assert shown.returncode in ({0, 1} if program == RSP else {0}), f"{command}\n{shown.stdout}{shown.stderr}"
        return shown.stdout.replace(str(self.folder), PLACE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_a_page_tells_its_reader_to_type_does_what_it_says(
    page: Path, refreshed: Refreshed, tmp_path: Path
) -> None:
    here = Installation(tmp_path / "rsp", refreshed.told.replace(str(refreshed.folder), PLACE))
    refreshed.copy_in(here.folder)
    rsp = here.folder / RSP
    rsp.parent.mkdir(parents=True)
    rsp.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m rsp_pipeline "$@"\n', encoding="utf-8")
    rsp.chmod(0o755)
    for block in blocks(page):
        follow(block, here)


def follow(block: Block, here: Installation) -> None:
    """Do what a block says, as its language has it."""
    match block.language:
        case "sh":
            for line in block.text.splitlines():
                here.answer(line)
        case "console":
            for command, expected in _sessions(block.text):
                assert _agrees(here.answer(command), expected), f"{block.place}\n{here.answer(command)}"
        case "sql":
            with reading(here.folder / "data/warehouse/rsp.duckdb") as connection:
                for statement in connection.extract_statements(block.text):
                    assert connection.execute(statement).fetchall(), f"{block.place} finds no row"
        case "python":
            subprocess.run([sys.executable, "-c", block.text], cwd=here.folder, env=environment(), check=True)
        case "csv":
            lines = (here.folder / "data/raw/reference/corrections.csv").read_text(encoding="utf-8-sig").splitlines()
            assert block.text.splitlines()[0] == lines[0]
            assert set(block.text.splitlines()) <= set(lines)
        case "markdown":
            texts = parsed(block.text, "texts/2025.md", headings(PROGRAMME))
            assert {place for own in texts.of.values() for _, place in own.blocks} == {*Place}
            assert all(vars(texts.head).values())
            assert not texts.remarks
        case "ini" | "text":  # files of the operating system: their words are looked at with all others
            pass
        case "r":  # the analyst's own R has the packages, and no package of ours has R
            pass
        case _:
            pytest.fail(f"{block.place}: a block of {block.language or 'no language'} is not tried")


def _sessions(text: str) -> Iterator[tuple[str, str]]:
    """Each command of a console, and what it shows as the answer."""
    for session in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, answer = session.partition("\n")
        yield command, answer


def _agrees(answer: str, expected: str) -> bool:
    """Whether an answer is as the page shows it; a no-break space is a space."""
    pattern = "".join(r"(?:.*\n)*?" if line == ANY_LINES else re.escape(line) + "\n" for line in expected.splitlines())
    return re.fullmatch(pattern, answer.replace("\u00a0", " ").strip("\n") + "\n" if answer.strip() else "") is not None

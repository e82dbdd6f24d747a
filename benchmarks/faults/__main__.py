"""Make faults in every register of the sample, one at a time, and tell what became of them, as a table.

`python -m benchmarks.faults 500` makes five hundred in each register; with `--write` the table goes into
docs/reading.md. Each that changed a figure and was told nowhere is printed with the line in which it is.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from benchmarks.faults.deeds import FAULTS
from benchmarks.faults.judging import Outcome, sampled, tried
from rsp_pipeline.registers import REGISTERS, Register

PAGE = Path(__file__).parents[2] / "docs" / "reading.md"
HEADING = "## När något är fel i en fil"


@click.command()
@click.argument("number", type=click.IntRange(min=1))
@click.option("--register", "names", multiple=True, type=click.Choice([register.name for register in REGISTERS]))
@click.option("--seed", default=1, show_default=True, help="Other faults for another seed.")
@click.option("--write", is_flag=True, help="Write the table into docs/reading.md.")
def main(number: int, names: tuple[str, ...], seed: int, write: bool) -> None:
    """Make so many faults in each register; exit code 1 when one that could be seen was not."""
    registers = [register.name for register in sampled() if not names or register.name in names]
    with ProcessPoolExecutor() as pool:
        made = [each for some in pool.map(partial(_tried, number, seed), registers) for each in some]
    outcomes = Counter((fault, outcome) for _, fault, outcome, _ in made)
    doubtful = {fault.name for fault in FAULTS if not fault.no_one_can_see}
    unseen = [each for each in made if each[2] is Outcome.UNSEEN and each[1] in doubtful]
    for register, fault, _, line in unseen:
        click.echo(f"{register}: {fault}: {line}")
    told = table(outcomes)
    click.echo(told)
    if write:
        text = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(f"{text.split(HEADING)[0].rstrip()}\n\n{section(told, len(made))}", encoding="utf-8")
    sys.exit(bool(unseen))


def _tried(number: int, seed: int, name: str) -> list[tuple[str, str, Outcome, str]]:
    register: Register = next(register for register in REGISTERS if register.name == name)
    with TemporaryDirectory() as folder:
        return [
            (name, fault.name, outcome, line) for fault, outcome, line in tried(register, number, Path(folder), seed)
        ]


def table(outcomes: Mapping[tuple[str, Outcome], int]) -> str:
    """How many of each fault became what, as a table in Markdown."""
    lines = [f"| Fel | {' | '.join(outcome.value for outcome in Outcome)} |", "|---|" + "---:|" * len(Outcome)]
    for fault in FAULTS:
        counts = [str(outcomes.get((fault.name, outcome), 0)) for outcome in Outcome]
        mark = " *" if fault.no_one_can_see else ""
        lines.append(f"| {fault.name}{mark} | {' | '.join(counts)} |")
    totals = [sum(count for (_, found), count in outcomes.items() if found is outcome) for outcome in Outcome]
    return "\n".join([*lines, f"| **Alla** | {' | '.join(f'**{total}**' for total in totals)} |"])


def section(told: str, made: int) -> str:
    """The section of docs/reading.md that the table stands in."""
    return f"""{HEADING}

{made} fel, ett i taget, i provets register: var i registret avgörs av en slump. Ett fel ska synas redan när filen
läses, eller inte ändra något nyckeltal, eller synas som ett fynd. Varje ändrat nyckeltal syns dessutom i `rsp diff`.
Fel med en stjärna ger ett värde som lika gärna kunde vara rätt, och syns bara där. Tabellen skrivs av
`python -m benchmarks.faults {{antal}} --write`.

{told}
"""


if __name__ == "__main__":
    main()

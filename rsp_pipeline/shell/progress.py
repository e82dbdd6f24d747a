"""How far a night has come: a bar in a terminal; elsewhere, as in a log, a line for each stage."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from rsp_pipeline.store.clock import now

STAGES = {
    "core": "Registren läses.",
    "indicator": "Nyckeltalen räknas.",
    "quality": "Reglerna prövas.",
    "followup": "Uppföljningen skrivs.",
    "warehouse": "Databasen är publicerad.",
}
"""What is told when the first thing of a schema is made."""


@contextmanager
def progress(console: Console, count: int) -> Iterator[Callable[[str], None]]:
    """A function to tell the name of each thing that was made, of `count`, as soon as it is."""
    if not console.is_terminal:
        told: set[str] = set()

        def tell(name: str) -> None:
            stage = name.partition("/")[0]
            if stage in STAGES and stage not in told:
                told.add(stage)
                console.print(f"{now():%H.%M.%S} {STAGES[stage]}", markup=False)

        yield tell
        return
    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=count)
        made: set[str] = set()

        def show(name: str) -> None:
            made.add(name)
            bar.update(task, description=name, completed=len(made))

        yield show

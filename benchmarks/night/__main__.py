"""`make bench`, or `python -m benchmarks.night`: measure, tell, and hold against what was agreed."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from benchmarks.night import agreed
from benchmarks.night.cases import CASES
from benchmarks.night.installation import lay_out
from benchmarks.night.machine import machine, versions
from benchmarks.night.measuring import measured
from benchmarks.night.page import Occasion, page
from benchmarks.night.page import write as write_page
from benchmarks.night.results import Result
from rsp_pipeline.store.clock import now


@click.command()
@click.option("--runs", type=click.IntRange(min=1), default=3, show_default=True, help="Rounds; medians are told.")
@click.option("--only", multiple=True, type=click.Choice([case.name for case in CASES]), help="This case alone.")
@click.option("--write", is_flag=True, help="Agree on what is measured: write docs/performance.md and agreed.json.")
def main(runs: int, only: tuple[str, ...], write: bool) -> None:
    """Measure whole nights; exit code 1 when a stage costs more than half as much again as was agreed."""
    if write and only:
        raise click.UsageError("What is agreed is about every case: --write without --only.")
    cases = [case for case in CASES if not only or case.name in only]
    with TemporaryDirectory(prefix="rsp_bench_") as folder:
        installations = [lay_out(case, Path(folder)) for case in cases]
        rounds = [[measured(each, click.echo) for each in installations] for _ in range(runs)]
    results = {case: Result.of(own) for case, own in zip(cases, zip(*rounds, strict=True), strict=True)}
    told = page(results, Occasion(now().date(), runs, machine(), versions()))
    click.echo(f"\n{told}")
    if write:
        write_page(nights=told)
        agreed.save(results)
    worse = agreed.regressions(agreed.load(), results)
    for sentence in worse:
        click.echo(sentence)
    sys.exit(1 if worse else 0)


if __name__ == "__main__":
    main()

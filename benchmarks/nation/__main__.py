"""`python -m benchmarks.nation ROWS`: every region's night, with so many grant rows in each.

Needs what `make nation` does; for a million rows an hour, and 12 GB of disk. What workers cost is told on Linux alone.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from benchmarks.nation.cases import Way, cases
from benchmarks.nation.page import Cost, section
from benchmarks.nation.regions import lay_out
from benchmarks.night.machine import machine, versions
from benchmarks.night.measuring import launched
from benchmarks.night.page import Occasion
from benchmarks.night.page import write as write_page
from rsp_pipeline.store.clock import now


@click.command()
@click.argument("rows", type=click.IntRange(min=1))
@click.option("--write", is_flag=True, help="Write the section into docs/performance.md.")
def main(rows: int, write: bool) -> None:
    """Measure every region's night."""
    costs = {}
    with TemporaryDirectory(prefix="rsp_bench_") as name:
        for number, case in enumerate(cases(rows)):
            regions = lay_out(case, Path(name, f"case-{number}"))
            for way in case.ways:
                regions.start_over(but_regions=way is Way.TOGETHER)
                work = regions.folder / way.name
                work.mkdir()
                cost, said = launched(("benchmarks.nation.ways", way.name, work), regions.folder, regions.environment)
                costs[case, way] = Cost(cost["cpu"], float(said.splitlines()[-1]), cost["peak"])
                click.echo(f"{case.rows} rows, {case.regions} regions, {way}: {costs[case, way]}")
            shutil.rmtree(regions.folder)
    told = section(rows, costs, Occasion(now().date(), 1, machine(), versions()))
    click.echo(f"\n{told}")
    if write:
        write_page(regions=told)


if __name__ == "__main__":
    main()

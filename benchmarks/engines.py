"""The figures on a cluster of Spark, against DuckDB on one machine: `make spark`, then `python -m benchmarks.engines`.

Both engines read the same Parquet files: those of the sample, of registers made up in any size, or of a warehouse. What
reads large tables is sent to Spark, carried over by sqlglot: the evidence and its GROUPING SETS. What the counted rows
come to is worked out by the engine as ever. The cluster is a master and two workers on this machine, and needs Java.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, cast

import click
import duckdb
import pyarrow as pa
import sqlglot
from sqlglot import ErrorLevel, exp

from benchmarks.indicators import YEARS, enlarged
from rsp_pipeline.indicators import INDICATORS
from rsp_pipeline.indicators.engine import evaluate
from rsp_pipeline.indicators.indicator import Indicator
from rsp_pipeline_tests.builders import SAMPLE
from rsp_pipeline_tests.sessions import core_session

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

WORKERS, DEADLINE = 2, 600
COUNTS = "INSERT INTO counted BY NAME"
TICKS = os.sysconf("SC_CLK_TCK")


def for_spark(sql: str) -> str:
    """A SELECT in Spark's SQL; its widest whole number is a decimal.

    Raises:
        UnsupportedError: Spark has nothing that says the same.
    """
    tree = sqlglot.parse_one(sql, read="duckdb")
    for kind in list(tree.find_all(exp.DataType)):
        if kind.is_type(exp.DType.INT128):
            kind.replace(exp.DataType.build("DECIMAL(38, 0)"))
    return tree.sql("spark", unsupported_level=ErrorLevel.RAISE)


@dataclass(frozen=True)
class CountedBySpark:
    """What the engine takes for a session of DuckDB: what it counts, it counts on Spark."""

    session: duckdb.DuckDBPyConnection
    spark: SparkSession

    def execute(self, sql: str) -> None:
        """Run a statement, where it belongs."""
        if sql.startswith(COUNTS):
            self.session.register("sent_back", self.spark.sql(for_spark(sql.removeprefix(COUNTS))).toArrow())
            sql = f"{COUNTS} FROM sent_back"
        self.session.execute(sql)

    def sql(self, query: str) -> duckdb.DuckDBPyRelation:
        """The rows of a query over what was counted."""
        return self.session.sql(query)


@dataclass(frozen=True)
class Cost:
    """Seconds of processor and of the clock, and the most memory, in GB."""

    cpu: float
    wall: float
    memory: float

    def __str__(self) -> str:
        return f"{self.cpu:.1f} s of processor, {self.wall:.1f} s in all, {self.memory:.2f} GB"


@contextmanager
def measured() -> Iterator[list[Cost]]:
    """What the block costs, this process and those it started together; memory is the sum of each one's most."""
    costs: list[Cost] = []
    before, start = _cpu_and_memory()[0], time.perf_counter()
    yield costs
    cpu, memory = _cpu_and_memory()
    costs.append(Cost(cpu - before, time.perf_counter() - start, memory))


def _cpu_and_memory() -> tuple[float, float]:
    """Of this process and all that it started, those that have ended included."""
    parents, ticks, peaks = {}, {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            peak = [line.split()[1] for line in (folder / "status").read_text().splitlines() if "VmHWM" in line]
        except OSError:
            continue  # ended meanwhile
        process = int(folder.name)
        parents[process] = int(fields[1])
        ticks[process] = sum(map(int, fields[11:15]))
        peaks[process] = int(peak[0]) if peak else 0
    ours = {os.getpid()}
    while more := {process for process, parent in parents.items() if parent in ours} - ours:
        ours |= more
    return sum(ticks[process] for process in ours) / TICKS, sum(peaks[process] for process in ours) / 1e6


def lay_out(grants: int, into: Path, memory: str) -> None:
    """Write the tables of the sample, or of so many made-up grants, as a warehouse has them."""
    with core_session(SAMPLE) as session:
        session.execute(f"SET memory_limit = '{memory}'; SET temp_directory = '{into / 'spilt'}'")
        if grants:
            enlarged(session, grants)
        tables = session.execute(
            "SELECT schema_name, table_name FROM duckdb_tables() WHERE schema_name IN ('core', 'quality')"
        )
        for schema, table in tables.fetchall():
            (into / schema).mkdir(exist_ok=True)
            session.execute(f"COPY {schema}.{table} TO '{into / schema / table}.parquet' (COMPRESSION zstd)")


def parquet_files(tables: Path) -> dict[str, list[str]]:
    """The Parquet files of each table, by its full name: one, or one for each part of it."""
    found: dict[str, list[str]] = {}
    for path in sorted(tables.glob("*/**/*.parquet")):
        schema, table, *_ = path.relative_to(tables).with_suffix("").parts
        found.setdefault(f"{schema}.{table}", []).append(str(path))
    return found


def show_to_duckdb(session: duckdb.DuckDBPyConnection, tables: Path) -> int:
    """Let DuckDB see the tables; how many rows those of schema core have."""
    rows = 0
    for name, files in parquet_files(tables).items():
        session.execute(f"CREATE SCHEMA IF NOT EXISTS {name.split('.')[0]}")
        session.execute(f"CREATE VIEW {name} AS FROM read_parquet({files})")
        if name.startswith("core."):
            rows += session.table(name).aggregate("count(*)").fetchall()[0][0]
    return rows


def show_to_spark(spark: SparkSession, tables: Path) -> None:
    """Let Spark see the tables, and the years."""
    for name, files in parquet_files(tables).items():
        spark.sql(f"CREATE SCHEMA IF NOT EXISTS {name.split('.')[0]}")
        where = files[0] if len(files) == 1 else str(Path(files[0]).parent)
        spark.sql(f"CREATE TABLE {name} USING parquet LOCATION '{where}'")
    spark.sql(f"SELECT explode(array{YEARS}) AS year").createOrReplaceTempView("years")


@contextmanager
def cluster(folder: Path, memory: str) -> Iterator[SparkSession]:
    """A session on a cluster of its own, which ends with the block."""
    import pyspark
    from pyspark.sql import SparkSession

    home = Path(pyspark.__file__).parent
    os.environ |= {"SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_DIRS": str(folder / "spilt")}
    port = _free_port()
    master = f"spark://127.0.0.1:{port}"
    with ExitStack() as running:

        def start(*words: str) -> None:
            log = running.enter_context((folder / f"{words[0].lower()}.log").open("a"))
            command = [str(home / "bin" / "spark-class"), f"org.apache.spark.deploy.{words[0].lower()}.{words[0]}"]
            process = subprocess.Popen(
                [*command, "--host", "127.0.0.1", "--webui-port", "0", *words[1:]], stdout=log, stderr=log
            )
            running.callback(process.wait)
            running.callback(process.terminate)

        start("Master", "--port", str(port))
        _wait_for(port)
        for number in range(WORKERS):
            own = ["--work-dir", str(folder / f"worker{number}"), "--cores", "1", "--memory", memory]
            start("Worker", *own, master)
        settings = {
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.executor.memory": memory,
            "spark.cores.max": str(WORKERS),
            "spark.sql.shuffle.partitions": str(2 * WORKERS),
            "spark.sql.warehouse.dir": str(folder / "spark"),
        }
        builder = SparkSession.builder.master(master)
        for name, value in settings.items():
            builder = builder.config(name, value)
        spark = builder.getOrCreate()
        spark.sparkContext.setLogLevel("OFF")
        running.callback(spark.stop)
        yield spark


def _free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


def _wait_for(port: int) -> None:
    until = time.monotonic() + DEADLINE
    while time.monotonic() < until:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise TimeoutError(f"Spark's master has not begun in {DEADLINE} seconds.")


def figures(session: Any, chosen: list[Indicator]) -> dict[str, pa.Table]:
    """The figures of each indicator, by its identity."""
    return {each.id: evaluate(cast("duckdb.DuckDBPyConnection", session), [each], YEARS) for each in chosen}


def written_as_it_is(spark: SparkSession, indicator: Indicator) -> bool:
    """Whether Spark takes an evidence as it is written for DuckDB."""
    from pyspark.errors import PySparkException

    try:
        spark.sql(indicator.evidence)
    except PySparkException:
        return False
    return True


@click.command()
@click.option("--grants", type=click.IntRange(min=0), default=0, help="So many made-up grants, not the sample.")
@click.option("--tables", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Those of a warehouse.")
@click.option("--only", multiple=True, help="This indicator alone.")
@click.option("--memory", default="4GB", show_default=True, help="What DuckDB may use before it spills to disk.")
@click.option("--worker-memory", default="2g", show_default=True, help="What each worker of Spark may use.")
@click.option("--duckdb-alone", is_flag=True, help="Without Spark: where one machine stops.")
def main(
    grants: int, tables: Path | None, only: tuple[str, ...], memory: str, worker_memory: str, duckdb_alone: bool
) -> None:
    """Compare; exit code 1 when a figure differs."""
    if not duckdb_alone and not find_spec("pyspark"):
        raise click.ClickException("Spark is not there: make spark. Or compare nothing, with --duckdb-alone.")
    chosen = [each for each in INDICATORS if not only or each.id in only]
    with TemporaryDirectory(prefix="rsp_engines_") as made, duckdb.connect() as session:
        folder = Path(made)
        if not tables:
            tables = folder / "tables"
            tables.mkdir()
            lay_out(grants, tables, memory)
        session.execute(f"SET memory_limit = '{memory}'; SET temp_directory = '{folder / 'spilt'}'")
        click.echo(f"{show_to_duckdb(session, tables):,} rows in schema core, {len(chosen)} indicators")
        with measured() as costs:
            ours = figures(session, chosen)
        click.echo(f"DuckDB: {costs[0]}")
        sys.exit(0 if duckdb_alone else 1 if differing(session, tables, ours, folder, worker_memory) else 0)


def differing(
    session: duckdb.DuckDBPyConnection, tables: Path, ours: dict[str, pa.Table], folder: Path, memory: str
) -> list[str]:
    """The indicators whose figures Spark gives otherwise; each told as it comes, and what it cost."""
    others = []
    with measured() as costs, cluster(folder, memory) as spark:
        show_to_spark(spark, tables)
        for indicator in INDICATORS:
            if indicator.id not in ours:
                continue
            theirs = figures(CountedBySpark(session, spark), [indicator])[indicator.id]
            same = theirs.equals(ours[indicator.id])
            as_written = "as written" if written_as_it_is(spark, indicator) else "carried over"
            click.echo(f"{indicator.id:5} {as_written:13} {len(theirs):5} figures {'equal' if same else 'DIFFERENT'}")
            others += [] if same else [indicator.id]
    click.echo(f"Spark: {costs[0]}")
    return others


if __name__ == "__main__":
    main()

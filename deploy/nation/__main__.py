"""`make nation`: every county's region on two workers of this machine, told in Swedish, and left running to look at."""

from __future__ import annotations

import shutil
import signal
import sys
from importlib.util import find_spec
from pathlib import Path
from time import monotonic

from deploy.nation.parts import PartStopped
from deploy.nation.regions import written
from deploy.nation.services import ProgramMissing
from deploy.nation.stack import FAILED, SUCCEEDED, Run, Stack, followed, started

FOLDER = Path("build", "nation").absolute()
PACKAGES = {"initdb": "postgresql", "postgres": "postgresql", "pg_isready": "postgresql"}  # of Debian; else as called


def main() -> None:
    """Write the regions, run their night, and wait for Ctrl-C."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    if not find_spec("dagster_celery"):
        sys.exit("Paketet dagster-celery är inte installerat: kör make nation.")
    shutil.rmtree(FOLDER, ignore_errors=True)
    print(f"Skriver påhittade register för alla län i {FOLDER} …", flush=True)
    settings = written(FOLDER)
    names = sorted(file.stem for file in Path(settings["RSP_NATION"]).iterdir())
    try:
        with started(FOLDER, settings) as stack:
            _tell(stack, names, Path(settings["RSP_DATA_DIR"]))
            signal.pause()
    except ProgramMissing as missing:
        sys.exit(f"{missing} är inte installerat: sudo apt-get install {PACKAGES.get(str(missing), missing)}")
    except PartStopped as stopped:
        sys.exit(f"En del startade inte. {stopped}")
    except KeyboardInterrupt:
        print("\nAllt är avslutat.")


def _tell(stack: Stack, names: list[str], data: Path) -> None:
    print(f"Dagsters sida är öppen på {stack.page}. Arbetarna:", flush=True)
    for worker in stack.workers:
        print(f"  {worker.name} i {worker.folder}; döda den med kill -9 -{worker.process.pid}", flush=True)
    began = monotonic()
    for run in followed(stack, names):
        if sentence := _sentence(run):
            print(f"{monotonic() - began:5.0f} s  {sentence}", flush=True)
    published = [name for name in names if (data / name / "warehouse" / "rsp.duckdb").exists()]
    print(f"{len(published)} av {len(names)} regioner är publicerade. Deras filer, och hela landets, ligger i {data}.")
    if left := sorted(set(names) - set(published)):
        print(f"Inte publicerade: {', '.join(left)}. Varför står på sidan.")
    print("Avsluta med Ctrl-C.", flush=True)


def _sentence(run: Run) -> str:
    whose = run.region or "hela landet"
    if run.status == SUCCEEDED:
        return f"{whose} är klar"
    if run.status == FAILED:
        return f"{whose} stannade{' och körs om' if run.will_be_tried_again else ''}"
    return f"{whose} körs"


if __name__ == "__main__":
    main()

"""`make nation`: every county's region on two workers of this machine, told in Swedish, and left running to look at."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from importlib.util import find_spec
from pathlib import Path
from time import monotonic

from deploy.nation.parts import PartStopped
from deploy.nation.regions import written
from deploy.nation.services import BUCKET, ProgramMissing, object_storage
from deploy.nation.stack import FAILED, SUCCEEDED, Run, Stack, followed, started
from rsp_pipeline.followup.documents.links import INDEX
from rsp_pipeline.nation.regions import Nation
from rsp_pipeline.remote.turn import latest

FOLDER = Path("build", "nation").absolute()
ENDED_BY = (signal.SIGINT, signal.SIGTERM)
LOOKED_AT = FOLDER / "looked-at"
ADDRESS = f"s3://{BUCKET}"
PACKAGES = {"initdb": "postgresql", "postgres": "postgresql", "pg_isready": "postgresql"}  # of Debian; else as called


def main() -> None:
    """Deliver the regions' registers, run their night, and wait for Ctrl-C."""
    for asked in ENDED_BY:
        signal.signal(asked, _end)
    if not all(map(find_spec, ("dagster_celery", "obstore", "moto"))):
        sys.exit("Paketen dagster-celery, obstore och moto är inte installerade: kör make nation.")
    shutil.rmtree(FOLDER, ignore_errors=True)
    try:
        with object_storage(FOLDER / "storage") as reached:
            os.environ.update(reached, RSP_WORK_DIR=str(LOOKED_AT))
            print("Levererar påhittade register för alla län till en objektlagring …", flush=True)
            settings = written(FOLDER, ADDRESS)
            nation = Nation.from_environment({**os.environ, **settings})
            with started(FOLDER, settings) as stack:
                _tell(stack, nation)
                signal.pause()
    except ProgramMissing as missing:
        sys.exit(f"{missing} är inte installerat: sudo apt-get install {PACKAGES.get(str(missing), missing)}")
    except PartStopped as stopped:
        sys.exit(f"En del startade inte. {stopped}")
    except KeyboardInterrupt:
        print("Allt är avslutat.")


def _end(*_: object) -> None:
    """End all of it, also where one asks again: a second Ctrl-C would leave processes behind."""
    for asked in ENDED_BY:
        signal.signal(asked, signal.SIG_IGN)
    print("\nAvslutar allt …", flush=True)
    raise KeyboardInterrupt


def _tell(stack: Stack, nation: Nation) -> None:
    print(f"Dagsters sida är öppen på {stack.page}. Arbetarna:", flush=True)
    for worker in stack.workers:
        print(f"  {worker.name} i {worker.folder}; döda den med kill -9 -{worker.process.pid}", flush=True)
    began = monotonic()
    for run in followed(stack, nation.names):
        if sentence := _sentence(run):
            print(f"{monotonic() - began:5.0f} s  {sentence}", flush=True)
    print("Hämtar det som är publicerat …", flush=True)
    left = [name for name in nation.names if not latest(nation.settings_of(name)).published_file.exists()]
    print(f"{len(nation.names) - len(left)} av {len(nation.names)} regioner är publicerade.")
    if left:
        print(f"Inte publicerade: {', '.join(left)}. Varför står på sidan.")
    print(f"Öppna {latest(nation.together).warehouse_dir / INDEX} för att läsa om hela landet.")
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

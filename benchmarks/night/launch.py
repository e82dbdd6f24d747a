"""Run a command and write as JSON what it cost: `python -I -S launch.py COST COMMAND …`.

The peak memory that the system tells of a process is at least that of the process that started it. So this one starts
it: it is small, and imports nothing of the project.
"""

import json
import os
import sys
import time
from pathlib import Path


def main() -> None:
    """Run the command and wait for it; CPU and memory are those of the command and its children."""
    cost, *command = sys.argv[1:]
    began = time.perf_counter()
    process = os.posix_spawn(command[0], command, os.environ)
    _, status, used = os.wait4(process, 0)
    told = {
        "exit_code": os.waitstatus_to_exitcode(status),
        "cpu": used.ru_utime + used.ru_stime,
        "wall": time.perf_counter() - began,
        "peak": used.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6,
    }
    Path(cost).write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    main()

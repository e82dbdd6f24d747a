"""What tests write lies in memory where there is room: a night waits hundreds of times for a disk to have its files.

`pyproject.toml` has pytest load this before all else. A `TMPDIR` that is set stands.
"""

import os
import shutil
from pathlib import Path

MEMORY = Path("/dev/shm")
ROOM = 2_000_000_000  # bytes; the end-to-end tests in two processes have some 400 million at once

if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ.setdefault("TMPDIR", str(MEMORY))

"""How far a night has come, as a log shows it."""

import io
import re

from rich.console import Console

from rsp_pipeline.night.night import STEPS
from rsp_pipeline.shell.progress import progress


def test_without_a_terminal_each_stage_is_a_plain_line() -> None:
    log = io.StringIO()
    names = [name for step in STEPS for name in step.makes]
    with progress(Console(file=log), len(names)) as show:
        for name in names:
            show(name)
    assert re.sub(r"\d\d\.\d\d\.\d\d", "02.00.00", log.getvalue()).splitlines() == [
        "02.00.00 Registren läses.",
        "02.00.00 Nyckeltalen räknas.",
        "02.00.00 Reglerna prövas.",
        "02.00.00 Uppföljningen skrivs.",
        "02.00.00 Databasen är publicerad.",
    ]

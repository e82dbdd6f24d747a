"""All charts and documents of a year of the sample, beyond imports: `python -m benchmarks.documents`.

The first round, which warms up what is imported late, is left out. PDF is made where WeasyPrint is installed.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path

from rsp_pipeline.followup.documents import pdf
from rsp_pipeline.night.followup import DOCUMENTS, DRAWINGS
from rsp_pipeline.night.night import CORE, COUNTING, run
from rsp_pipeline.night.step import Night
from rsp_pipeline_tests.builders import SAMPLE, installed_over

YEAR = 2025
ROUNDS = 3


def main() -> None:
    """Print the seconds of the best round, for the charts and for the documents."""
    charts, documents = [], []
    with tempfile.TemporaryDirectory() as warehouse, installed_over(SAMPLE, Path(warehouse)) as installation:
        run(Night(installation, (YEAR - 1, YEAR)), (*CORE, *COUNTING))
        night = Night(installation, (YEAR,))
        for _ in range(1 + ROUNDS):
            shutil.rmtree(installation.followup_dir(YEAR), ignore_errors=True)
            began = time.perf_counter()
            run(night, DRAWINGS.values())
            drawn = time.perf_counter()
            run(night, [DOCUMENTS])
            charts.append(drawn - began)
            documents.append(time.perf_counter() - drawn)
    told = "with PDF" if pdf.is_available() else "without PDF"
    print(f"{YEAR}: charts {min(charts[1:]):.2f} s, documents {told} {min(documents[1:]):.2f} s")


if __name__ == "__main__":
    main()

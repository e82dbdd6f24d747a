"""All charts and documents of a year of the sample, beyond imports: `python -m benchmarks.documents`.

The first round, which warms up what is imported late, is left out. PDF is made where WeasyPrint is installed.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from rsp_pipeline.followup import CHARTS, tillvaxtverket
from rsp_pipeline.followup.charts import save
from rsp_pipeline.followup.documents import pdf
from rsp_pipeline.followup.documents.put_together import editions
from rsp_pipeline.followup.documents.write import write_year
from rsp_pipeline.followup.own_texts import OwnTexts
from rsp_pipeline_tests.builders import PROGRAMME, published_session
from rsp_pipeline_tests.followup.editions import DAY, SHIPPED

YEAR = 2025
ROUNDS = 3


def main() -> None:
    """Print the seconds of the best round, for the charts and for the documents."""
    charts, documents = [], []
    with published_session(SHIPPED, YEAR - 1, YEAR) as session:
        for _ in range(1 + ROUNDS):
            with tempfile.TemporaryDirectory() as folder:
                began = time.perf_counter()
                for chart in CHARTS:
                    save(chart, chart.data(session, YEAR), YEAR, Path(folder) / "diagram")
                drawn = time.perf_counter()
                edition_of = editions(session, PROGRAMME, YEAR, Path(folder) / "diagram", OwnTexts())
                write_year(Path(folder), edition_of, tillvaxtverket.tables(session, PROGRAMME, YEAR), DAY)
                charts.append(drawn - began)
                documents.append(time.perf_counter() - drawn)
    told = "with PDF" if pdf.is_available() else "without PDF"
    print(f"{YEAR}: charts {min(charts[1:]):.2f} s, documents {told} {min(documents[1:]):.2f} s")


if __name__ == "__main__":
    main()

"""A whole night of a region whose areas have other names, with small invented registers."""

import re
from pathlib import Path

from rsp_pipeline.followup import CHARTS
from rsp_pipeline.night.night import run
from rsp_pipeline.night.step import Night
from rsp_pipeline_tests.builders import contents, settings
from rsp_pipeline_tests.regions import deliver, programme
from rsp_pipeline_tests.workshop import ask

OF_ONE_REGION = re.compile("Jämtland|norrland|Service Z|Regiondirektör|RUN/", re.IGNORECASE)


def test_a_region_with_areas_of_its_own_publishes_and_no_other_is_named(tmp_path: Path) -> None:
    installation = settings(tmp_path, programme(tmp_path, "10"))
    count = len(installation.programme.municipalities)
    deliver(installation.raw_dir, installation.programme)
    run(Night(installation, installation.open_years))
    published = installation.published_file
    assert ask(published, "SELECT count(*), sum(value) FROM evidence.s02") == [(count, 1000 * sum(range(count + 1)))]
    of_citizens = "FROM indicator.value WHERE indicator_id = 'M01' AND year = 2025"
    assert ask(published, f"SELECT value, status {of_citizens}") == [(None, "uppgift saknas")] * (count + 1)
    assert ask(published, "SELECT * FROM core.priority_areas ORDER BY place") == [
        ("Nära service", 1), ("Stöd till handeln", 2), ("Samverkan i länet", 3),
    ]  # fmt: skip
    areas = ask(published, "SELECT DISTINCT area FROM indicator.indicator ORDER BY ALL")
    assert areas == [("Alla områden",), ("Nära service",), ("Samverkan i länet",), ("Stöd till handeln",)]
    written = contents(installation.followup_dir(2025))
    assert {f"diagram/{chart.name}.png" for chart in CHARTS} <= set(written)
    texts = {name: text.decode() for name, text in written.items() if name.endswith((".html", ".md", ".svg", ".txt"))}
    assert {name: found[0] for name, text in texts.items() if (found := OF_ONE_REGION.search(text))} == {}
    assert f"Särskilt driftstöd {count}\u00a0st., " in texts["nyckeltal.md"]

"""Where Dagster keeps its history; known without importing it."""

import logging
import os
import shutil
from pathlib import Path

from rsp_pipeline.nation.regions import Nation
from rsp_pipeline.settings import Settings
from rsp_pipeline.store.atomic import replaced

SHIPPED = Path(__file__).with_name("dagster.yaml")
FORMER = ".dagster"  # in the folder that one stood in
ONE_AT_A_TIME = "max_concurrent_runs: 1"

log = logging.getLogger(__name__)


def home(served: Settings | Nation) -> Path:
    """The folder that DAGSTER_HOME names, else one that follows the data; there when it is told, with its settings.

    A history that lies where it was kept before is moved, or told of.

    Raises:
        OSError: it cannot be made.
    """
    if told := os.environ.get("DAGSTER_HOME"):
        folder = Path(told).absolute()
        if not (folder / SHIPPED.name).exists():
            _write_settings(folder, _settings(served))
        return folder
    folder = served.dagster_dir
    if isinstance(served, Settings) and not folder.exists():
        _bring_over(served)
    file, settings = folder / SHIPPED.name, _settings(served)
    if not file.exists() or file.read_text(encoding="utf-8") != settings:
        _write_settings(folder, settings)
    return folder


def _settings(served: Settings | Nation) -> str:
    """The shipped settings; of many regions with as many runs at once as there are processors."""
    shipped = SHIPPED.read_text(encoding="utf-8")
    if isinstance(served, Settings):
        return shipped
    return shipped.replace(ONE_AT_A_TIME, f"max_concurrent_runs: {os.cpu_count() or 1}")


def _write_settings(folder: Path, settings: str) -> None:
    with replaced(folder / SHIPPED.name, 0o644) as beside:
        beside.write_text(settings, encoding="utf-8")


def _bring_over(settings: Settings) -> None:
    """Move what Dagster kept beside the data; of any other history, which may be another installation's, tell."""
    beside, here = settings.data_dir.parent / FORMER, Path.cwd() / FORMER
    if (beside / "history").is_dir():
        settings.dagster_dir.mkdir(parents=True)
        for folder in [path for path in beside.iterdir() if path.is_dir()]:
            shutil.move(folder, settings.dagster_dir)
        (beside / SHIPPED.name).unlink(missing_ok=True)
        log.warning("Dagsters historik är flyttad från %s till %s.", beside, settings.dagster_dir)
    elif (here / "history").is_dir():
        log.warning(
            "I %s ligger en äldre historik, som inte visas. Hör den hit: flytta dess mappar till %s.",
            here,
            settings.dagster_dir,
        )

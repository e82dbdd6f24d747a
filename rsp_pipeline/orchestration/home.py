"""Where Dagster keeps its history; known without importing it."""

import os
from pathlib import Path

SETTINGS = "dagster.yaml"


def home(folder: Path) -> Path | None:
    """What DAGSTER_HOME says, else `.dagster` in a folder that has dagster.yaml; None where no history is kept.

    Dagster looks for its settings in its home, so `.dagster` gets a link to them.
    """
    if told := os.environ.get("DAGSTER_HOME"):
        return Path(told)
    if not (folder / SETTINGS).exists():
        return None
    own = folder.absolute() / ".dagster"
    own.mkdir(exist_ok=True)
    link = own / SETTINGS
    if not link.exists():
        link.unlink(missing_ok=True)
        link.symlink_to(Path("..") / SETTINGS)
    return own

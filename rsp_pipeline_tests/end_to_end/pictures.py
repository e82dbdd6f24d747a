"""The handbooks' pictures of pages: taken anew by the tests that drive them, when asked to."""

import io
import os

from PIL import Image

from rsp_pipeline_tests.builders import PROJECT

IMAGES = PROJECT / "docs" / "images"


def keep(name: str, screenshot: bytes) -> None:
    """Keep a screenshot for the handbooks, when `RSP_WRITE_IMAGES` asks for it."""
    if os.environ.get("RSP_WRITE_IMAGES"):
        IMAGES.mkdir(parents=True, exist_ok=True)
        Image.open(io.BytesIO(screenshot)).convert("RGB").quantize(128).save(IMAGES / name, optimize=True)

"""Laying out a new region's folder. What is there already stays as it is."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rsp_pipeline.new_region.population import SHIPPED, write_population
from rsp_pipeline.new_region.programme_file import programme_file
from rsp_pipeline.new_region.templates import write_csv_template, write_workbook_template
from rsp_pipeline.programme import load_programme
from rsp_pipeline.programme.counties import County
from rsp_pipeline.registers import REGISTERS
from rsp_pipeline.sample.reference import FACTS
from rsp_pipeline.store.atomic import replaced

TEMPLATES = "mallar"  # beside raw, where nothing is read: a template is no delivery
READABLE = 0o644
LAW = FACTS / "rule_parameters.csv"


@dataclass(frozen=True)
class Begun:
    """A region's folder: its programme file, its data, and which files were made now and which were there."""

    programme_file: Path
    data_dir: Path
    made: tuple[Path, ...]
    kept: tuple[Path, ...]

    @property
    def templates(self) -> Path:
        """The folder of templates."""
        return self.data_dir / TEMPLATES


def begin(folder: Path, county: County) -> Begun:
    """Write the programme file, empty folders for the registers, templates, the law's parameters and the population.

    Raises:
        ProgrammeError: there is a programme file already, and it cannot be used.
        OSError: the folder cannot be written to.
    """
    data_dir = folder / "data"
    own = folder / f"{county.file}.toml"
    made: list[Path] = []
    kept: list[Path] = []

    def unless_there(path: Path, write: Callable[[Path], object]) -> None:
        if path.exists():
            kept.append(path)
            return
        write(path)
        made.append(path)

    unless_there(own, partial(_write, text=programme_file(county)))
    programme = load_programme(str(own))
    for register in REGISTERS:
        raw = data_dir / "raw" / ("reference" if register.reference else register.name)
        raw.mkdir(parents=True, exist_ok=True)
        template = data_dir / TEMPLATES / f"{register.name}.csv"
        unless_there(template, partial(write_csv_template, register=register))
        workbook = template.with_suffix(".xlsx")
        if not register.reference:  # those are read as csv alone
            unless_there(workbook, partial(write_workbook_template, register=register, programme=programme))
    reference = data_dir / "raw" / "reference"
    unless_there(reference / LAW.name, partial(shutil.copyfile, LAW))
    unless_there(reference / SHIPPED.name, partial(write_population, programme=programme))
    return Begun(own, data_dir, tuple(made), tuple(kept))


def _write(path: Path, text: str) -> None:
    with replaced(path, READABLE) as beside:
        beside.write_text(text, encoding="utf-8")

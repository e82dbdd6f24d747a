"""Every indicator once more, in plain Python from the accepted rows of the registers.

Written from docs/indicators.md alone, apart from the SQL: where the two differ, one of them or the text is wrong. A
definition says which parts count in a year; `figures` makes them figures.
"""

from importlib import import_module

from rsp_pipeline.indicators import TOPICS
from rsp_pipeline_tests.indicators.definitions.figures import Definition

DEFINITIONS: dict[str, Definition] = {
    definition.id: definition
    for topic in TOPICS
    for definition in import_module(f"{__name__}.{topic.__name__.rpartition('.')[2]}").DEFINITIONS
}

__all__ = ["DEFINITIONS", "Definition"]

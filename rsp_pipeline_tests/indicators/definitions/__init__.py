"""Every indicator once more, in plain Python from the accepted rows of the registers.

Written from docs/indicators.md alone, apart from the SQL: where the two differ, one of them or the text is wrong. A
definition says which parts count in a year; `figures` makes them figures.
"""

from importlib import import_module
from pkgutil import iter_modules

from rsp_pipeline_tests.indicators.definitions.figures import Definition

TOPICS = [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)]
DEFINITIONS: dict[str, Definition] = {
    definition.id: definition for topic in TOPICS for definition in getattr(topic, "DEFINITIONS", ())
}

__all__ = ["DEFINITIONS", "Definition"]

"""What is followed up: one region's programme, declared in one TOML file.

Here belong the region, its county, the programme's years and priority areas. Not here: what the registers
contain (`registers`) or how anything is counted (`indicators`).
"""

from rsp_pipeline.programme.programme import Municipality, Programme, ProgrammeError, load_programme

__all__ = ["Municipality", "Programme", "ProgrammeError", "load_programme"]

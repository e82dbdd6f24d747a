"""What is followed up: one region's programme, and all else that differs between regions, in one TOML file.

Here belong what such a file may say (`declared`), how it is read, and the programme it comes to. Not here: what the
registers contain (`registers`) or how anything is counted (`indicators`).
"""

from rsp_pipeline.programme.content import Content
from rsp_pipeline.programme.extents import extents
from rsp_pipeline.programme.load import ProgrammeError, load_programme
from rsp_pipeline.programme.programme import GrantLines, Municipality, PriorityArea, Programme

__all__ = [
    "Content",
    "GrantLines",
    "Municipality",
    "PriorityArea",
    "Programme",
    "ProgrammeError",
    "extents",
    "load_programme",
]

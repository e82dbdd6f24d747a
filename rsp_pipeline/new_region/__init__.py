"""How a region begins: a programme file to fill in, folders for its registers, and templates for the exports.

What a programme file may say is declared in `programme`, what a register holds in `registers`; from those declarations
everything here is made. Only the command line uses this room.
"""

from rsp_pipeline.new_region.begin import Begun, begin

__all__ = ["Begun", "begin"]

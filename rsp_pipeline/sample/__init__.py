"""Synthetic registers to try the pipeline on: what a region's case system and its stewards would have exported.

Everything here is invented except the reference facts (population, legal ceilings) and the names of places. The files
have the variety and the flaws of real exports. How such files are read belongs in `reading`; only the
command line uses this room.
"""

from rsp_pipeline.sample.write import scale_of, write_sample

__all__ = ["scale_of", "write_sample"]

"""Reference figures and outlets from the files that their publishers offer, merged into the steward's own tables.

Here belong the publishers' layouts, what a figure must be to be taken, and the merging. How the merged tables are read
at night belongs in `reading`, and what is made of their figures in `rules` and `indicators`.
"""

from rsp_pipeline.importing.fetching import fetch
from rsp_pipeline.importing.importing import import_file, import_text
from rsp_pipeline.importing.merging import Imported
from rsp_pipeline.importing.refused import ImportRefused

__all__ = ["ImportRefused", "Imported", "fetch", "import_file", "import_text"]

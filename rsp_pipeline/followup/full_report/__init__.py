"""The full report of a year: everything there is to tell, composed from data and the steward's own texts.

Here stand its sections and their order; what each says belongs in the modules beside, and how it looks in the writers.
"""

from rsp_pipeline.followup.full_report.compose import compose, section_headings
from rsp_pipeline.followup.full_report.material import Material, gather

__all__ = ["Material", "compose", "gather", "section_headings"]

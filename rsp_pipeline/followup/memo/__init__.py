"""The memo: a year's follow-up as a *tjänsteskrivelse*, composed from data and the steward's own texts.

Here stand its sections and their order; what each says belongs in the modules beside, and how it looks in the writers.
"""

from rsp_pipeline.followup.memo.compose import compose, section_headings
from rsp_pipeline.followup.memo.material import Material, gather

__all__ = ["Material", "compose", "gather", "section_headings"]

"""A draft of the next year's action plan: what this year's follow-up gives reason to suggest, as a workbook to work on.

What is suggested and why belongs in `suggestions`; the workbook, in the register's own layout, in `draft`. Only the
command line uses this room.
"""

from rsp_pipeline.next_plan.draft import Drafted, NoDraft, draft_plan

__all__ = ["Drafted", "NoDraft", "draft_plan"]

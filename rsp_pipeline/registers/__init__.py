"""What arrives: the registers a region exports, each declared once in a module of its own.

From a declaration everything else derives: which headers are recognised, how cells are read and checked, the table in
DuckDB with its comments, and the data dictionary. How files are read belongs in `reading`; a decision that breaks a
legal ceiling is no business of a register but of `rules`.
"""

from rsp_pipeline.registers.accepted_findings import ACCEPTED_FINDINGS
from rsp_pipeline.registers.action_plan import ACTION_PLAN
from rsp_pipeline.registers.activities import ACTIVITIES
from rsp_pipeline.registers.corrections import corrections_of
from rsp_pipeline.registers.funding import FUNDING
from rsp_pipeline.registers.grant_frames import GRANT_FRAMES
from rsp_pipeline.registers.grants import GRANTS
from rsp_pipeline.registers.other_regions import OTHER_REGIONS
from rsp_pipeline.registers.outlets import OUTLETS
from rsp_pipeline.registers.payments import PAYMENTS
from rsp_pipeline.registers.population import POPULATION
from rsp_pipeline.registers.published_figures import PUBLISHED_FIGURES
from rsp_pipeline.registers.register import Register
from rsp_pipeline.registers.rule_parameters import RULE_PARAMETERS
from rsp_pipeline.registers.service_plan_places import SERVICE_PLAN_PLACES
from rsp_pipeline.registers.service_plans import SERVICE_PLANS
from rsp_pipeline.registers.targets import TARGETS
from rsp_pipeline.registers.visits import VISITS

DELIVERED: tuple[Register, ...] = (
    GRANTS,
    PAYMENTS,
    VISITS,
    SERVICE_PLANS,
    SERVICE_PLAN_PLACES,
    ACTION_PLAN,
    ACTIVITIES,
    OUTLETS,
    FUNDING,
    GRANT_FRAMES,
    POPULATION,
    RULE_PARAMETERS,
    TARGETS,
    PUBLISHED_FIGURES,
    OTHER_REGIONS,
    ACCEPTED_FINDINGS,
)
CORRECTIONS = corrections_of(DELIVERED)
REGISTERS = (*DELIVERED, CORRECTIONS)
TITLES = {register.name: register.title for register in REGISTERS}
"""What each register is called, by its name."""

__all__ = ["CORRECTIONS", "REGISTERS", "TITLES", "Register"]

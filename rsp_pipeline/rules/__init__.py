"""What looks wrong: the rules, each one object with the SELECT of the records it concerns and its paragraph.

A finding is counted as everything else: what breaks a ceiling happened. What cannot be interpreted is quarantined in
`reading` instead. Ceilings and other limits are dated rows of the register rule_parameters, never numbers here.
"""

from rsp_pipeline.rules import (
    amounts,
    corrections,
    dates,
    de_minimis,
    free_text,
    handling,
    home_delivery,
    investment,
    legal_grounds,
    operating_aid,
    outlets,
    own_tables,
    payments,
    plans,
    published,
    recipients,
    references,
    service_grants,
    spelling,
    visits,
)
from rsp_pipeline.rules.rule import Group, Rule

TOPICS = (
    amounts,
    home_delivery,
    investment,
    service_grants,
    operating_aid,
    de_minimis,
    legal_grounds,
    dates,
    payments,
    handling,
    recipients,
    free_text,
    visits,
    outlets,
    plans,
    published,
    corrections,
    references,
    spelling,
    own_tables,
)
RULES: tuple[Rule, ...] = tuple(rule for topic in TOPICS for rule in topic.RULES)
GROUPS: tuple[Group, ...] = tuple(dict.fromkeys(rule.group for rule in RULES))

__all__ = ["GROUPS", "RULES", "Group", "Rule"]

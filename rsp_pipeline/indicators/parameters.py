"""Dated rule parameters in the indicators' SQL: what held on a day. What rules make of them belongs in `rules`."""


def parameter_on(day: str, parameter: str) -> str:
    """The value of a parameter on a day, both SQL: of several that held, the one that began last; null when none did.

    A steward who adds a new ceiling may leave the old one without an end.
    """
    return f"""(
                SELECT arg_max(value, valid_from)
                FROM core.rule_parameters
                WHERE parameter = {parameter} AND {day} BETWEEN valid_from AND coalesce(valid_to, {day})
            )"""


def latest_on(day: str, parameter: str) -> str:
    """The latest value of a parameter that was known on a day, both SQL: that of a rate, which holds until the next."""
    return f"""(
                SELECT arg_max(value, valid_from)
                FROM core.rule_parameters
                WHERE parameter = {parameter} AND valid_from <= {day}
            )"""

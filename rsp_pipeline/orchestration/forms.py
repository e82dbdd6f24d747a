"""The Swedish forms beside Dagster's pages: where they stand, for whoever serves them or leads there."""

from functools import cache

from jinja2 import Template

from rsp_pipeline.office.pages import templates

REFRESH_FORM = "/uppdatera"
APPROVAL_FORM = "/faststall"


@cache
def form_template(name: str) -> Template:
    """A form's template, which may lead to every form."""
    environment = templates()
    environment.globals.update(refresh_form=REFRESH_FORM, approval_form=APPROVAL_FORM)
    return environment.get_template(f"orchestration/{name}.html.jinja")

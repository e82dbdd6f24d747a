"""What every command begins with: the settings of the environment, or a refusal that says what is wrong with them."""

from __future__ import annotations

import sys
from typing import NoReturn

import click

from rsp_pipeline.programme import ProgrammeError
from rsp_pipeline.settings import Settings, SettingsError
from rsp_pipeline.shell.exit_codes import REFUSED


def settings_given() -> Settings:
    """The settings; without any that can be used the command ends here."""
    try:
        return Settings.from_environment()
    except (SettingsError, ProgrammeError) as error:
        refuse(str(error))


def refuse(message: str) -> NoReturn:
    """End the command with a Swedish sentence and the exit code of a refusal."""
    click.echo(message, err=True)
    sys.exit(REFUSED)

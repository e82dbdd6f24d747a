"""What every command begins with: the settings of the environment, or a refusal that says what is wrong with them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from typing import NoReturn

import click

from rsp_pipeline.indicators.dimension import DIMENSIONS
from rsp_pipeline.nation.regions import SETTING, Nation, NationError, nation_of
from rsp_pipeline.programme import ProgrammeError
from rsp_pipeline.remote.turn import latest
from rsp_pipeline.settings import Settings, SettingsError, channels_of, data_dir_of
from rsp_pipeline.shell.exit_codes import REFUSED
from rsp_pipeline.store.system_errors import what_and_why


def settings_given(of_nights: bool = False) -> Settings:
    """The settings; without any that can be used the command ends here.

    People are told if it is a command `of_nights`, which nobody may be watching. Where many regions are served, one has
    to be named.
    """
    if os.environ.get(SETTING) and not os.environ.get("RSP_PROGRAMME"):
        refuse(
            f"{SETTING} är satt, så säg vilken region det gäller: RSP_PROGRAMME=<programfil> RSP_DATA_DIR=<regionens "
            "mapp> rsp … Alla regioner på en gång: rsp nation refresh, rsp nation status och rsp ui."
        )
    try:
        return Settings.from_environment()
    except (SettingsError, ProgrammeError) as error:
        refuse("\n".join([str(error), *(_tell(str(error)) if of_nights else [])]))


def nation_given() -> Nation | None:
    """The regions that are served, if they are many; a folder that cannot be used ends the command here."""
    try:
        return nation_of(os.environ)
    except NationError as error:
        refuse(str(error))


def settings_to_read(of_nights: bool = False) -> Settings:
    """The same, of a command that reads before anything else: on object storage, the latest that there is."""
    try:
        return latest(settings_given(of_nights))
    except OSError as error:
        refuse(what_and_why(error))


def _tell(refusal: str) -> list[str]:
    from rsp_pipeline.night.telling import tell_of_refusal

    try:
        return tell_of_refusal(refusal, channels_of(os.environ), data_dir_of(os.environ))
    except SettingsError:
        return []  # it is who to tell that is refused


def refuse(message: str) -> NoReturn:
    """End the command with a Swedish sentence and the exit code of a refusal."""
    click.echo(message, err=True)
    sys.exit(REFUSED)


def by_group(command: Callable[..., None]) -> Callable[..., None]:
    """One option for each dimension that figures are broken down by, such as --grant-form."""
    for dimension in reversed(DIMENSIONS):
        command = click.option(dimension.option, dimension.column, metavar="GRUPP", help=dimension.title)(command)
    return command


def members_of(group: Mapping[str, str | None]) -> dict[str, str]:
    """What was given of the options of `by_group`: columns of dimensions, and their members."""
    return {column: member for column, member in group.items() if member is not None}

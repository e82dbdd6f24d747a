"""`rsp ui` and `rsp user`: Dagster's page, and who may log in to it."""

from __future__ import annotations

import errno
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from importlib.util import find_spec

import click

from rsp_pipeline.guard.users import NotAUser, Users
from rsp_pipeline.nation.regions import Nation
from rsp_pipeline.remote.turn import in_turn_elsewhere
from rsp_pipeline.settings import Settings
from rsp_pipeline.shell.exit_codes import GOOD
from rsp_pipeline.shell.given import nation_given, refuse, settings_given, settings_to_read
from rsp_pipeline.store.lock import Busy

HERE = "127.0.0.1"


@click.command()
@click.option("--port", default=3000, show_default=True, metavar="PORT", help="Port på den egna datorn.")
def ui(port: int) -> None:
    """Öppna Dagsters webbsida, med nattkörningen på.

    Slutkod 0: den avslutades. 2: den kunde inte starta, eller stannade.
    """
    served = nation_given() or _region()
    if not find_spec("dagster_webserver"):
        refuse(
            "Paketet dagster-webserver är inte installerat. Gör i ordning miljön på nytt, till exempel med make run."
        )
    with _listening(port) as listening:
        click.echo("Startar …")
        sys.exit(_serve(served, listening, port))


def _region() -> Settings:
    settings = settings_to_read(of_nights=True)
    if not settings.raw_dir.is_dir():
        raw = settings.told(settings.raw_dir)
        refuse(f"Mappen {raw} finns inte. Säg i RSP_DATA_DIR var den ligger, eller gör den.")
    return settings


def _serve(served: Settings | Nation, listening: socket.socket, port: int) -> int:
    from rsp_pipeline.orchestration.serving import ClockStopped, serve

    def tell_ready() -> None:
        login = "Inloggning krävs." if Users(served.users_file).must_log_in else "Ingen inloggning: se rsp user."
        click.echo(f"Sidan är öppen på http://{HERE}:{port}. {login} Avsluta med Ctrl+C.")

    try:
        serve(served, listening, tell_ready)
    except KeyboardInterrupt:
        pass
    except (ClockStopped, OSError) as hindrance:
        refuse(str(hindrance))
    return GOOD


def _listening(port: int) -> socket.socket:
    """A socket on the machine's own port, taken before anything else is started."""
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HERE, port))
    except (OSError, OverflowError) as hindrance:
        listening.close()
        if isinstance(hindrance, OSError) and hindrance.errno == errno.EADDRINUSE:
            refuse(f"Port {port} är upptagen. Är sidan redan öppen? Annars: rsp ui --port {port + 1}")
        refuse(f"Port {port} går inte att använda: {hindrance}")
    return listening


@click.group()
def user() -> None:
    """Bestäm vem som får logga in på Dagsters webbsida.

    Så länge ingen är tillagd visas sidan utan inloggning, för alla på den egna datorn.
    """


@contextmanager
def _changing(served: Settings | Nation) -> Iterator[Users]:
    """Those who may log in, to be changed by the block."""
    try:
        with in_turn_elsewhere(served, click.echo) if isinstance(served, Settings) else nullcontext():
            yield Users(served.users_file)
    except (NotAUser, Busy, OSError) as reason:
        refuse(str(reason))


@user.command()
@click.argument("name", metavar="NAMN")
def add(name: str) -> None:
    """Låt någon logga in, eller ge ett nytt lösenord, som det frågas efter.

    Slutkod 0: det är gjort. 2: namnet eller lösenordet går inte att använda.
    """
    served = nation_given() or settings_given()
    password = click.prompt("Lösenord", hide_input=True, confirmation_prompt="Samma lösenord igen")
    with _changing(served) as users:
        users.add(name, password)
    click.echo(f"{name} kan logga in. Lösenordets kontrollsumma står i {served.users_file}.")


@user.command()
@click.argument("name", metavar="NAMN")
def remove(name: str) -> None:
    """Låt någon inte logga in längre.

    Slutkod 0: det är gjort. 2: något sådant namn finns inte.
    """
    served = nation_given() or settings_given()
    with _changing(served) as users:
        users.remove(name)
    click.echo(f"{name} kan inte logga in längre.")
    if not users.hashes:
        click.echo(f"Nu kan ingen logga in. Ska sidan visas utan inloggning: ta bort {served.users_file}.")

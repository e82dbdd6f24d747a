"""PostgreSQL, Redis and object storage, with nothing in them: their data lives as long as they do."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from deploy.nation.parts import free_port, listens, running

PLACES = [os.environ["PATH"], "/usr/sbin", *map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True))]
BUCKET = "rsp-regions"
UNPRIVILEGED = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]  # PostgreSQL does not run as root


class ProgramMissing(Exception):
    """A program of the operating system that is not installed; the message is its name."""


def program(name: str) -> str:
    """Where a program of the operating system is.

    Raises:
        ProgramMissing: it is nowhere.
    """
    if found := shutil.which(name, path=os.pathsep.join(PLACES)):
        return found
    raise ProgramMissing(name)


@contextmanager
def postgres() -> Iterator[Mapping[str, str]]:
    """A cluster of its own, and the settings by which Dagster finds it.

    Raises:
        ProgramMissing: PostgreSQL is not installed.
    """
    initdb, server = program("initdb"), program("postgres")
    as_user = UNPRIVILEGED if os.geteuid() == 0 else []
    secret, port = secrets.token_hex(16), free_port()
    with TemporaryDirectory(dir="/tmp", prefix="rsp-postgres-") as name:  # where any user may reach
        folder = Path(name)
        (folder / "password").write_text(secret, encoding="ascii")
        (folder / "log.txt").touch()
        for path in (folder, folder / "password") if as_user else ():
            shutil.chown(path, "nobody", "nogroup")
        cluster = str(folder / "cluster")
        owned = ["--username=dagster", "--auth=scram-sha-256", f"--pwfile={folder / 'password'}"]
        subprocess.run([*as_user, initdb, *owned, "--no-sync", "-D", cluster], check=True, capture_output=True)
        options = [f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}", "fsync=off"]
        command = [*as_user, server, "-D", cluster, *(word for option in options for word in ("-c", option))]
        with running(folder, command, {**os.environ, "LC_ALL": "C.UTF-8"}) as part:
            part.wait(lambda: _answers(port))
            told = {"HOST": "127.0.0.1", "PORT": str(port), "USER": "dagster", "PASSWORD": secret, "DB": "postgres"}
            yield {f"DAGSTER_PG_{setting}": value for setting, value in told.items()}


def _answers(port: int) -> bool:
    asked = [program("pg_isready"), "--quiet", "--host=127.0.0.1", f"--port={port}"]
    return subprocess.run(asked, check=False).returncode == 0


@contextmanager
def redis(folder: Path) -> Iterator[Mapping[str, str]]:
    """Redis in a folder, and the setting by which launcher and workers find it.

    Raises:
        ProgramMissing: Redis is not installed.
    """
    server, secret, port = program("redis-server"), secrets.token_hex(16), free_port()
    folder.mkdir(parents=True, exist_ok=True)
    settings = [f"port {port}", "bind 127.0.0.1", f"requirepass {secret}", 'save ""', "appendonly no"]
    file = folder / "redis.conf"
    file.touch(mode=0o600)
    file.write_text("\n".join(settings), encoding="ascii")
    with running(folder, [server, str(file)], os.environ) as part:
        part.wait(lambda: listens(port))
        yield {"CELERY_BROKER_URL": f"redis://:{secret}@127.0.0.1:{port}/0"}


@contextmanager
def object_storage(folder: Path) -> Iterator[Mapping[str, str]]:
    """An S3-compatible server (moto's, whose objects lie in its memory) with the bucket, and how to reach it."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with running(folder, [sys.executable, "-m", "moto.server", "--port", str(port)], os.environ) as part:
        part.wait(lambda: listens(port))
        urllib.request.urlopen(urllib.request.Request(f"{address}/{BUCKET}", method="PUT")).close()
        keys = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_REGION": "us-east-1"}
        yield {**keys, "AWS_ENDPOINT_URL": address}

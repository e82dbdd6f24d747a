"""The units of systemd: they are well formed, let little be done, and start one night a night."""

import os
import re
import subprocess
from datetime import datetime
from pathlib import Path

import pytest

from rsp_pipeline_tests.builders import PROJECT
from rsp_pipeline_tests.deploy.tools import needed

UNITS = PROJECT / "deploy" / "systemd"
SERVICES = ("rsp-refresh.service", "rsp-ui.service", "rsp-worker.service")


def asked(*command: str) -> str:
    """What systemd-analyze answers, in the language of its manual."""
    needed("systemd-analyze")
    environment = os.environ | {"LC_ALL": "C.UTF-8", "SYSTEMD_COLORS": "0", "TZ": "UTC"}
    done = subprocess.run(["systemd-analyze", *command], capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_the_units_are_well_formed(tmp_path: Path) -> None:
    units = [tmp_path / unit.name for unit in UNITS.iterdir()]
    for unit in units:
        text = (UNITS / unit.name).read_text(encoding="utf-8")
        unit.write_text(text.replace("/srv/rsp_pipeline", str(tmp_path)), encoding="utf-8")
    assert asked("verify", *map(str, units)) == ""


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_writes_its_data_alone_and_can_do_little_else(name: str) -> None:
    told = asked("security", "--offline=true", str(UNITS / name))
    (exposure,) = re.findall(r"exposure level for \S+: ([0-9.]+)", told)  # of ten
    assert float(exposure) < 2
    lines = (UNITS / name).read_text(encoding="utf-8").splitlines()
    assert {"ProtectSystem=strict", "ReadWritePaths=/var/lib/rsp", "NoNewPrivileges=yes", "User=rsp"} <= set(lines)
    assert any(line.startswith("LoadCredential=") for line in lines)


@pytest.mark.parametrize("day", ["2026-03-28", "2026-10-24"], ids=["March", "October"])
def test_each_night_has_one_start_also_those_when_clocks_change(day: str) -> None:
    (when,) = re.findall(r"^OnCalendar=(.+)$", (UNITS / "rsp-refresh.timer").read_text(encoding="utf-8"), re.MULTILINE)
    told = asked("calendar", f"--base-time={day} 12:00", "--iterations=3", when)
    starts = [datetime.fromisoformat(start).day for start in re.findall(r"\w{3} (\S+ \S+) UTC", told)]
    first = int(day[-2:])
    assert starts == [first + 1, first + 2, first + 3]


def test_the_log_of_cron_is_rotated(tmp_path: Path) -> None:
    rules = tmp_path / "logrotate.conf"
    text = (PROJECT / "deploy" / "logrotate.conf").read_text(encoding="utf-8")
    rules.write_text(text.replace("/var/log/rsp", str(tmp_path)).replace("    su rsp rsp\n", ""), encoding="utf-8")
    rules.chmod(0o644)
    (tmp_path / "rsp.log").write_text("en natt\n", encoding="utf-8")
    subprocess.run([needed("logrotate"), "--force", "--state", str(tmp_path / "state"), str(rules)], check=True)
    assert (tmp_path / "rsp.log.1").read_text(encoding="utf-8") == "en natt\n"

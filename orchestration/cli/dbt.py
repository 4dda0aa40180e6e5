"""`tributary dbt`: dbt's own command line on a copy of the last build."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from filelock import FileLock, Timeout

from orchestration.cli.figures import console
from orchestration.runtime.paths import Home
from orchestration.warehouse.dbt import BUILD_VARIABLE


def dbt(home_argument: Path | None, arguments: list[str]) -> int:
    """Run `dbt` with these arguments; its exit status, or 3 when nothing is built yet, 4 when a refresh is running.

    The copy is made anew after each refresh, so it keeps what was built in it until then. The build itself is not
    changed. Tests of the landing checkpoint (`tests/landing`) read tables that only the checkpoint has.
    """
    home = Home.find(home_argument)
    copy = home.dbt_copy / home.build_database.name
    if not home.build_database.is_file():
        return _refused(f"Nothing is built in {home.build}. Run `tributary refresh` first.", 3)
    try:
        with FileLock(home.lock, timeout=0):
            home.dbt_copy.mkdir(parents=True, exist_ok=True)
            if not copy.is_file() or copy.stat().st_mtime < home.build_database.stat().st_mtime:
                pending = copy.with_suffix(".pending")
                shutil.copyfile(home.build_database, pending)
                pending.replace(copy)
    except Timeout:
        return _refused("A refresh is running. Try again when it has ended.", 4)
    project = str(home.dbt_project)
    settings = {
        BUILD_VARIABLE: str(copy),
        "DBT_PROJECT_DIR": project,
        "DBT_PROFILES_DIR": project,
        "DBT_TARGET_PATH": str(home.dbt_copy / "target"),
        "DBT_LOG_PATH": str(home.dbt_copy / "logs"),
    }
    command = [str(Path(sys.executable).with_name("dbt")), *arguments]
    return subprocess.run(command, env=os.environ | settings, check=False).returncode  # noqa: S603 - a fixed program, and arguments of the user


def _refused(reason: str, status: int) -> int:
    console(stderr=True).print(reason, style="red", markup=False, highlight=False, soft_wrap=True)
    return status

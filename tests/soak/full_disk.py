"""Refreshes on disks that fill up, or take nothing: `python -m tests.soak.full_disk [--room MB …] [--home DIR]`.

A disk of memory is laid over an empty folder, in a name space of its own, so nobody needs to be root and nothing of the
machine is touched. On it lies a published home and so much room as is asked for; then it is made read-only; at last it
gets room enough. What is published is whole all the time, the refresh that found no room says so, and the last one
needs no help. Ends with a table, and with status 1 when anything was not so.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from orchestration.cli.refresh import DONE, LEFT_OUT, NOT_SERVED
from orchestration.release.publish import read_manifest
from orchestration.runtime.paths import DBT_PROJECT, Home
from tests.soak.kill import refresh, report, whole, wrong_with

#: Megabytes of room, from where the first record finds none to where only the copies beside the marts do not fit.
ROOM = (0, 1, 5, 20, 40, 60, 75, 80, 81, 82, 90)
APART = ("unshare", "--user", "--map-root-user", "--mount")


def can_be_tried() -> bool:
    """Whether this machine lets anybody mount in a name space of their own."""
    if shutil.which(APART[0]) is None:
        return False
    with tempfile.TemporaryDirectory() as folder:
        tried = [*APART, "mount", "-t", "tmpfs", "none", folder]
        return subprocess.run(tried, capture_output=True, check=False).returncode == 0


def mount(folder: Path, options: str) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", str(folder)], check=True)


def used(folder: Path) -> int:
    """Bytes that a disk holds."""
    return shutil.disk_usage(folder).used


def main() -> int:
    """Fill, look, and tell."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--room", type=int, nargs="*", default=ROOM, metavar="MB")
    asked.add_argument("--home", type=Path, help="A published home; it is copied. Default: a first refresh is made.")
    asked.add_argument("--dbt-project", type=Path, default=DBT_PROJECT, help="The dbt project that is built.")
    asked.add_argument("--disk", type=Path, help=argparse.SUPPRESS)
    options = asked.parse_args()
    if options.disk is None:
        with tempfile.TemporaryDirectory() as folder:
            return subprocess.run(
                [*APART, sys.executable, "-m", "tests.soak.full_disk", *sys.argv[1:], "--disk", folder], check=False
            ).returncode
    disk, home = options.disk, Home(options.disk / "home", options.dbt_project.absolute())
    mount(disk, "size=8g")
    if options.home:
        shutil.copytree(options.home, home.root, symlinks=True)
        faults = 0
    else:
        faults = whole(home)
    for room in options.room:
        mount(disk, f"remount,size={used(disk) + room * 1_000_000}")
        faults += on_a_bad_disk(f"{room} MB", home, "the disk is full")
    mount(disk, "remount,ro")
    faults += on_a_bad_disk("no room", home, "cannot be written")
    mount(disk, "remount,rw,size=8g")
    faults += whole(home)
    sys.stdout.write(f"{faults} faults\n")
    return 1 if faults else 0


def on_a_bad_disk(what: str, home: Home, says: str) -> int:
    """Let a refresh end as it can: what it left is whole, the error names the disk; how many faults there are."""
    before = read_manifest(home)
    running = refresh(home)
    out, _ = running.communicate()
    after, fault = read_manifest(home), wrong_with(home)
    if running.returncode not in (DONE, LEFT_OUT, NOT_SERVED) and after != before:
        fault = fault or f"status {running.returncode}, and yet something was published"
    if running.returncode not in (DONE, LEFT_OUT) and says not in out:
        fault = fault or f"status {running.returncode}, without saying that {says}: {out.strip()[-600:]}"
    return report(what, "the same" if after == before else "new", fault)


if __name__ == "__main__":
    sys.exit(main())

"""Kill whole refreshes at random instants: `python -m tests.soak.kill [--kills 50] [--home DIR]`.

After each kill: what is published is a whole version, the one before or the new one; no process of the run is left;
and the next refresh, which is the next to be killed or the last, gets as far without help. Ends with a table, and with
status 1 when anything was not so.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from orchestration.home import Home
from orchestration.publish import read_manifest
from orchestration.recovery import AT_WORK
from orchestration.versions import damage
from tests.conftest import REPOSITORY

#: Refreshes that are left to end, to see that they can: every so many kills, and after the last.
WHOLE_EVERY = 10


def refresh(home: Home) -> subprocess.Popen[str]:
    """Begin a refresh."""
    return subprocess.Popen(
        [str(Path(sys.executable).with_name("tributary")), "refresh", "--force", "--home", str(home.root)],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def children_of(home: Home) -> list[str]:
    """Processes that were started by a refresh of this home, by their number and command."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"{AT_WORK}={home.root}".encode() in (folder / "environ").read_bytes().split(b"\0"):
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
                found.append(f"{folder.name} {command.strip()}")
        except OSError:
            continue
    return found


def wrong_with(home: Home) -> str | None:
    """What is wrong with what readers find; None when it is one whole version."""
    manifest = read_manifest(home)
    if manifest is None:
        return "nothing is published"
    damaged = damage((home.published / "current").resolve())
    if damaged:
        return damaged
    with duckdb.connect(str(home.published_file), read_only=True) as con:
        for table, rows in manifest["row_counts"].items():
            parquet = (home.published / "parquet" / f"{table.replace('.', '/')}.parquet").as_posix()
            if con.execute(f"select count(*) from {table}").fetchall() != [(rows,)]:  # noqa: S608
                return f"{table} has not the rows that the manifest gives"
            if con.execute("select count(*) from read_parquet($1)", [parquet]).fetchall() != [(rows,)]:
                return f"{parquet} has not the rows that the manifest gives"
        current = con.execute("select build_id from ops.refresh where is_current").fetchall()
    return None if current == [(manifest["build_id"],)] else f"the file is of {current}, the manifest of another"


def main() -> int:
    """Kill, look, and tell."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--kills", type=int, default=50)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument(
        "--home", type=Path, help="A home to begin with; it is copied. Default: a first refresh is made."
    )
    told = asked.parse_args()
    chance = random.Random(told.seed)
    faults = 0
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        if told.home:
            shutil.copytree(told.home, home.root, symlinks=True)
        started = time.monotonic()
        faults += report("whole", 0, refresh(home), home, {None})
        longest = time.monotonic() - started
        for number in range(1, told.kills + 1):
            instant = chance.uniform(0, longest)
            before = (read_manifest(home) or {}).get("build_id")
            running = refresh(home)
            try:
                running.wait(timeout=instant)
            except subprocess.TimeoutExpired:
                os.kill(running.pid, signal.SIGKILL)
            faults += report(f"kill {number}", instant, running, home, {before})
            if number % WHOLE_EVERY == 0 or number == told.kills:
                faults += report("whole", 0, refresh(home), home, {None})
    sys.stdout.write(f"{told.kills} kills, {faults} faults\n")
    return 1 if faults else 0


def report(what: str, instant: float, running: subprocess.Popen[str], home: Home, before: set[str | None]) -> int:
    """Wait for a refresh to end, look at what it left, print a line; how many faults there are."""
    out, _ = running.communicate()
    time.sleep(1)  # the kernel ends the children of the dead
    left = children_of(home)
    fault = wrong_with(home)
    if what == "whole" and running.returncode:
        fault = f"status {running.returncode}: {out.strip()[-300:]}"
    if left and what == "whole":
        fault = fault or f"left at work: {left}"
    build = (read_manifest(home) or {}).get("build_id")
    published = "the same" if build in before else "new"
    writing = [one for one in left if "dbt" in one or "gates" in one]
    if writing:
        fault = fault or f"left at work: {writing}"
    sys.stdout.write(
        f"{what:>8}  {instant:6.1f} s  status {running.returncode:>3}  {published:>8}  {fault or 'whole'}\n"
    )
    sys.stdout.flush()
    return 1 if fault else 0


if __name__ == "__main__":
    sys.exit(main())

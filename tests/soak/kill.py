"""Kill whole refreshes at random instants: `python -m tests.soak.kill [--kills 50] [--home DIR] [--dbt-project DIR]`.

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

from orchestration.cli.refresh import DONE, LEFT_OUT
from orchestration.release.publish import read_manifest
from orchestration.release.recovery import AT_WORK
from orchestration.release.versions import published_damage
from orchestration.runtime.paths import DBT_PROJECT, DBT_PROJECT_VARIABLE, Home
from tests.support.project import REPOSITORY

#: Refreshes that are left to end, to see that they can: every so many kills, and after the last. The first tenth of the
#: kills hits a home where nothing was ever published.
WHOLE_EVERY = 10


def refresh(home: Home) -> subprocess.Popen[str]:
    """Begin a refresh."""
    return subprocess.Popen(
        [str(Path(sys.executable).with_name("tributary")), "refresh", "--force", "--home", str(home.root)],
        cwd=REPOSITORY,
        env={**os.environ, DBT_PROJECT_VARIABLE: str(home.dbt_project)},
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
    damaged = published_damage(home)
    if damaged:
        return damaged
    with duckdb.connect(str(home.published_file), read_only=True) as con:
        for table, rows in manifest["row_counts"].items():
            parquet = (home.published / "parquet" / f"{table.replace('.', '/')}.parquet").as_posix()
            if con.execute(f"select count(*) from {table}").fetchall() != [(rows,)]:  # noqa: S608 - names of the manifest
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
    asked.add_argument("--dbt-project", type=Path, default=DBT_PROJECT, help="The dbt project that is built.")
    options = asked.parse_args()
    chance = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        home, cold = (Home(Path(folder) / name, options.dbt_project.absolute()) for name in ("home", "cold"))
        if options.home:
            shutil.copytree(options.home, home.root, symlinks=True)
        started = time.monotonic()
        faults = whole(home)
        longest = time.monotonic() - started
        from_nothing = options.kills // 10
        for number in range(1, options.kills + 1):
            faults += kill(number, cold if number <= from_nothing else home, chance.uniform(0, longest))
            if number == from_nothing:
                faults += whole(cold)
            elif number % WHOLE_EVERY == 0 or number == options.kills:
                faults += whole(home)
    sys.stdout.write(f"{options.kills} kills, {faults} faults\n")
    return 1 if faults else 0


def whole(home: Home) -> int:
    """Let a refresh end, and see that it could; how many faults there are."""
    running = refresh(home)
    out, _ = running.communicate()
    fault = wrong_with(home)
    if running.returncode not in (DONE, LEFT_OUT):
        fault = f"status {running.returncode}: {out.strip()[-300:]}"
    return report("whole", "new", fault)


def kill(number: int, home: Home, instant: float) -> int:
    """Begin a refresh, kill it after so many seconds, look at what it left; how many faults there are."""
    before = read_manifest(home)
    running = refresh(home)
    try:
        running.wait(timeout=instant)
    except subprocess.TimeoutExpired:
        os.kill(running.pid, signal.SIGKILL)
    running.communicate()
    until = time.monotonic() + 10
    while (left := children_of(home)) and time.monotonic() < until:  # the kernel ends the children of the dead
        time.sleep(0.05)
    after = read_manifest(home)
    nothing_yet = before is None and after is None
    fault = None if nothing_yet else wrong_with(home)
    if left:
        fault = fault or f"left at work: {left}"
    published = "nothing" if nothing_yet else "the same" if after == before else "new"
    return report(f"kill {number} after {instant:.1f} s", published, fault)


def report(what: str, published: str, fault: str | None) -> int:
    """Print a line; how many faults it tells."""
    sys.stdout.write(f"{what:>20}  published {published:>8}  {fault or 'as it should be'}\n")
    sys.stdout.flush()
    return 1 if fault else 0


if __name__ == "__main__":
    sys.exit(main())

"""Killed at any instant: what is published stays whole, and whoever comes next clears up without a person."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import duckdb
import pytest

from orchestration.release.publish import read_manifest
from orchestration.release.recovery import AT_WORK, PROCESS_TAG, RefreshLock, fail_dead_runs, recover
from orchestration.release.versions import published_damage, versions
from orchestration.runtime.paths import Home
from orchestration.runtime.processes import is_alive, name_of, this_process
from tests.support.builds import build, put_out

#: Takes a number a line, and publishes it in a child of its own: what takes long to load is loaded once.
PUBLISHER = """
import os, sys
from pathlib import Path
from orchestration.runtime.paths import Home
from orchestration.release.publish import publish
from orchestration.release.recovery import RefreshLock
from tests.support.builds import record
home, file = Home(Path(sys.argv[1])), Path(sys.argv[2])
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        with RefreshLock(home):
            print(os.getpid(), flush=True)
            publish(file, home, record(int(line)), {})
        os._exit(0)
    print("killed" if os.waitpid(child, 0)[1] else "published", flush=True)
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def assert_whole(home: Home) -> str:
    """What readers find is one version, all of it; which one."""
    manifest = read_manifest(home)
    assert manifest is not None
    assert published_damage(home) is None
    with duckdb.connect(str(home.published_file), read_only=True) as con:
        for table, rows in manifest["row_counts"].items():
            assert con.execute(f"select count(*) from {table}").fetchall() == [(rows,)]  # noqa: S608 - our own words
    return str(manifest["build_id"])


@pytest.mark.parametrize("kills", [15, pytest.param(50, marks=pytest.mark.slow)])
def test_publication_killed_at_any_instant(home: Home, tmp_path: Path, kills: int) -> None:
    """Each time what is published is the version before or the new one, and the next publication needs no help."""
    put_out(home, tmp_path, 1)
    chance = random.Random(7)
    command = [sys.executable, "-c", PUBLISHER, str(home.root), str(build(tmp_path, 2))]
    outcomes = {"before": 0, "after": 0}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as publisher:
        assert publisher.stdin is not None
        assert publisher.stdout is not None

        def begin(number: int) -> int:
            assert publisher.stdin is not None
            assert publisher.stdout is not None
            publisher.stdin.write(f"{number}\n")
            publisher.stdin.flush()
            return int(publisher.stdout.readline())

        begin(2)
        started = time.monotonic()
        assert publisher.stdout.readline() == "published\n"
        longest = time.monotonic() - started
        number, killed = 2, 0
        while killed < kills:
            before, number = assert_whole(home), number + 1
            child = begin(number)
            time.sleep(chance.uniform(0, longest))
            with suppress(ProcessLookupError):  # it was done before its time
                os.kill(child, signal.SIGKILL)
            killed += publisher.stdout.readline() == "killed\n"
            after = assert_whole(home)
            assert after in {before, f"build-{number:03}"}
            outcomes["before" if after == before else "after"] += 1
        begin(number + 1)
        assert publisher.stdout.readline() == "published\n"
        publisher.stdin.close()
    assert outcomes["before"] > kills // 10
    assert assert_whole(home) == f"build-{number + 1:03}"
    assert not [path.name for path in (home.published / "versions").iterdir() if path.name.startswith(".")]
    assert not home.holder.exists()


def test_a_version_that_was_never_pointed_to_is_removed(home: Home, tmp_path: Path) -> None:
    put_out(home, tmp_path, 1)
    put_out(home, tmp_path, 2)
    (home.published / "current").unlink()
    (home.published / "current").symlink_to(Path("versions") / "build-001")
    assert recover(home) == ["removed 1 unfinished files and folders"]
    assert [one.build_id for one in versions(home)] == ["build-001"]


def test_a_dead_holder_is_cleared_up_after(home: Home, tmp_path: Path) -> None:
    """Its children are ended and what it began is removed; what others made stays."""
    put_out(home, tmp_path, 1)
    half = [
        home.build_database,
        home.build / "warehouse.duckdb.wal",
        home.build / "warehouse.duckdb.tmp" / "spilled",
        home.scratch / "tmpabc" / "answer.json",
        home.published / "versions" / ".staging-build-002" / "tributary.duckdb",
        home.published / "versions" / ".removing-build-000" / "tributary.duckdb",
        home.published / ".withdrawn.json.a1b2c3d4",
        home.facts / "0000000001" / ".facts.parquet.a1b2c3_4",
        home.raw / "objects" / "ab" / ".abcd.zzzzzzzz",
    ]
    good = [
        home.raw / ".retrievals.lock",
        home.facts / "0000000001" / "facts.parquet",
        home.build / "refresh.log",
        home.build / "dbt" / "0123456789abcdef" / "manifest.json",
    ]
    for path in (*half, *good):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("made up")
    code = (
        "import subprocess, sys; from pathlib import Path; from orchestration.runtime.paths import Home\n"
        "from orchestration.release.recovery import RefreshLock\n"
        "RefreshLock(Home(Path(sys.argv[1]))).acquire()\n"
        "print(subprocess.Popen(['sleep', '600']).pid, flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(home.root)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        orphan = int(holder.stdout.readline())
        holder.kill()
    assert name_of(orphan) is not None
    (home.published / "versions" / ".staging-build-002").mkdir(exist_ok=True)
    with RefreshLock(home) as lock:
        assert lock.recovered[0] == f"ended 1 processes of a run that was killed: {orphan}"
        assert len(lock.recovered) == 2
        assert name_of(orphan) is None
        assert not [path for path in half if path.exists()]
        assert all(path.exists() for path in good)
        assert json.loads(home.holder.read_text())["process"] == this_process()
        assert os.environ[AT_WORK] == str(home.root)
    assert AT_WORK not in os.environ
    assert not home.holder.exists()
    with RefreshLock(home) as lock:
        assert lock.recovered == []


def test_a_number_that_was_used_again_is_another_process() -> None:
    boot, pid, started = this_process().split("-")
    assert is_alive(this_process())
    assert not is_alive(f"{boot}-{pid}-{int(started) + 1}")
    assert not is_alive(f"another{boot}-{pid}-{started}")
    assert not is_alive("corrupt")


def test_dbt_dies_with_the_run_that_started_it(tmp_path: Path) -> None:
    """A child that asked for it is killed by the kernel, though nobody tells it."""
    child = (
        "from orchestration.runtime.processes import die_with_parent; import time;"
        " die_with_parent(); print(flush=True)\n"
    )
    code = (
        "import subprocess, sys\n"
        f"child = subprocess.Popen([sys.executable, '-c', {child + 'time.sleep(600)'!r}], stdout=subprocess.PIPE)\n"
        "child.stdout.readline(); print(child.pid, flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        assert name_of(pid) is not None
        parent.kill()
    until = time.monotonic() + 30
    while name_of(pid) is not None and time.monotonic() < until:
        time.sleep(0.01)
    assert name_of(pid) is None


def test_runs_of_dead_processes_are_marked_failed(tmp_path: Path) -> None:
    """One that Dagster still counts as running would hold up the queue for ever; those of living ones go on."""
    import dagster as dg

    boot, pid, started = this_process().split("-")
    tags = {
        "dead": {PROCESS_TAG: f"{boot}-{pid}-{int(started) + 1}"},
        "living": {PROCESS_TAG: this_process()},
        "unknown": {},
    }

    @dg.job
    def nothing() -> None:
        """A job of no steps."""

    with dg.DagsterInstance.local_temp(str(tmp_path)) as instance:
        runs = {
            name: instance.create_run_for_job(nothing, status=dg.DagsterRunStatus.STARTED, tags=tag).run_id
            for name, tag in tags.items()
        }
        assert fail_dead_runs(instance) == [runs["dead"]]
        status_of = {run.run_id: run.status for run in instance.get_runs()}
        statuses = {name: status_of[run_id] for name, run_id in runs.items()}
        assert statuses == {
            "dead": dg.DagsterRunStatus.FAILURE,
            "living": dg.DagsterRunStatus.STARTED,
            "unknown": dg.DagsterRunStatus.STARTED,
        }


#: Publishes where no file may grow beyond so many bytes.
LIMITED = """
import resource, sys
from pathlib import Path
from orchestration.runtime.disk import disk_fault
from orchestration.runtime.paths import Home
from orchestration.release.publish import publish
from tests.support.builds import record
home = Home(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]),) * 2)
try:
    publish(Path(sys.argv[2]), home, record(2), {})
except Exception as fault:
    print(disk_fault(fault, home))
"""


@pytest.mark.parametrize("limit", [4_000, 20_000])
def test_a_publication_that_runs_out_of_room(home: Home, tmp_path: Path, limit: int) -> None:
    """It is reported in one line, the published version stays current, and the next publication succeeds."""
    put_out(home, tmp_path, 1)
    command = [sys.executable, "-c", LIMITED, str(home.root), str(build(tmp_path, 2)), str(limit)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.startswith(f"{home.root}: the disk is full, or over quota"), (done.stdout, done.stderr)
    assert len(done.stdout.splitlines()) == 1
    assert assert_whole(home) == "build-001"
    put_out(home, tmp_path, 3)
    assert assert_whole(home) == "build-003"
    assert [one.build_id for one in versions(home)] == ["build-003", "build-001"]

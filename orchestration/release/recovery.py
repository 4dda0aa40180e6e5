"""The lock of a data directory, and recovery after a killed run.

Contains the lock, the note with its holder, and the recovery: end child processes, remove unfinished files, mark the
Dagster run as failed, finish a rollback.

The operating system releases the lock when its holder dies. So a note that exists when the lock was just acquired was
left by a dead holder, and all unfinished work is its work.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self

from filelock import FileLock

from orchestration.release.rollback import finish
from orchestration.release.versions import (
    clear_unfinished,
    current_build,
    history,
    kept_versions,
    manifest_of,
    remove_version,
    versions,
)
from orchestration.runtime.paths import Home
from orchestration.runtime.processes import end_processes_with, is_alive, this_process

if TYPE_CHECKING:
    from dagster import DagsterInstance

#: Environment variable of the children of the lock's holder: the data directory that they write to.
AT_WORK: Final = "TRIBUTARY_AT_WORK_ON"
#: Tag of a Dagster run: the process that it runs in.
PROCESS_TAG: Final = "tributary/process"
#: `.<name>.<eight letters>`: temporary files that `tempfile` creates before a rename.
_TEMPORARY: Final = re.compile(r"\..+\.[a-z0-9_]{8}")


class RefreshLock:
    """The right to write to a data directory. Acquiring it recovers from a dead holder first.

    Child processes are marked in their environment, and temporary files are under `build/tmp`, so that both are found
    after this process was killed. `recovered` lists what the recovery did.
    """

    def __init__(self, home: Home, instance: DagsterInstance | None = None) -> None:
        self.home = home
        self._instance = instance
        self.recovered: list[str] = []
        self._lock = FileLock(home.lock)
        self._before: dict[str, str | None] = {}

    def acquire(self, timeout: float = 0, poll_interval: float = 0.5) -> Self:
        """Acquire it. Raises filelock.Timeout when another process holds it, OSError when the data directory cannot be
        written, BadInput when a setting of the environment cannot be used."""
        kept_versions()  # report a bad setting before the build, not after it
        self.home.lock.parent.mkdir(parents=True, exist_ok=True)
        self._lock.acquire(timeout=timeout, poll_interval=poll_interval)
        try:
            if self.home.holder.exists():
                self.recovered = recover(self.home, instance=self._instance)
            self.home.holder.write_text(json.dumps({"process": this_process()}), encoding="utf-8")
            self._mark_children()
        except BaseException:
            self._lock.release()
            raise
        return self

    def release(self) -> None:
        """Release it."""
        tempfile.tempdir = None
        for name, value in self._before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        shutil.rmtree(self.home.scratch, ignore_errors=True)
        with suppress(OSError):  # on a read-only disk the next holder removes it
            self.home.holder.unlink(missing_ok=True)
        self._lock.release()

    def __enter__(self) -> Self:
        return self.acquire()

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self.release()

    def _mark_children(self) -> None:
        self.home.scratch.mkdir(parents=True, exist_ok=True)
        marks = {AT_WORK: str(self.home.root), "TMPDIR": str(self.home.scratch)}
        self._before = {name: os.environ.get(name) for name in marks}
        os.environ.update(marks)
        tempfile.tempdir = str(self.home.scratch)


def recover(home: Home, *, is_killed: bool = True, instance: DagsterInstance | None = None) -> list[str]:
    """Recover from a dead holder of the lock; returns one line for each action. Call it with the lock held.

    Runs are marked in `instance`, by default the Dagster storage of the data directory. With `is_killed` false no
    holder is known to have died, and the build database of the last run is kept.
    """
    actions = []
    orphans = end_processes_with(AT_WORK, str(home.root))
    if orphans:
        actions.append(f"ended {len(orphans)} processes of a run that was killed: {', '.join(map(str, orphans))}")
    finished = finish(home)
    if finished:
        actions.append(f"finished a rollback that was killed: {finished} is published")
    removed = [*clear_unfinished(home), *_remove_unpublished(home), *_remove_temporary(home)]
    if is_killed:
        removed += remove_builds(home)
    if removed:
        actions.append(f"removed {len(removed)} unfinished files and folders")
    if instance or (home.dagster / "dagster.yaml").is_file():
        failed = fail_dead_runs(instance) if instance else _fail_runs_of(home)
        if failed:
            actions.append(f"marked {len(failed)} Dagster runs of dead processes as failed: {', '.join(failed)}")
    return actions


def fail_dead_runs(instance: DagsterInstance) -> list[str]:
    """Mark as failed each run that is recorded as running in a process that is dead; returns their ids.

    One such run would block the queue, since only one may run. Runs of processes that this machine cannot
    see, or without a process tag, are left to Dagster's own run monitoring, which has a time limit.
    """
    import dagster as dg

    begun = [dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.CANCELING]
    failed = []
    for run in instance.get_runs(dg.RunsFilter(statuses=begun)):
        process = run.tags.get(PROCESS_TAG)
        if process and not is_alive(process):
            instance.report_run_failed(run, "Its process was killed. The published version is complete.")
            failed.append(run.run_id)
    return failed


def remove_builds(home: Home) -> list[Path]:
    """Remove the build database: the next refresh builds everything."""
    left = list(home.build.glob("*.duckdb*"))
    for path in left:
        remove(path)
    return left


def remove(path: Path) -> None:
    """Remove a file or a folder."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _remove_temporary(home: Home) -> list[Path]:
    """Remove temporary files and folders."""
    left = [
        path
        for root in (home.raw, home.facts, home.checks)
        for path in root.rglob(".*")
        if _TEMPORARY.fullmatch(path.name)
    ]
    left += [path for path in (home.published.glob(".*")) if _TEMPORARY.fullmatch(path.name) or path.name == ".current"]
    left += [path for path in home.build.glob(".*") if _TEMPORARY.fullmatch(path.name)]
    left += [home.scratch] if home.scratch.is_dir() else []
    for path in left:
        remove(path)
    return left


def _remove_unpublished(home: Home) -> list[Path]:
    """Remove complete versions that never became current, because their run was killed before the switch."""
    current = current_build(home)
    if current and manifest_of(home.published / "versions" / current) is None:
        return []  # without the manifest, published versions are not known
    known = {run["build_id"] for run in history(home)}
    left = [one.folder for one in versions(home) if not one.is_current and one.build_id not in known]
    for folder in left:
        remove_version(folder)
    return left


def _fail_runs_of(home: Home) -> list[str]:
    from orchestration.runtime.dagster_instance import prepare_instance

    prepare_instance(home)
    import dagster as dg

    with dg.DagsterInstance.get() as instance:
        return fail_dead_runs(instance)


def process_tag() -> dict[str, Any]:
    """The tag of a run that runs in this process."""
    return {PROCESS_TAG: this_process()}

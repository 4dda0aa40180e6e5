"""Whose turn it is to write to a home, and clearing up after one who died at it.

Belongs here: the lock, the note of who holds it, what is done when that one is found dead: its children ended, its
files removed, its Dagster run marked failed, a rollback finished. Not: what a run does.

The operating system frees the lock when its holder dies, and nobody else writes to a home. So a note that is found when
the lock was just taken was left by a dead holder, and whatever is half-made is its work.
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
from orchestration.runtime.processes import end_those_with, lives, this_process

if TYPE_CHECKING:
    from dagster import DagsterInstance

#: Environment variable that children of whoever holds the lock carry: the home that they write to.
AT_WORK: Final = "TRIBUTARY_AT_WORK_ON"
#: Tag of a Dagster run: the process that it runs in.
PROCESS_TAG: Final = "tributary/process"
#: `.<name>.<eight letters>`: what `tempfile` makes beside a file that is to be replaced.
_TEMPORARY: Final = re.compile(r"\..+\.[a-z0-9_]{8}")


class RefreshLock:
    """The right to write to a home. Whoever takes it clears up after a dead holder first.

    Children started while it is held say so in their environment, and temporary files lie under the home's `build/tmp`:
    both are found again should this process be killed. `recovered` says in words what was cleared up.
    """

    def __init__(self, home: Home, instance: DagsterInstance | None = None) -> None:
        self.home = home
        self._instance = instance
        self.recovered: list[str] = []
        self._lock = FileLock(home.lock)
        self._before: dict[str, str | None] = {}

    def acquire(self, timeout: float = 0, poll_interval: float = 0.5) -> Self:
        """Take it. Raises filelock.Timeout when another holds it, OSError when the home cannot be written, BadInput
        when a setting of the environment cannot be used."""
        kept_versions()  # a bad setting is told now, not when all is built
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
        """Let the next one in."""
        tempfile.tempdir = None
        for name, value in self._before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        shutil.rmtree(self.home.scratch, ignore_errors=True)
        with suppress(OSError):  # where the disk has become read-only the next holder clears up
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
    """Clear up after a dead holder of the lock; what was done, a line each. Call it with the lock held.

    Runs are marked in `instance`, or in the storage of the home where none is given.
    Where none is known to have died (`is_killed` is false), the build of the last run is no half-made thing and stays.
    """
    told = []
    orphans = end_those_with(AT_WORK, str(home.root))
    if orphans:
        told.append(f"ended {len(orphans)} processes of a run that was killed: {', '.join(map(str, orphans))}")
    finished = finish(home)
    if finished:
        told.append(f"finished a rollback that was killed: {finished} is published")
    removed = [*clear_unfinished(home), *_remove_unpublished(home), *_remove_temporary(home)]
    if is_killed:
        removed += remove_builds(home)
    if removed:
        told.append(f"removed {len(removed)} unfinished files and folders")
    if instance or (home.dagster / "dagster.yaml").is_file():
        failed = fail_dead_runs(instance) if instance else _fail_runs_of(home)
        if failed:
            told.append(f"marked {len(failed)} Dagster runs of dead processes as failed: {', '.join(failed)}")
    return told


def fail_dead_runs(instance: DagsterInstance) -> list[str]:
    """Mark as failed each run that is recorded as running in a process that is dead; returns their ids.

    One such run would hold up the queue for ever, since only one may run. Runs of processes that this machine cannot
    see, or that carry no process, are left alone: Dagster's own monitoring has a limit of time for them.
    """
    import dagster as dg

    begun = [dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.CANCELING]
    failed = []
    for run in instance.get_runs(dg.RunsFilter(statuses=begun)):
        process = run.tags.get(PROCESS_TAG)
        if process and not lives(process):
            instance.report_run_failed(run, "Its process was killed. What is published is whole.")
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
    """Remove files that were to replace others, and folders for passing use."""
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
    """A version that was made whole but never pointed to: its run was killed between the two."""
    current = current_build(home)
    if current and manifest_of(home.published / "versions" / current) is None:
        return []  # without it nobody can tell which were published
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

"""Rollback to an earlier version: which version, whether it is usable, and which versions are withdrawn by it.

The record of withdrawals is written before the pointer moves. When a rollback is killed between the two, the current
version is recorded as withdrawn, and the next process finishes the rollback (`finish`).
"""

from __future__ import annotations

from datetime import UTC, datetime

from orchestration.release.publish import point_to
from orchestration.release.versions import (
    Withdrawal,
    current_build,
    damage,
    manifest_of,
    versions,
    withdrawals,
    write_withdrawals,
)
from orchestration.runtime.paths import Home


class CannotRollBack(Exception):
    """A rollback is not possible; the text is one line with the reason and the remedy."""


def roll_back(home: Home, chosen: str | None = None) -> tuple[str, list[str]]:
    """Point readers to a kept version: the chosen one, else the newest before the current that was not withdrawn.

    Returns its build id and the build ids that are withdrawn by it: the current version and those between the two.
    Going forward to a withdrawn version cancels its withdrawal and withdraws nothing. Call it with the lock held.
    Raises CannotRollBack.
    """
    current = current_build(home)
    if current is None:
        raise CannotRollBack(f"Nothing is published in {home.published}.")
    lineage = _lineage(home, current)
    target = chosen or _before(home, current, lineage)
    _must_be_good(home, target, current)
    passed_over = lineage[lineage.index(target) + 1 :] if target in lineage else []
    known = {one.build_id: one for one in withdrawals(home) if one.build_id != target}
    now = datetime.now(UTC).isoformat(timespec="seconds")
    new = {
        build: Withdrawal(build, now, target, _run_of(home, build, current))
        for build in passed_over
        if build not in known
    }
    if new:
        write_withdrawals([*known.values(), *new.values()], home)
        point_to(target, home.published)
    else:  # forward: if killed between the two, the target is still recorded as withdrawn, and `finish` repeats it
        point_to(target, home.published)
        write_withdrawals(list(known.values()), home)
    return target, list(new)


def finish(home: Home) -> str | None:
    """Finish a rollback that was killed: returns the version it went back to, or None when there was no such rollback.

    Where that version is damaged, the withdrawal is cancelled instead: readers keep the current version.
    """
    recorded = {one.build_id: one for one in withdrawals(home)}
    interrupted = recorded.get(current_build(home) or "")
    if interrupted is None:
        return None
    if damage(home.published / "versions" / interrupted.went_back_to) is None:
        point_to(interrupted.went_back_to, home.published)
        return interrupted.went_back_to
    write_withdrawals([one for one in recorded.values() if one.went_back_to != interrupted.went_back_to], home)
    return interrupted.build_id


def _lineage(home: Home, current: str) -> list[str]:
    """Builds in the order they were published, up to the current one."""
    manifest = manifest_of(home.published / "versions" / current)
    if manifest is None:  # damaged: only the version folders are known
        return [one.build_id for one in reversed(versions(home)) if one.build_id < current] + [current]
    return [run["build_id"] for run in manifest["runs"]]


def _before(home: Home, current: str, lineage: list[str]) -> str:
    kept = {one.build_id for one in versions(home) if one.withdrawal is None}
    found = next((build for build in reversed(lineage) if build != current and build in kept), None)
    if found is None:
        raise CannotRollBack(f"{current} has no version before it that is kept and not withdrawn.")
    return found


def _must_be_good(home: Home, target: str, current: str) -> None:
    kept = [one.build_id for one in versions(home)]
    if target not in kept:
        raise CannotRollBack(f"No version {target} is kept. `tributary versions` lists those that are.")
    if target == current:
        raise CannotRollBack(f"{target} is the version that is published now. Name another of `tributary versions`.")
    wrong = damage(home.published / "versions" / target)
    if wrong:
        raise CannotRollBack(f"Version {target} is damaged: {wrong}. Name another of `tributary versions`.")


def _run_of(home: Home, build: str, current: str) -> dict[str, object]:
    """The record of the run that made a build, as far as it can be read."""
    for name in (build, current):
        manifest = manifest_of(home.published / "versions" / name)
        for run in manifest["runs"] if manifest else []:
            if run["build_id"] == build:
                return {key: value for key, value in run.items() if key != "withdrawn_at"}
    return {"build_id": build}

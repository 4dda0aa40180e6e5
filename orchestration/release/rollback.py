"""Going back to an earlier version. Belongs here: which version, whether it may be pointed to, what is withdrawn by it.

The record of what is withdrawn is written before the pointer moves. When a rollback is killed between the two, the
current version is on record as withdrawn; whoever comes next finishes it (`finish`).
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
    """There is nothing to go back to; the text says why and what to do, in one line."""


def roll_back(home: Home, told: str | None = None) -> tuple[str, list[str]]:
    """Send readers to a version that is kept: the one told, else the newest before the current that was not withdrawn.

    Returns it and what is withdrawn by it: the current version and those between the two. Going forward, to a withdrawn
    version, takes its withdrawal back and withdraws nothing. Call it with the lock of the home held. Raises
    CannotRollBack.
    """
    current = current_build(home)
    if current is None:
        raise CannotRollBack(f"Nothing is published in {home.published}.")
    lineage = _lineage(home, current)
    target = told or _before(home, current, lineage)
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
    else:  # forward: killed between the two, the target is still on record, and `finish` undoes it
        point_to(target, home.published)
        write_withdrawals(list(known.values()), home)
    return target, list(new)


def finish(home: Home) -> str | None:
    """Finish a rollback that was killed half-way: the version gone back to, or None when there was none such.

    Where that version is no longer good, the withdrawal is taken back instead: readers keep what they have.
    """
    told = {one.build_id: one for one in withdrawals(home)}
    half = told.get(current_build(home) or "")
    if half is None:
        return None
    if damage(home.published / "versions" / half.went_back_to) is None:
        point_to(half.went_back_to, home.published)
        return half.went_back_to
    write_withdrawals([one for one in told.values() if one.went_back_to != half.went_back_to], home)
    return half.build_id


def _lineage(home: Home, current: str) -> list[str]:
    """Builds in the order they were published, up to the current one."""
    manifest = manifest_of(home.published / "versions" / current)
    if manifest is None:  # damaged: what lies there is all that can be known
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
    """What is recorded of the run that made a build, as far as it can be read."""
    for name in (build, current):
        manifest = manifest_of(home.published / "versions" / name)
        for run in manifest["runs"] if manifest else []:
            if run["build_id"] == build:
                return {key: value for key, value in run.items() if key != "withdrawn_at"}
    return {"build_id": build}

"""`tributary versions`, `rollback` and `recover`: output and exit status. `orchestration.release` does the work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from filelock import Timeout
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from orchestration.cli.figures import console
from orchestration.release.recovery import RefreshLock
from orchestration.release.recovery import recover as clear_up
from orchestration.release.rollback import CannotRollBack, roll_back
from orchestration.release.versions import Version, current_build, versions, withdrawals
from orchestration.runtime.paths import Home
from sources.errors import BadInput

DONE, FAILED, NOTHING, BUSY = 0, 1, 3, 4


def list_versions(home_argument: Path | None) -> int:
    """Print a line for each version; 0, or 3 when nothing is published, or 1 when a record cannot be read."""
    home = Home.find(home_argument)
    out, errors = console(), console(stderr=True)
    try:
        found, taken_back = versions(home), withdrawals(home)
    except BadInput as fault:
        return _fail(errors, str(fault))
    if not found:
        return _nothing(out, home)
    table = Table(box=SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    for name in ("build", "published", "from", "newest filing", "commit", "rows", "MB", ""):
        is_number = name in ("rows", "MB")
        table.add_column(name, justify="right" if is_number else "left", no_wrap=name != "from", overflow="fold")
    for one in found:
        table.add_row(*_row(one), style="bold" if one.is_current else "dim" if one.withdrawal else None)
    out.print(table)
    kept = {one.build_id for one in found}
    for gone in taken_back:
        line = f"{gone.build_id} was withdrawn on {_minute(gone.withdrawn_at)} UTC, going back to {gone.went_back_to}"
        out.print(line + ("." if gone.build_id in kept else "; it is no longer kept."), highlight=False, soft_wrap=True)
    return DONE


def rollback(home_argument: Path | None, build: str | None) -> int:
    """Go back, also in the Postgres copy if there is one; write the report if that version has none.

    0, or 1 with the reason, 3 when nothing is published, 4 when a refresh is running, 5 when
    the copy or the report failed.
    """
    home = Home.find(home_argument)
    out, errors = console(), console(stderr=True)
    if current_build(home) is None:
        return _nothing(errors, home)

    def work(lock: RefreshLock) -> None:
        _print_recovered(lock.recovered, errors)
        target, withdrawn = roll_back(home, build)
        gone = f"Withdrawn: {', '.join(withdrawn)}; " if withdrawn else "No version was withdrawn; "
        out.print(f"Published now: {target}.", highlight=False, soft_wrap=True)
        out.print(
            f"{gone}withdrawn versions are not published again unless something is new, or with `--force`.",
            highlight=False,
            soft_wrap=True,
        )

    status = _with_lock(home, errors, work)
    if status != DONE:
        return status
    from orchestration.cli.refresh import follow_up

    return follow_up(home, out, errors)


def recover(home_argument: Path | None) -> int:
    """Recover; 0 (also when there was nothing to do), or 4 when a refresh is running."""
    home = Home.find(home_argument)
    out, errors = console(), console(stderr=True)

    def work(lock: RefreshLock) -> None:
        actions = lock.recovered or clear_up(home, is_killed=False)
        _print_recovered(actions, out)
        if not actions:
            out.print("Nothing to recover.")

    return _with_lock(home, errors, work)


def _with_lock(home: Home, errors: Console, work: Callable[[RefreshLock], None]) -> int:
    try:
        with RefreshLock(home) as lock:
            work(lock)
    except Timeout:
        return _fail(errors, f"A refresh is running on {home.root}. Wait for it to end.", BUSY)
    except OSError as fault:
        return _fail(errors, f"{home.root}: cannot be written ({fault.strerror or fault}).")
    except (BadInput, CannotRollBack) as fault:
        return _fail(errors, str(fault))
    return DONE


def _row(one: Version) -> list[str]:
    state = "current" if one.is_current else "withdrawn" if one.withdrawal else ""
    if one.manifest is None:
        return [one.build_id, *[""] * 5, f"{one.size_bytes / 1e6:.1f}", f"{state} damaged".strip()]
    run: dict[str, Any] = one.manifest["runs"][-1]
    filing = (run.get("newest_filing") or "none").split()
    accepted = str(run.get("newest_filing_at") or "")[:10]
    commit, plus, _ = (one.manifest.get("git_commit") or "unknown").partition("+")
    return [
        one.build_id,
        _minute(one.manifest["published_at"]),
        str(run.get("edgar", "")),
        " ".join([*filing[:2], accepted]).strip(),
        commit[:7] + plus,
        f"{sum(one.manifest['row_counts'].values()):,}",
        f"{one.size_bytes / 1e6:.1f}",
        state,
    ]


def _minute(at: str) -> str:
    """A moment (UTC, ISO 8601) to the minute."""
    return at[:16].replace("T", " ")


def _print_recovered(lines: list[str], out: Console) -> None:
    for line in lines:
        out.print(f"An earlier run was killed: {line}.", markup=False, highlight=False, soft_wrap=True)


def _nothing(out: Console, home: Home) -> int:
    out.print(f"Nothing is published in {home.published}. Run `tributary refresh` first.", highlight=False)
    return NOTHING


def _fail(errors: Console, text: str, status: int = FAILED) -> int:
    errors.print(text, style="red", markup=False, highlight=False, soft_wrap=True)
    return status

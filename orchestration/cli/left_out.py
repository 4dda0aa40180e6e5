"""The last lines of a refresh that published: what is newly quarantined, and what the landing left out."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console

from orchestration.release.newly_quarantined import item_line, newly_quarantined
from orchestration.runtime.paths import Home
from orchestration.warehouse.ingest import LeftOut


def print_left_out(home: Home, landed_without: Sequence[LeftOut], errors: Console, *, is_new_version: bool) -> bool:
    """Print a line for each file that the landing left out and, of a new version, each newly quarantined item.

    The last line counts both. Returns whether there are any.
    """
    items = newly_quarantined(home).to_dicts() if is_new_version else []
    print_landed_without(landed_without, errors)
    for item in items:
        _print(f"Newly quarantined: {item_line(item)}", errors)
    counts = [
        *([f"{_counted(len(landed_without), 'file')} not landed"] if landed_without else []),
        *([f"{_counted(len(items), 'item')} newly quarantined"] if items else []),
    ]
    if counts:
        outcome = "The marts are published" if is_new_version else "The published version is current"
        _print(f"{outcome}; {', '.join(counts)}. `tributary quarantine list` lists all quarantined items.", errors)
    return bool(counts)


def print_landed_without(landed_without: Sequence[LeftOut], errors: Console) -> None:
    """Print a line for each file that the landing left out."""
    for one in landed_without:
        _print(f"Not landed: {one.message}", errors)


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _print(line: str, errors: Console) -> None:
    errors.print(line, style="yellow", markup=False, highlight=False, soft_wrap=True)

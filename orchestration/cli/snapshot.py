"""`tributary snapshot build`: build the committed snapshot from a mirror folder, with progress and a summary."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from sources.edgar.company_tables import LandingFaults
from sources.edgar.snapshot import SnapshotSummary, build_snapshot
from sources.errors import BadInput


def build(edgar: Path, out: Path) -> int:
    """Extract the mirror `edgar` into `out`; the exit status: 0, or 1 with one line on stderr for each bad file."""
    console, errors = Console(), Console(stderr=True)
    bar = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    try:
        with Progress(*bar, console=errors, transient=True) as progress:
            task = progress.add_task("reading")

            def show(done: int, total: int, what: str) -> None:
                progress.update(task, completed=done, total=total, description=what.rpartition("/")[2])

            summary = build_snapshot(edgar, out, show)
    except (BadInput, LandingFaults) as fault:
        errors.print(str(fault), style="red", markup=False, highlight=False, soft_wrap=True)
        errors.print("The snapshot is unchanged.", highlight=False)
        return 1
    _print(summary, out, console)
    return 0


def _print(summary: SnapshotSummary, out: Path, console: Console) -> None:
    """Print the files, the skipped documents and the damaged ones."""
    table = Table("file", "rows", "bytes", title=f"Snapshot of {len(summary.companies)} companies in {out}")
    for column in table.columns[1:]:
        column.justify = "right"
    for file, rows in summary.rows.items():
        table.add_row(file, f"{rows:,}", f"{summary.sizes[file]:,}")
    table.add_row("all", f"{sum(summary.rows.values()):,}", f"{sum(summary.sizes.values()):,}", style="bold")
    console.print(table)
    for label, things in (("without facts, skipped", summary.skipped), ("damaged, used", summary.damaged)):
        for thing in things:
            console.print(f"{label}: {thing}", markup=False, highlight=False, soft_wrap=True)

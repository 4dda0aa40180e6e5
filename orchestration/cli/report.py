"""`tributary report`: write the report of the published version again."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock, Timeout

from orchestration.cli.figures import console
from orchestration.release.publish import read_manifest
from orchestration.report.build import write_report
from orchestration.report.fault import ReportFault
from orchestration.runtime.paths import Home


def report(home_argument: Path | None) -> int:
    """Write it and print its path; 0, or 1 when it fails, 3 when nothing is published, 4 when a refresh is running."""
    home = Home.find(home_argument)
    out, errors = console(), console(stderr=True)
    if read_manifest(home) is None:
        missing = f"Nothing is published in {home.published}. Run `tributary refresh` first."
        out.print(missing, markup=False, highlight=False, soft_wrap=True)
        return 3
    try:
        home.lock.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(home.lock, timeout=0):
            written = write_report(home, anew=True)
    except Timeout:
        errors.print(f"A refresh is running on {home.root}. Wait for it to end.", style="red", highlight=False)
        return 4
    except (ReportFault, OSError) as fault:
        errors.print(str(fault), style="red", markup=False, highlight=False, soft_wrap=True)
        return 1
    out.print(
        f"Report: {written.page} (build {written.build_id}, {written.chart_count} charts, "
        f"{written.page_bytes / 1e6:.1f} MB)",
        markup=False,
        highlight=False,
        soft_wrap=True,
    )
    return 0

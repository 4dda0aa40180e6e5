"""What writing the report costs: CPU seconds and peak memory for a copy of the published version of a home.

python -m benchmarks.report data

Three times: with every chart drawn, in a process that has loaded polars, DuckDB and pyarrow, as a refresh has; with
every chart taken over, in another such process; and with one chart drawn.
"""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb

from orchestration.release.publish import read_manifest
from orchestration.report.build import write_report
from orchestration.runtime.paths import Home

#: A case by what is removed from `build/` before it.
CASES = {"every chart drawn": "charts", "every chart taken over": "", "one chart drawn": "charts/watch-list.json"}


def main(home: Path) -> None:
    """Write the report anew in each case, each in a process of its own, and print what it took."""
    manifest = read_manifest(Home(home))
    if manifest is None:
        sys.exit(f"Nothing is published in {home}.")
    with tempfile.TemporaryDirectory() as folder:
        copy = Home(Path(folder))
        version = Path("versions", manifest["build_id"])
        shutil.copytree(home / "published" / version, copy.published / version)
        (copy.published / "current").symlink_to(version)
        (copy.published / "manifest.json").symlink_to("current/manifest.json")
        shutil.copytree(home / "build" / "dbt", copy.build / "dbt")
        for case, removed in CASES.items():
            if removed == "charts":
                shutil.rmtree(copy.build / removed, ignore_errors=True)
            elif removed:
                (copy.build / removed).unlink()
            done = subprocess.run(
                [sys.executable, "-m", __spec__.name, "--in", folder], check=True, stdout=subprocess.PIPE
            )
            print(f"{case:>24}  {json.loads(done.stdout)}")


def write(home: Path) -> None:
    """Write the report anew and print, as JSON, what that took beyond the start of the process."""
    duckdb.sql("select 1").pl()  # loads what a refresh has loaded before
    before = resource.getrusage(resource.RUSAGE_SELF)
    written = write_report(Home(home), anew=True)
    after = resource.getrusage(resource.RUSAGE_SELF)
    took = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    result = {
        "cpu_seconds": round(took, 2),
        "peak_mb": (after.ru_maxrss - before.ru_maxrss) // 1024,
        "charts": written.chart_count,
        "drawn": len(written.drawn),
        "page_mb": round(written.page_bytes / 1e6, 2),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--in"]:
        write(Path(sys.argv[2]))
    else:
        main(Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[1] / "data"))

"""What writing the report costs: CPU seconds and peak memory for the published version of a home.

python -m benchmarks.report data
"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

from orchestration.home import Home
from orchestration.report.build import write_report


def main(home: Path, times: int = 3) -> None:
    """Write the report anew several times, the first with all imports, and print what each took."""
    for number in range(times):
        before = _cpu_seconds()
        started = time.monotonic()
        written = write_report(Home(home), anew=True)
        print(
            f"{'with imports' if number == 0 else 'again':>12}  {_cpu_seconds() - before:6.2f} CPU s  "
            f"{time.monotonic() - started:6.2f} s  {written.chart_count} charts, {written.page_bytes / 1e6:.2f} MB"
        )
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[1] / "data"))

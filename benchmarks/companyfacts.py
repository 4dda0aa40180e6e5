"""What flattening companyfacts costs: CPU seconds and peak memory over a mirror folder.

python -m benchmarks.companyfacts ../shared/edgar
"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

from sources.edgar.api.companyfacts import read_companyfacts


def main(mirror: Path) -> None:
    """Flatten every companyfacts answer of the mirror, one after the other, and print what it took."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    total_rows = total_bytes = 0
    total_seconds = 0.0
    for path in sorted((mirror / "data.sec.gov/api/xbrl/companyfacts").glob("CIK*.json")):
        started = time.process_time()
        rows = read_companyfacts(path, path.name).height
        seconds = time.process_time() - started
        total_rows, total_bytes = total_rows + rows, total_bytes + path.stat().st_size
        total_seconds += seconds
        print(f"{path.name}  {rows:>8,} facts  {seconds:6.3f} CPU s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"all  {total_rows:,} facts, {total_bytes / 1e6:.1f} MB  {total_seconds:.3f} CPU s")
    print(f"peak memory {peak / 1024:.0f} MB, of which {before / 1024:.0f} MB before the first answer")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[2] / "shared" / "edgar"))

"""What it costs to find that nothing is new, with few and with many filings stored: CPU seconds of the second landing.

python -m benchmarks.no_op
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from sources.edgar.http.client import open_origin
from sources.edgar.http.pace import Pace
from sources.edgar.http.raw_store import RawStore
from sources.edgar.landing import land_company
from tests.support.edgar_service import EdgarService, edgar_service
from tests.support.mirror import CIK, Filing, Mirror, inline_document, submissions

COUNTS = (15, 1500)
RUNS = 5


def mirror_of(count: int, root: Path) -> Mirror:
    """A mirror of one company with so many filings, each with its document."""
    filings = [
        Filing(f"0000000042-20-{n:06}", filed=f"{date(2001, 1, 1) + timedelta(days=n):%Y-%m-%d}") for n in range(count)
    ]
    mirror = Mirror(root)
    mirror.put_submissions(submissions(filings))
    for filing in filings:
        mirror.put_document(filing.accession, filing.document, inline_document({"us-gaap:Revenues": 7}))
    return mirror


def seconds(place: str, store: RawStore) -> float:
    """CPU seconds of a landing that finds nothing new: the least of some."""
    taken = []
    for _ in range(RUNS + 1):
        before = time.process_time()
        with open_origin(place, Pace(per_second=100_000)) as origin:
            land_company(CIK, origin, store)
        taken.append(time.process_time() - before)
    return min(taken[1:])


def main() -> None:
    """Print a table: filings stored, from a folder, from a service."""
    print(f"{'filings':>8}{'folder':>10}{'service':>10}   CPU s of a landing with nothing new")
    for count in COUNTS:
        with tempfile.TemporaryDirectory() as scratch:
            mirror = mirror_of(count, Path(scratch) / "edgar")
            folder = seconds(str(mirror.root), RawStore(Path(scratch) / "folder"))
            with edgar_service(EdgarService(mirror.root, limit=10**9)) as address:
                service = seconds(address, RawStore(Path(scratch) / "service"))
            print(f"{count:>8}{folder:>10.3f}{service:>10.3f}")


if __name__ == "__main__":
    sys.exit(main())

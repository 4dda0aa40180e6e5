"""What whole refreshes cost, side by side: CPU seconds and peak memory, children included, of a mirror over HTTP.

python -m benchmarks.refreshes ../shared/edgar

A first refresh of everything but the newest 10-Q of one company; one that finds nothing new; one that finds that
filing. What nothing new costs with few and with many filings stored, tells `benchmarks.no_op`.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

from sources.edgar.client import IDENTITY
from tests.support.edgar_service import EdgarService, edgar_service
from tests.support.mirror import without

COMPANY = "0001045810"
LIST = f"data.sec.gov/submissions/CIK{COMPANY}.json"


def newest_quarter(submissions: bytes) -> str:
    """Accession number of the newest 10-Q that a list names."""
    recent = json.loads(submissions)["filings"]["recent"]
    numbered = zip(recent["accessionNumber"], recent["form"], strict=True)
    return str(next(number for number, form in numbered if form == "10-Q"))


def refresh(what: str, service: EdgarService, address: str, home: Path) -> None:
    """Run one refresh, and print what it took."""
    service.forget()
    command = [str(Path(sys.executable).with_name("tributary")), "refresh", "--edgar", address, "--home", str(home)]
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0), (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)]
    child = os.posix_spawn(command[0], command, os.environ, file_actions=quiet)
    _, status, took = os.wait4(child, 0)
    documents = sum("/Archives/" in path for path in service.paths(200))
    cpu, peak = took.ru_utime + took.ru_stime, took.ru_maxrss / 1024
    print(f"{what:<24}{cpu:>8.1f}{peak:>9.0f}{len(service.asked):>11}{documents:>12}", flush=True)
    if status:
        sys.exit(f"{what}: status {os.waitstatus_to_exitcode(status)}")


def main(mirror: Path) -> None:
    """Print a table: CPU seconds, MB at most of one process, requests, documents fetched."""
    os.environ.setdefault(IDENTITY, "Benchmark benchmark@example.org")
    with tempfile.TemporaryDirectory() as scratch:
        root = shutil.copytree(mirror, Path(scratch) / "edgar", copy_function=shutil.copyfile)
        whole = (root / LIST).read_bytes()
        (root / LIST).write_bytes(without(whole, newest_quarter(whole)))
        service, home = EdgarService(root), Path(scratch) / "home"
        with edgar_service(service) as address:
            print(f"{'':<24}{'CPU s':>8}{'peak MB':>9}{'requests':>11}{'documents':>12}")
            refresh("everything", service, address, home)
            refresh("nothing new", service, address, home)
            (root / LIST).write_bytes(whole)
            refresh("one filing", service, address, home)
            refresh("nothing new", service, address, home)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[2] / "shared" / "edgar"))

"""What refreshes cost: CPU seconds of all processes, peak memory, and each as a ratio to a bare `dbt build`.

    python -m benchmarks.refreshes [MIRROR] [--against REVISION]

In one run, of the working tree and, with `--against`, of another revision beside it: a first refresh into an empty
home, one that finds nothing new, one with one new filing (the newest 10-Q of NVIDIA), one with one changed row in
`chips.csv`; and `dbt build` on the database that the first refresh left, parsed from dbt's cache, as a user of dbt
would run it. Without a mirror folder filings come from the snapshot, and the row of the new filing is left out. Each
revision has a folder and an environment of its own under a temporary folder, made by its own Makefile: the environment
is not measured.

Peak memory is that of all processes together (proportional set size), measured five times a second.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.mirror import without

PROJECT = Path(__file__).resolve().parents[1]
COMPANY = "0001045810"
LIST = Path("data.sec.gov", "submissions", f"CIK{COMPANY}.json")
PRICE, CHANGED_PRICE = "2368,4000,12000,15000", "2368,4000,12000,15500"
#: What a refresh leaves to the test suite and to Great Expectations; the same for every revision.
LEFT_OUT = (
    "--exclude-resource-type", "unit_test", "--exclude", "path:tests/code", "path:tests/landing", "path:tests/marts",
    *(f"path:models/marts/*/*.yml,test_name:{name}" for name in (
        "not_null", "unique_grain", "accepted_values", "ascending_columns", "relationships", "share_of_a_whole",
        "reason_when_null", "reason_code_of",
    )),
)  # fmt: skip


@dataclass(frozen=True)
class Cost:
    """CPU seconds of a command and all its children, and MB at most of all of them together."""

    cpu_seconds: float
    peak_mb: float


@dataclass
class Subject:
    """A revision of the project with its own environment and home."""

    name: str
    project: Path
    home: Path

    def refresh(self, origin: str) -> Cost:
        """One refresh by its own command line."""
        return measured([self.project / ".venv/bin/tributary", "refresh", "--home", self.home, "--edgar", origin], self)

    def bare_build(self, scratch: Path) -> Cost:
        """`dbt build` on a copy of the build database, after a parse that is not counted."""
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir()
        (database,) = (self.home / "build").glob("*.duckdb")
        shutil.copyfile(database, scratch / "build.duckdb")
        dbt = [self.project / ".venv/bin/dbt"]
        folders = {"TRIBUTARY_BUILD_DB": scratch / "build.duckdb", "DBT_TARGET_PATH": scratch, "DBT_LOG_PATH": scratch}
        where = ["--project-dir", self.project / "dbt_project", "--profiles-dir", self.project / "dbt_project"]
        measured([*dbt, "parse", *where], self, folders)
        return measured([*dbt, "build", *where, *LEFT_OUT], self, folders)


def measured(command: list[str | Path], subject: Subject, more: Mapping[str, Path] | None = None) -> Cost:
    """Run a command to its end. Ends the benchmark when it fails."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TRIBUTARY_")}
    environment |= {name: str(value) for name, value in (more or {}).items()}
    log = subject.home.parent / f"{subject.name}.log"
    with log.open("wb") as output:
        child = subprocess.Popen(
            list(map(str, command)), cwd=subject.project, env=environment, stdout=output, stderr=output
        )
        peak = Peak(child.pid)
        peak.start()
        _, status, took = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    peak.is_over.set()
    peak.join()
    if child.returncode not in (0, 7):  # 7: published, with something newly quarantined
        sys.exit(f"{subject.name}: {' '.join(map(str, command))}\n{log.read_text()[-2000:]}")
    return Cost(took.ru_utime + took.ru_stime, peak.megabytes)


class Peak(threading.Thread):
    """Looks at the memory of a process and its descendants until `is_over`."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.megabytes, self.is_over = pid, 0.0, threading.Event()

    def run(self) -> None:
        """Keep the most."""
        while not self.is_over.wait(0.2):
            self.megabytes = max(self.megabytes, sum(map(_megabytes, _family(self.pid))))


def _family(pid: int) -> Iterator[int]:
    yield pid
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _family(int(child))
    except OSError:
        return  # it has ended


def _megabytes(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


@contextmanager
def revision(name: str | None, scratch: Path) -> Iterator[Subject]:
    """The project at a revision, or the working tree for None, in a folder of its own with an environment."""
    project = scratch / (name or "working tree").replace("/", "-").replace(" ", "-")
    if name is None:
        for file in _git("ls-files", "--cached", "--others", "--exclude-standard").splitlines():
            if (PROJECT / file).is_file():
                (project / file).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(PROJECT / file, project / file)
    else:
        _git("worktree", "add", "--detach", str(project), name)
    try:
        subprocess.run(["make", ".venv/runtime", f"PYTHON={sys.executable}"], cwd=project, check=True)  # noqa: S607 - make is found by PATH
        home = scratch / f"{project.name}-home" / "home"
        home.parent.mkdir()
        yield Subject(name or "working tree", project, home)
    finally:
        if name is not None:
            _git("worktree", "remove", "--force", str(project))


def _git(*arguments: str) -> str:
    command = ("git", "-C", str(PROJECT), *arguments)
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def compare(subjects: list[Subject], mirror: Path | None, scratch: Path) -> None:
    """Measure each step for each subject in turn, and print a table."""
    origin = str(mirror or "snapshot")
    newest = (mirror / LIST).read_bytes() if mirror else b""
    if mirror:
        (mirror / LIST).write_bytes(without(newest, newest_quarter(newest)))

    def new_filing(subject: Subject) -> Cost:
        Path(origin, LIST).write_bytes(newest)
        return subject.refresh(origin)

    def changed_row(subject: Subject) -> Cost:
        chips = subject.project / "data/reference/chips.csv"
        text = chips.read_text(encoding="utf-8")
        chips.write_text(text.replace(PRICE, CHANGED_PRICE), encoding="utf-8")
        return subject.refresh(origin)

    steps = {
        "first refresh": lambda subject: subject.refresh(origin),
        "bare dbt build": lambda subject: subject.bare_build(scratch / "bare"),
        "nothing new": lambda subject: subject.refresh(origin),
        **({"one new filing": new_filing} if mirror else {}),
        "one changed row": changed_row,
    }
    costs: dict[tuple[str, str], Cost] = {}
    for step, measure in steps.items():
        for subject in subjects:
            began = time.monotonic()
            costs[step, subject.name] = measure(subject)
            print(f"{subject.name}: {step} ({time.monotonic() - began:.0f} s)", file=sys.stderr, flush=True)
    for subject in subjects:
        other = next((one for one in subjects if one is not subject), None)
        print(f"\n{subject.name}, filings from {'a mirror' if mirror else 'the snapshot'}")
        titles = f"{'':<18}{'CPU s':>8}{'peak MB':>9}{'÷ bare build':>14}{'÷ first':>9}"
        print(titles + (f"{f'÷ {other.name[:12]}':>16}" if other else ""))
        for step in steps:
            cost = costs[step, subject.name]
            bare, first = (costs[name, subject.name].cpu_seconds for name in ("bare dbt build", "first refresh"))
            line = f"{step:<18}{cost.cpu_seconds:>8.1f}{cost.peak_mb:>9.0f}{cost.cpu_seconds / bare:>14.2f}"
            line += f"{cost.cpu_seconds / first:>9.2f}"
            print(line + (f"{cost.cpu_seconds / costs[step, other.name].cpu_seconds:>16.2f}" if other else ""))


def newest_quarter(submissions: bytes) -> str:
    """Accession number of the newest 10-Q that a list names."""
    recent = json.loads(submissions)["filings"]["recent"]
    numbered = zip(recent["accessionNumber"], recent["form"], strict=True)
    return str(next(number for number, form in numbered if form == "10-Q"))


def main() -> None:
    """Print a table for each revision."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks.refreshes", description=__doc__.splitlines()[0])
    asked.add_argument("mirror", nargs="?", type=Path, help="folder with a mirror of EDGAR, such as ../shared/edgar")
    asked.add_argument("--against", metavar="REVISION", help="measure this revision as well, step by step in turn")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder, revision(None, Path(folder)) as here:
        scratch = Path(folder)
        mirror = options.mirror and shutil.copytree(options.mirror, scratch / "edgar", copy_function=shutil.copyfile)
        if options.against is None:
            compare([here], mirror, scratch)
            return
        with revision(options.against, scratch) as there:
            compare([here, there], mirror, scratch)


if __name__ == "__main__":
    main()

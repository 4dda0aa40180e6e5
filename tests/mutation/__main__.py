"""`make mutants`: every mutation, its suite, what caught it, how severe that is."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import track
from rich.table import Table

from orchestration.quality.process import QualityProcess
from orchestration.runtime.paths import Home
from tests.mutation import curated, landing, marts
from tests.mutation.harness import Mutants


def main() -> int:
    """Try them all on what is built in the home; 1 when one is missed or an alarm is false."""
    home = Home.find()
    screen = Console() if sys.stdout.isatty() else Console(width=150)
    if not any(home.build.glob("*.duckdb")):
        screen.print(f"Nothing is built in {home.root}. Run `tributary refresh` first.", style="red")
        return 1
    suites = (landing, curated, marts)
    harm = [mutation for suite in suites for mutation in suite.HARM]
    harmless = [mutation for suite in suites for mutation in suite.HARMLESS]
    with QualityProcess() as process, tempfile.TemporaryDirectory() as scratch:
        mutants = Mutants(home, process, Path(scratch))
        judged = list(track(mutants.judge([*harm, *harmless]), "mutating", total=len(harm) + len(harmless),
                            console=Console(stderr=True), transient=True))  # fmt: skip
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in ("mutation", "suite", "caught by", "severity"):
        table.add_column(name)
    for one in judged:
        table.add_row(*one.as_row, style=None if one.is_as_it_should else "red")
    screen.print(table)
    caught = sum(one.is_as_it_should for one in judged[: len(harm)])
    quiet = sum(one.is_as_it_should for one in judged[len(harm) :])
    screen.print(
        f"{caught} of {len(harm)} mutations caught, each by the expectation that should; "
        f"{len(harmless) - quiet} false alarms on {len(harmless)} harmless changes.", highlight=False,
    )  # fmt: skip
    return 0 if all(one.is_as_it_should for one in judged) else 1


if __name__ == "__main__":
    sys.exit(main())

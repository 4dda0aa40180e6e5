"""`tributary metrics`: metrics of the published version, by MetricFlow, as CSV."""

from __future__ import annotations

import sys
from pathlib import Path

from orchestration.catalog.metrics import CannotAsk, ask
from orchestration.cli.figures import console
from orchestration.runtime.paths import Home
from orchestration.warehouse.dbt import BrokenDbtProject


def metrics(home_argument: Path | None, names: str, by: str) -> int:
    """Print the answer; 0, or 1 with the reason."""
    try:
        sys.stdout.write(ask(Home.find(home_argument), names, by))
    except (CannotAsk, BrokenDbtProject) as fault:
        console(stderr=True).print(str(fault), style="red", markup=False, highlight=False, soft_wrap=True)
        return 1
    return 0

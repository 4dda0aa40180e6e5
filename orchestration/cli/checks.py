"""`tributary checks`: results of the quality checks of the last run, also when it published nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
from rich.console import Console

from orchestration.cli.figures import console
from orchestration.quality.results import message
from orchestration.runtime.paths import Home

#: The newest outcomes of every suite.
LAST = """
    with outcomes as (
        from read_parquet($files)
    ),
    last_run as (
        select run_id from outcomes order by checked_at desc limit 1
    )
    from outcomes
    semi join last_run using (run_id)
    order by success, severity, table_name, expectation
"""


def checks(home_argument: Path | None) -> int:
    """Print failed expectations with query and rows, and the number that passed; 1 when an error stopped the run."""
    home = Home.find(home_argument)
    out = console()
    if not any(home.checks.glob("*.parquet")):
        out.print(f"No quality check has run in {home.root} yet. Run `tributary refresh` first.", highlight=False)
        return 3
    with duckdb.connect() as con:
        rows = con.sql(LAST, params={"files": str(home.checks / "*.parquet")}).pl().to_dicts()
    failed = [row for row in rows if not row["success"]]
    for row in failed:
        _show(row, out)
    suites = ", ".join(dict.fromkeys(row["suite"] for row in rows))
    out.print(
        f"{len(rows) - len(failed)} of {len(rows)} expectations passed, {rows[0]['checked_at']:%Y-%m-%d %H:%M} UTC "
        f"(suites: {suites}). Pages: {home.checks / 'index.html'}",
        markup=False, highlight=False, soft_wrap=True,
    )  # fmt: skip
    return 1 if any(row["severity"] == "error" for row in failed) else 0


def _show(row: dict[str, Any], out: Console) -> None:
    out.print(f"{row['severity']}: {message(row)}", style="red" if row["severity"] == "error" else "yellow",
              markup=False, highlight=False, soft_wrap=True)  # fmt: skip
    for one in json.loads(row["rows"]):
        out.print("    " + ", ".join(f"{name} {value}" for name, value in one.items() if value is not None),
                  markup=False, highlight=False, soft_wrap=True)  # fmt: skip
    out.print(f"    {row['query']}", style="dim", markup=False, highlight=False, soft_wrap=True)

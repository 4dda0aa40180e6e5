"""What came of a gate: kept for every run, shown in `ops.checks`, told in plain words.

Belongs here: running the gate's process and keeping its outcomes. Not: what is expected, nor Great Expectations itself.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import duckdb

from orchestration.home import PROJECT, Home

#: Columns of `landing.checks` and `ops.checks`, in order, and their DuckDB types.
CHECKS: Final = {
    "suite": "varchar",
    "expectation": "varchar",
    "table_name": "varchar",
    "column_name": "varchar",
    "severity": "varchar",
    "success": "boolean",
    "observed": "varchar",
    "expected": "varchar",
    "query": "varchar",
    "rows": "varchar",
    "run_id": "varchar",
    "checked_at": "timestamp",
}
#: Runs whose outcomes are kept.
KEPT_RUNS: Final = 100
WORST: Final = 3

Row = dict[str, Any]


class GateBroken(Exception):
    """The gate itself did not run; the text says why."""


@dataclass(frozen=True)
class Gate:
    """What came of one gate: a row for each expectation, as in `ops.checks`, and what it cost."""

    rows: list[Row]
    cpu_seconds: float
    #: The file that keeps the rows.
    kept_in: Path

    @property
    def failed(self) -> list[Row]:
        """What failed, what stops publication first, then by table."""
        broken = [row for row in self.rows if not row["success"]]
        return sorted(broken, key=lambda row: (row["severity"] != "error", row["table_name"], row["expectation"]))

    @property
    def stops(self) -> bool:
        """Whether the build may not be published."""
        return any(row["severity"] == "error" for row in self.failed)

    def told(self) -> list[str]:
        """The worst failures in plain words, and how many more there are."""
        stopping = [row for row in self.failed if row["severity"] == "error"]
        lines = [told(row) for row in stopping[:WORST]]
        if len(stopping) > WORST:
            lines.append(
                f"{len(stopping) - WORST} more expectations were not met; `tributary status --checks` lists them."
            )
        return lines


def told(row: Row) -> str:
    """One failure in plain words, and what to do."""
    where = f" ({row['column_name']})" if row["column_name"] else ""
    promise = row["expectation"].replace("_", " ")
    return (
        f"{row['table_name']}{where} breaks a promise, {promise}: found {row['observed']}, expected {row['expected']}. "
        "Mend what the mart reads, or its YAML where the promise is wrong."
    )


def run_gate(build_file: Path, manifest: Path, home: Home, run_id: str) -> Gate:
    """Put a build file to the test, keep the outcomes under the home, and add them to its `ops.checks`.

    Raises GateBroken when the gate could not run: a build that was not tested is not published.
    """
    with tempfile.TemporaryDirectory(dir=home.build) as scratch:
        answer = Path(scratch) / "answer.json"
        done = subprocess.run(  # noqa: S603 - our own words
            [sys.executable, "-m", "orchestration.gates", str(build_file), str(manifest), str(answer)],
            cwd=PROJECT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if not answer.is_file():
            told_last = (done.stderr.strip().splitlines() or ["nothing was said"])[-1]
            raise GateBroken(f"The gate could not put {build_file.name} to the test: {told_last}")
        found = json.loads(answer.read_text(encoding="utf-8"))
    checked_at = datetime.now(UTC).replace(tzinfo=None)
    rows = [outcome | {"run_id": run_id, "checked_at": checked_at} for outcome in found["outcomes"]]
    places = ", ".join("?" * len(CHECKS))
    with duckdb.connect(str(build_file)) as con:
        con.executemany(f"insert into ops.checks values ({places})", [[row[name] for name in CHECKS] for row in rows])  # noqa: S608
    return Gate(rows, found["cpu_seconds"], _keep(home, build_file, checked_at, run_id))


def record_history(build_file: Path, home: Home) -> None:
    """Write `landing.checks`: the outcomes of earlier runs, those included that stopped a build."""
    columns = ", ".join(f"{name} {kind}" for name, kind in CHECKS.items())
    with duckdb.connect(str(build_file)) as con:
        con.execute(f"create or replace table landing.checks ({columns})")
        if any(home.checks.glob("*.parquet")):
            con.execute("insert into landing.checks by name from read_parquet($1)", [str(home.checks / "*.parquet")])


def was_tested(build_file: Path, run_id: str) -> bool:
    """Whether this run's gate let the build through."""
    query = "select count(*) > 0 and bool_and(success or severity != 'error') from ops.checks where run_id = $1"
    with duckdb.connect(str(build_file), read_only=True) as con:
        row = con.execute(query, [run_id]).fetchone()
    return bool(row and row[0])


def _keep(home: Home, build_file: Path, checked_at: datetime, run_id: str) -> Path:
    """One small Parquet file a run, from its rows in the build file; the oldest go."""
    home.checks.mkdir(parents=True, exist_ok=True)
    path = home.checks / f"{checked_at:%Y%m%dT%H%M%S%f}-{run_id}.parquet"
    with duckdb.connect(str(build_file), read_only=True) as con:
        con.sql("from ops.checks where run_id = $run_id", params={"run_id": run_id}).write_parquet(str(path))
    for old in sorted(home.checks.glob("*.parquet"))[:-KEPT_RUNS]:
        old.unlink()
    return path

"""The quality process: `python -m orchestration.quality` reads one request a line until its input ends.

Importing Great Expectations takes three CPU seconds and 200 MB, and prints messages. In a separate process this happens
once for each run and ends with the process. `process` is the client.
"""

from __future__ import annotations

import gc
import json
import sys
import time
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import duckdb

from orchestration.quality.expectation import Outcome, combined
from orchestration.quality.parquet import read_tables, some_companies_at_a_time
from orchestration.quality.suites import expectations_of
from orchestration.runtime.processes import die_with_parent

#: Number of failing rows that are kept for each expectation.
SHOWN_ROWS: Final = 5


def answer(asked: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Run the checkpoint of a suite; one row for each expectation.

    `asked` has the suite, dbt's manifest, and a DuckDB `file` or the Parquet files of `tables`. The landing suite also
    has `visits`: cik, day and kind of origin of every company that was to be landed. With `only`, keys of expectations,
    the others are skipped. `folder` is where Great Expectations keeps suites, results and Data Docs of the run
    `run_id`; nothing is kept without it.
    """
    return [
        {
            "key": o.expectation.key,
            "suite": o.expectation.suite,
            "expectation": o.expectation.expectation,
            "table_name": o.expectation.table_name,
            "column_name": o.expectation.column_name,
            "severity": o.expectation.severity,
            "success": o.success,
            "observed": o.observed,
            "expected": o.expectation.expected,
            "query": " ".join(line.strip() for line in o.expectation.query.splitlines() if not _is_comment(line)),
            "rows": json.dumps(o.rows[:SHOWN_ROWS], default=str),
            "quarantines": o.expectation.quarantines,
            "all_rows": json.loads(json.dumps(o.rows, default=str)) if o.expectation.quarantines else [],
        }
        for o in _outcomes(asked)
    ]


def _outcomes(asked: Mapping[str, Any]) -> list[Outcome]:
    from orchestration.quality.checkpoints import run_checkpoint

    def run(place: duckdb.DuckDBPyConnection, part: str = "") -> list[Outcome]:
        expectations = expectations_of(asked["suite"], Path(asked["manifest"]))
        folder = Path(asked["folder"]) if "folder" in asked else None
        return run_checkpoint(place, expectations, folder, asked.get("run_id", "run") + part, asked.get("only"))

    if "file" in asked:
        with duckdb.connect(asked["file"], read_only=True) as place:
            return run(place)
    with duckdb.connect() as place:
        if asked["suite"] != "landing":
            read_tables(place, asked["tables"])
            return run(place)
        parts = some_companies_at_a_time(place, asked["tables"], asked.get("visits", []))
        outcomes = [run(place, f"-{number}" if number > 1 else "") for number, _ in enumerate(parts, start=1)]
    return [combined(of_parts) for of_parts in zip(*outcomes, strict=True)]


def main() -> None:
    """Answer every request on standard input: the answer is written to the file that the request names."""
    die_with_parent()
    # The process ends after a few requests: collecting garbage would take a tenth of its time.
    gc.disable()
    from orchestration.quality import checkpoints  # noqa: F401 - a slow import, before the first request

    for line in sys.stdin:
        asked = json.loads(line)
        reply: dict[str, Any]
        try:
            reply = {"outcomes": answer(asked)}
        except Exception as fault:
            reply = {"broken": "; ".join(traceback.format_exception_only(fault)).strip()}
        reply["cpu_seconds"] = round(time.process_time(), 2)
        Path(asked["answer"]).write_text(json.dumps(reply), encoding="utf-8")
        sys.stdout.write("answered\n")
        sys.stdout.flush()


def _is_comment(line: str) -> bool:
    return line.strip().startswith("--")


if __name__ == "__main__":
    main()

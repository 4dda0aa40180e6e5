"""The gates in a process of their own: `python -m orchestration.quality` answers questions, one a line, until its input
ends. Belongs here: reading a question, writing its answer. Not: who asks (`process`).

Great Expectations takes four CPU seconds and 200 MB to import, and prints what it likes; here all of that happens once
a run and ends with the process.
"""

from __future__ import annotations

import json
import sys
import time
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import duckdb

from orchestration.quality.expectation import Expectation, Outcome, together
from orchestration.quality.gx_import import without_statistics_and_pandas
from orchestration.quality.parquet import read_tables, some_companies_at_a_time
from orchestration.quality.suites import expected_at
from orchestration.runtime.processes import die_with_parent

#: How many rows that break an expectation are kept to be shown.
SHOWN_ROWS: Final = 5


def answer(asked: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Put a door to the test.

    `asked` has the door, dbt's manifest, and a DuckDB `file` or the Parquet files of `tables`; the landing door has
    `visits` as well: cik, day and kind of origin of every company that was to be landed. With `only`, keys of
    expectations, the others are left out.
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
            "sets_aside": o.expectation.sets_aside,
            "all_rows": json.loads(json.dumps(o.rows, default=str)) if o.expectation.sets_aside else [],
        }
        for o in _outcomes(asked)
    ]


def _outcomes(asked: Mapping[str, Any]) -> list[Outcome]:
    from orchestration.quality.checkpoints import put_to_the_test

    if "file" in asked:
        with duckdb.connect(asked["file"], read_only=True) as place:
            return put_to_the_test(place, _expectations(asked))
    with duckdb.connect() as place:
        if asked["door"] != "landing":
            read_tables(place, asked["tables"])
            return put_to_the_test(place, _expectations(asked))
        parts = some_companies_at_a_time(place, asked["tables"], asked.get("visits", []))
        outcomes = [put_to_the_test(place, _expectations(asked)) for _ in parts]
    return [together(of_parts) for of_parts in zip(*outcomes, strict=True)]


def _expectations(asked: Mapping[str, Any]) -> list[Expectation]:
    found = expected_at(asked["door"], Path(asked["manifest"]))
    return [e for e in found if "only" not in asked or e.key in asked["only"]]


def main() -> None:
    """Answer every question on standard input: the answer goes into the file that the question names."""
    die_with_parent()
    with without_statistics_and_pandas():
        from orchestration.quality import checkpoints  # noqa: F401 - the long import, while nobody waits

    for line in sys.stdin:
        asked = json.loads(line)
        told: dict[str, Any]
        try:
            told = {"outcomes": answer(asked)}
        except Exception as fault:
            told = {"broken": "; ".join(traceback.format_exception_only(fault)).strip()}
        told["cpu_seconds"] = round(time.process_time(), 2)
        Path(asked["answer"]).write_text(json.dumps(told), encoding="utf-8")
        sys.stdout.write("answered\n")
        sys.stdout.flush()


def _is_comment(line: str) -> bool:
    return line.strip().startswith("--")


if __name__ == "__main__":
    main()

"""Checkpoints: running the expectations of a suite with Great Expectations on DuckDB.

What is run is stored first (`stored`). Importing this module takes three CPU seconds (Great Expectations itself), so it
is imported only in the quality process.
"""

# ruff: noqa: E402 - Great Expectations reads its settings when it is imported
from __future__ import annotations

import logging
import os
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("GX_ANALYTICS_ENABLED", "False")
# It says for each of our natives that it replaces the original.
logging.getLogger("great_expectations").setLevel(logging.ERROR)

import duckdb
from great_expectations.core.run_identifier import RunIdentifier

from orchestration.quality import dialect, stored
from orchestration.quality.expectation import ROWS, Expectation, Outcome


def run_checkpoint(
    place: duckdb.DuckDBPyConnection,
    expectations: Sequence[Expectation],
    folder: Path | None,
    run_name: str = "run",
    only: Collection[str] | None = None,
) -> list[Outcome]:
    """Run the checkpoint of one suite on an open DuckDB; outcomes in the order given.

    `folder` has the context of Great Expectations; without it, nothing is stored and there are no Data Docs. Of `only`,
    keys of expectations, the tables are validated and the outcomes returned. An expectation that cannot be run (a
    missing table, a renamed column) has failed.
    """
    asked = [one for one in expectations if only is None or one.key in only]
    if not asked:
        return []
    suite = asked[0].suite
    with dialect.opened(suite, place):
        checkpoint = stored.checkpoint(folder, suite, expectations, {one.table_name for one in asked})
        done = checkpoint.run(run_id=RunIdentifier(run_name=run_name))
        source: Any = checkpoint.validation_definitions[0].data_source
        source.get_execution_engine().engine.dispose()
        source.get_engine().dispose()
    results = [one for validated in done.run_results.values() for one in validated.results]
    found = {one.expectation_config.id: one for one in results if one.expectation_config}
    return [_outcome(one, [found[each] for each in stored.identifiers(one)], place) for one in asked]


def _outcome(expectation: Expectation, results: list[Any], place: duckdb.DuckDBPyConnection) -> Outcome:
    """The outcome of an expectation, from the results of all that Great Expectations checked for it."""
    failed = [(native, result) for native, result in zip(expectation.asked, results, strict=True) if not result.success]
    fault = next(filter(None, (_fault(result) for _, result in failed)), None)
    if fault is not None:
        return Outcome(expectation, [], fault=" ".join(fault.split())[:300])
    parts = [_rows(native.kind, native.columns, result.result) for native, result in failed]
    rows = [row for part, _ in parts for row in part]
    count = sum(number for _, number in parts)
    if expectation.quarantines and count > len(rows):  # all of them are quarantined
        answer = place.execute(expectation.query)
        names = [column[0] for column in answer.description]
        rows = [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
    return Outcome(expectation, rows, count=count if failed else None)


def _rows(kind: str, columns: str | None, result: dict[str, Any]) -> tuple[list[dict[str, Any]], int]:
    """Failing rows, or a row that counts them with some of their values; and how many there are."""
    if kind == ROWS:
        rows: list[dict[str, Any]] = result["details"]["unexpected_rows"]
        counted = [row["broken_rows"] for row in rows if "broken_rows" in row]
        return rows, sum(counted) if counted else result["observed_value"]
    if "unexpected_count" in result:
        values = [value for value in result.get("partial_unexpected_list", ()) if value is not None]
        shown = {"values": ", ".join(map(_as_text, values))} if values else {}
        return [{"column_name": columns, "broken_rows": result["unexpected_count"], **shown}], result[
            "unexpected_count"
        ]
    if "details" in result:
        misplaced = [
            {"column_name": one["Found"] or one["Expected"], "position": one["Expected Column Position"],
             "found": one["Found"], "expected": one["Expected"]}
            for one in result["details"]["mismatched"]
        ]  # fmt: skip
        return misplaced, len(misplaced)
    return [{"row_count": result["observed_value"]}], result["observed_value"]


def _as_text(value: Any) -> str:
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else [value]
    return " | ".join(map(str, parts))


def _fault(result: Any) -> str | None:
    """Why an expectation could not be run; None when it could."""
    info = result.exception_info or {}
    each = [info] if "raised_exception" in info else [one for one in info.values() if isinstance(one, dict)]
    return next((str(one["exception_message"]) for one in each if one.get("raised_exception")), None)

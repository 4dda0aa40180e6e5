"""Great Expectations on DuckDB. Belongs here: the one adapter between the two. Not: what is expected, what follows.

Great Expectations speaks to databases through SQLAlchemy; every expectation runs in DuckDB, and only the rows that
break it come out. Importing this module costs five CPU seconds (Great Expectations itself), so it is imported where a
gate runs and nowhere else.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

os.environ.setdefault("GX_ANALYTICS_ENABLED", "False")

import great_expectations as gx
from duckdb_sqlalchemy import Dialect
from great_expectations.expectations.core.unexpected_rows_expectation import UnexpectedRowsExpectation
from sqlalchemy.dialects import registry

from orchestration.gates.expected import Expectation

#: How many rows that break an expectation are kept to be shown.
SHOWN_ROWS: Final = 5
#: Great Expectations wants every query to read its batch. Ours name their tables; the batch is one row beside them.
ASKED: Final = "select broken.* from ({query}) as broken cross join {{batch}} as batch"


class GateDialect(Dialect):
    """duckdb-sqlalchemy's dialect as Great Expectations needs it.

    A result outlives the transaction that it was read in, so beginning and ending one does nothing (the file is open
    to be read only); statements are not cached across the engine's pooled connections.
    """

    supports_statement_cache = False

    def do_begin(self, *_: Any) -> None:
        """Nothing to begin."""

    def do_commit(self, *_: Any) -> None:
        """Nothing to commit."""

    def do_rollback(self, *_: Any) -> None:
        """Nothing to roll back."""


registry.register("tributary_gate", __name__, GateDialect.__name__)


@dataclass(frozen=True)
class Outcome:
    """What came of one expectation."""

    expectation: Expectation
    success: bool
    #: How many rows broke it, or why it could not be put to the test.
    observed: str
    #: The first rows that broke it.
    rows: list[dict[str, Any]]


def put_to_the_test(file: Path, expectations: Iterable[Expectation]) -> list[Outcome]:
    """Put expectations to the test on a DuckDB file, which is opened to be read only; outcomes in the order given.

    An expectation that cannot be run (a table that is missing, a column that was renamed) has failed.
    """
    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    context = gx.get_context(mode="ephemeral")
    address = f"tributary_gate:///{file}?access_mode=READ_ONLY"
    source = context.data_sources.add_sql("build", connection_string=address, create_temp_table=False)
    one_row = source.add_query_asset("one_row", query="select 1 as one").add_batch_definition_whole_table("all")
    listed = list(expectations)
    suite = gx.ExpectationSuite("gate", expectations=[_asked(e, position) for position, e in enumerate(listed)])
    found: dict[int, Outcome] = {}
    for result in one_row.get_batch().validate(suite, result_format="COMPLETE").results:
        asked: Any = result.expectation_config
        position = asked["meta"]["position"]
        found[position] = _outcome(listed[position], result)
    source.get_execution_engine().engine.dispose()
    return [found[position] for position in range(len(listed))]


def _asked(expectation: Expectation, position: int) -> UnexpectedRowsExpectation:
    """The expectation as Great Expectations has it; braces of the query itself are doubled, as its templates want."""
    query = expectation.query.replace("{", "{{").replace("}", "}}")
    return UnexpectedRowsExpectation(
        unexpected_rows_query=ASKED.format(query=query),
        description=f"{expectation.table_name}: {expectation.expectation}",
        meta={"position": position},
    )


def _outcome(expectation: Expectation, result: Any) -> Outcome:
    faults = [fault for fault in (result.exception_info or {}).values() if isinstance(fault, dict)] or [
        result.exception_info
    ]
    raised = next((f["exception_message"] for f in faults if f and f.get("raised_exception")), None)
    if raised:
        return Outcome(expectation, False, "could not be run: " + " ".join(str(raised).split())[:300], [])
    rows = [dict(row) for row in (result.result.get("details") or {}).get("unexpected_rows") or []]
    counts = [row[name] for row in rows for name in ("broken_rows", "row_count") if name in row]
    return Outcome(expectation, bool(result.success), f"{sum(counts) if counts else len(rows)} rows", rows[:SHOWN_ROWS])

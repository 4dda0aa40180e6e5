"""Great Expectations on DuckDB and on polars frames. Belongs here: the one adapter between them. Not: what is expected,
nor what follows.

Great Expectations speaks to databases through SQLAlchemy; every expectation runs in DuckDB, and only the rows that
break it come out. Frames go into an empty DuckDB through Arrow, never through pandas. Importing this module costs four
CPU seconds (Great Expectations itself), so it is imported where a gate runs and nowhere else.
"""

from __future__ import annotations

import itertools
import logging
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Final

os.environ.setdefault("GX_ANALYTICS_ENABLED", "False")

import great_expectations as gx
import polars as pl
from duckdb_sqlalchemy import Dialect
from great_expectations.constants import MAX_RESULT_RECORDS
from great_expectations.data_context.types.base import ProgressBarsConfig
from great_expectations.expectations.core.unexpected_rows_expectation import UnexpectedRowsExpectation
from sqlalchemy import event
from sqlalchemy.dialects import registry
from sqlalchemy.engine import Engine

from orchestration.gates.expectation import Expectation, literal

#: Great Expectations wants every query to read its batch. Ours name their tables; the batch is one row beside them.
DIALECT: Final = "tributary_gate"
_DOORS: Final = itertools.count()
ASKED: Final = "select broken.* from ({query}) as broken cross join {{batch}} as batch"


class GateDialect(Dialect):
    """duckdb-sqlalchemy's dialect as Great Expectations needs it.

    A result outlives the transaction that it was read in, so beginning and ending one does nothing (everything is open
    to be read only); statements are not cached across the engine's pooled connections.
    """

    supports_statement_cache = False

    def do_begin(self, *_: Any) -> None:
        """Nothing to begin."""

    def do_commit(self, *_: Any) -> None:
        """Nothing to commit."""

    def do_rollback(self, *_: Any) -> None:
        """Nothing to roll back."""


registry.register(DIALECT, __name__, GateDialect.__name__)


class NoBrokenRows(UnexpectedRowsExpectation):
    """No row comes out of a query, which runs once: Great Expectations' own runs it again to count the rows."""

    metric_dependencies: ClassVar[tuple[str, ...]] = ("unexpected_rows_query.table",)

    def _validate(
        self,
        metrics: dict[str, Any],
        runtime_configuration: dict[str, Any] | None = None,
        execution_engine: object = None,
    ) -> dict[str, Any]:
        """Met when there is no row; the rows, at most two hundred, are in the result's details."""
        del runtime_configuration, execution_engine
        rows = metrics["unexpected_rows_query.table"]
        return {"success": not rows, "result": {"observed_value": len(rows), "details": {"unexpected_rows": rows}}}


@dataclass(frozen=True)
class Outcome:
    """What came of one expectation."""

    expectation: Expectation
    success: bool
    #: How many rows broke it, or why it could not be put to the test.
    observed: str
    #: Rows that broke it; all of them where they are set aside.
    rows: list[dict[str, Any]]


def put_to_the_test(place: Path | Mapping[str, pl.DataFrame], expectations: Iterable[Expectation]) -> list[Outcome]:
    """Put expectations to the test; outcomes in the order given.

    `place` is a DuckDB file, which is opened to be read only, or frames, which stand in the schema `landing` by their
    names. An expectation that cannot be run (a table that is missing, a column that was renamed) has failed.
    """
    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    # Frames go into a database that all connections of this engine share, by a name of its own. A file is attached to
    # the database of each connection, and let go with it.
    address = f"{DIALECT}:///:memory:" + ("" if isinstance(place, Path) else f"door{next(_DOORS)}")
    source = context.data_sources.add_sql("door", connection_string=address, create_temp_table=False)
    engine: Engine = source.get_execution_engine().engine
    opened = _show(place, engine)
    one_row = source.add_query_asset("one_row", query="select 1 as one").add_batch_definition_whole_table("all")
    listed = list(expectations)
    suite = gx.ExpectationSuite("gate", expectations=[_asked(e, position) for position, e in enumerate(listed)])
    found: dict[int, Outcome] = {}
    for result in one_row.get_batch().validate(suite, result_format="COMPLETE").results:
        asked: Any = result.expectation_config
        position = asked["meta"]["position"]
        found[position] = _outcome(listed[position], result, engine)
    for connection in opened:  # or the file stays locked as long as Great Expectations remembers its batch
        connection.close()
    engine.dispose()
    return [found[position] for position in range(len(listed))]


def _show(place: Path | Mapping[str, pl.DataFrame], engine: Engine) -> list[Any]:
    """Let every connection of an empty DuckDB see the file as its database, or the frames as tables of `landing`.

    Returns the list of these connections, which grows as they are made.
    """
    opened: list[Any] = []

    def prepare(connection: Any, _: object) -> None:
        if isinstance(place, Path):
            connection.execute(f"attach {literal(place)} as build (read_only)")
            connection.execute("use build")
        elif not opened:
            connection.execute("create schema landing")
            for name, frame in place.items():
                connection.register("frame", frame.to_arrow())
                connection.execute(f"create table landing.{name} as select * from frame")  # noqa: S608 - our own names
                connection.unregister("frame")
        opened.append(connection)

    engine.dispose()  # the connection that opened it saw nothing
    event.listen(engine, "connect", prepare)
    return opened


def _asked(expectation: Expectation, position: int) -> NoBrokenRows:
    """The expectation as Great Expectations has it; braces of the query itself are doubled, as its templates want."""
    query = expectation.query.replace("{", "{{").replace("}", "}}")
    return NoBrokenRows(
        unexpected_rows_query=ASKED.format(query=query),
        description=f"{expectation.table_name}: {expectation.expectation}",
        meta={"position": position},
    )


def _outcome(expectation: Expectation, result: Any, engine: Engine) -> Outcome:
    faults = [fault for fault in (result.exception_info or {}).values() if isinstance(fault, dict)] or [
        result.exception_info
    ]
    raised = next((f["exception_message"] for f in faults if f and f.get("raised_exception")), None)
    if raised:
        return Outcome(expectation, False, "could not be run: " + " ".join(str(raised).split())[:300], [])
    rows = [dict(row) for row in (result.result.get("details") or {}).get("unexpected_rows") or []]
    if rows and expectation.sets_aside:  # Great Expectations shows two hundred rows; every one is to be set aside
        with engine.connect() as connection:
            rows = [dict(row) for row in connection.exec_driver_sql(expectation.query).mappings()]
    counts = [row[name] for row in rows for name in ("broken_rows", "row_count") if name in row]
    more = " or more" if len(rows) == MAX_RESULT_RECORDS else ""
    return Outcome(expectation, bool(result.success), f"{sum(counts) if counts else len(rows)} rows{more}", rows)

"""Checkpoints: running expectations with Great Expectations on DuckDB.

Great Expectations accesses databases through SQLAlchemy. Every expectation is a query that DuckDB runs, and only the
failing rows are returned. Importing this module takes four CPU seconds (Great Expectations itself), so it is imported
only in the quality process.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from typing import Any, ClassVar, Final

os.environ.setdefault("GX_ANALYTICS_ENABLED", "False")

import duckdb
import great_expectations as gx
from duckdb_sqlalchemy import ConnectionWrapper, Dialect
from great_expectations.constants import MAX_RESULT_RECORDS
from great_expectations.data_context.types.base import ProgressBarsConfig
from great_expectations.execution_engine.sqlalchemy_execution_engine import SqlAlchemyExecutionEngine
from great_expectations.expectations.expectation import BatchExpectation
from great_expectations.expectations.expectation_configuration import parse_result_format
from great_expectations.expectations.metrics.metric_provider import metric_value
from great_expectations.expectations.metrics.query_metric_provider import QueryMetricProvider
from great_expectations.validator.metric_configuration import MetricConfiguration
from great_expectations.validator.validator import ValidationDependencies
from sqlalchemy.dialects import registry
from sqlalchemy.pool import Pool, StaticPool

from orchestration.quality.expectation import Expectation, Outcome

DIALECT: Final = "tributary_open"
ROWS: Final = "query.broken_rows"
#: The open DuckDB connections, by the database name in the connection string.
_OPEN: Final[dict[str, duckdb.DuckDBPyConnection]] = {}


class OpenDuckDBDialect(Dialect):
    """duckdb-sqlalchemy's dialect, connecting to a DuckDB database that is already open.

    Transactions are ignored: a result is used after its transaction ended, and nothing is written. Statements are not
    cached.
    """

    supports_statement_cache = False

    @classmethod
    def get_pool_class(cls, url: object) -> type[Pool]:
        """One connection for all expectations."""
        del url
        return StaticPool

    def connect(self, *_: Any, **parameters: Any) -> Any:
        """A new connection to the open DuckDB."""
        return ConnectionWrapper(_OPEN[parameters["database"]].cursor())

    def do_begin(self, *_: Any) -> None:
        """Nothing to begin."""

    def do_commit(self, *_: Any) -> None:
        """Nothing to commit."""

    def do_rollback(self, *_: Any) -> None:
        """Nothing to roll back."""


registry.register(DIALECT, __name__, OpenDuckDBDialect.__name__)


class BrokenRows(QueryMetricProvider):
    """The metric of an expectation: the first rows of its query, and the error when it could not be run.

    It does not raise: Great Expectations would compute all metrics of the suite again, three times for each that fails.
    """

    metric_name = ROWS
    value_keys = ("query",)

    @metric_value(engine=SqlAlchemyExecutionEngine)
    def _sqlalchemy(
        cls,
        execution_engine: SqlAlchemyExecutionEngine,
        metric_value_kwargs: dict[str, Any],
        **_: Any,
    ) -> tuple[list[dict[str, Any]], str | None]:
        try:
            with execution_engine.get_connection() as connection:
                found = connection.exec_driver_sql(metric_value_kwargs["query"])
                return [dict(row) for row in found.mappings().fetchmany(MAX_RESULT_RECORDS)], None
        except Exception as fault:
            return [], str(fault)


class NoBrokenRows(BatchExpectation):
    """A query returns no row. The query names its tables itself, so the batch is a single unused row."""

    query: str

    metric_dependencies: ClassVar[tuple[str, ...]] = (ROWS,)
    success_keys: ClassVar[tuple[str, ...]] = ("query",)

    def get_validation_dependencies(
        self, execution_engine: object = None, runtime_configuration: dict[str, Any] | None = None
    ) -> ValidationDependencies:
        """The one metric that is needed. The default implementation builds this expectation 28 times."""
        del execution_engine
        metric = MetricConfiguration(ROWS, {"batch_id": self.batch_id}, {"query": self.query})
        result_format = parse_result_format((runtime_configuration or {})["result_format"])
        return ValidationDependencies({ROWS: metric}, result_format)

    def _validate(
        self,
        metrics: dict[str, Any],
        runtime_configuration: dict[str, Any] | None = None,
        execution_engine: object = None,
    ) -> dict[str, Any]:
        """Passes when the query ran and returned no row; at most two hundred rows are in the result's details."""
        del runtime_configuration, execution_engine
        rows, fault = metrics[ROWS]
        details = {"unexpected_rows": rows, "fault": fault}
        return {"success": not rows and fault is None, "result": {"observed_value": len(rows), "details": details}}


def run_checkpoint(place: duckdb.DuckDBPyConnection, expectations: Iterable[Expectation]) -> list[Outcome]:
    """Run expectations on an open DuckDB; outcomes in the order given.

    An expectation that cannot be run (a missing table, a renamed column) has failed.
    """
    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    name = str(id(place))
    _OPEN[name] = place
    source = context.data_sources.add_sql("duckdb", connection_string=f"{DIALECT}:///{name}", create_temp_table=False)
    one_row = source.add_query_asset("one_row", query="select 1 as one").add_batch_definition_whole_table("all")
    listed = list(expectations)
    suite = gx.ExpectationSuite("suite", expectations=[_asked(e, position) for position, e in enumerate(listed)])
    found: dict[int, Outcome] = {}
    for result in one_row.get_batch().validate(suite, result_format="COMPLETE").results:
        asked: Any = result.expectation_config
        position = asked["meta"]["position"]
        found[position] = _outcome(listed[position], result, place)
    source.get_execution_engine().engine.dispose()
    source.get_engine().dispose()
    del _OPEN[name]
    return [found[position] for position in range(len(listed))]


def _asked(expectation: Expectation, position: int) -> NoBrokenRows:
    """The expectation as an object of Great Expectations."""
    return NoBrokenRows(
        query=expectation.query,
        description=f"{expectation.table_name}: {expectation.expectation}",
        meta={"position": position},
    )


def _outcome(expectation: Expectation, result: Any, place: duckdb.DuckDBPyConnection) -> Outcome:
    details = result.result["details"]
    rows: list[dict[str, Any]] = details["unexpected_rows"]
    if details["fault"] is not None:
        return Outcome(expectation, [], fault=" ".join(details["fault"].split())[:300])
    is_cut = len(rows) == MAX_RESULT_RECORDS
    if is_cut and expectation.quarantines:  # all of them are quarantined
        found = place.execute(expectation.query)
        names = [column[0] for column in found.description]
        rows, is_cut = [dict(zip(names, row, strict=True)) for row in found.fetchall()], False
    return Outcome(expectation, rows, is_cut=is_cut)

"""Great Expectations' own expectations, with less work for each: they have the same names, arguments and results.

A class of the same name takes the place of the original in the registry of Great Expectations (which every subclass
of an expectation enters), so stored suites are those of Great Expectations and open without this module.

The originals build their own configuration about eighty times for each expectation, and ask for failing values also
where none fails: 6 CPU milliseconds each instead of 2, for three thousand. Here the result format BASIC asks for counts
only; `stored.Validation` validates a table that failed a second time, with COMPLETE, which has the failing rows.
"""

# mypy: disable-error-code="name-defined, misc, attr-defined"
# Great Expectations does not export its expectations by name.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final

import sqlalchemy
from great_expectations.core.metric_domain_types import MetricDomainTypes
from great_expectations.core.metric_function_types import MetricPartialFunctionTypes
from great_expectations.core.result_format import ResultFormat
from great_expectations.execution_engine import SqlAlchemyExecutionEngine
from great_expectations.expectations import core as gxe
from great_expectations.expectations.expectation import Expectation
from great_expectations.expectations.expectation_configuration import ExpectationConfiguration, parse_result_format
from great_expectations.expectations.metrics.map_metric_provider import ColumnPairMapMetricProvider
from great_expectations.expectations.metrics.metric_provider import MetricProvider, metric_partial
from great_expectations.expectations.registry import get_metric_kwargs
from great_expectations.render import LegacyDiagnosticRendererType, RenderedTableContent
from great_expectations.render.renderer.renderer import renderer
from great_expectations.validator.metric_configuration import MetricConfiguration
from great_expectations.validator.validator import ValidationDependencies
from pydantic.v1 import PrivateAttr

#: Failing rows of a query that a page shows.
SHOWN_ROWS: Final = 20
#: Metrics of the counts of each kind of expectation on rows, by the name under which it reads them; braces stand for
#: its own `map_metric`. Rules on several columns look at every row (`ignore_row_if`).
COUNT: Final = "{}.unexpected_count"
COLUMN: Final = {name: name for name in ("column_values.nonnull.unexpected_count", COUNT, "table.row_count")}
COLUMNS: Final = {COUNT: COUNT, "table.row_count": "table.row_count", "{}.filtered_row_count": "table.row_count"}


class _Configuration(ExpectationConfiguration):
    """The configuration of an expectation, which has that expectation; it does not change once it was asked for it."""

    _expectation: Expectation | None = None

    def to_domain_obj(self) -> Expectation:
        """The expectation, which is built once."""
        if self._expectation is None:
            self._expectation = super().to_domain_obj()
            self._expectation._configured = self
        return self._expectation

    def __deepcopy__(self, memo: dict[int, Any]) -> _Configuration:
        """The same without its expectation, to be given a batch."""
        del memo
        return _copy(self)


def _copy(one: ExpectationConfiguration) -> _Configuration:
    return _Configuration(one.type, dict(one.kwargs), one.meta, one.notes, one.description, one.severity, id=one.id)


class _Configured(Expectation):
    """An expectation that builds its configuration once."""

    _configured: _Configuration | None = PrivateAttr(None)

    @property
    def configuration(self) -> ExpectationConfiguration:
        """Its type and arguments; it does not change after it was built."""
        if self._configured is None:
            self._configured = _copy(super().configuration)
            self._configured._expectation = self
        return self._configured


class _Counted(_Configured):
    """An expectation that asks only for counts with the result format BASIC."""

    count_metrics: ClassVar[Mapping[str, str]]
    _counts: ValidationDependencies | None = PrivateAttr(None)

    def get_validation_dependencies(
        self, execution_engine: Any = None, runtime_configuration: dict[str, Any] | None = None
    ) -> ValidationDependencies:
        """The metrics that it needs: with BASIC, only the counts."""
        asked = parse_result_format((runtime_configuration or {}).get("result_format", ResultFormat.BASIC))
        if asked["result_format"] != ResultFormat.BASIC:
            return super().get_validation_dependencies(execution_engine, runtime_configuration)
        if self._counts is None:
            # Some expectations leave out the batch, and so would have every metric of it made again.
            arguments = self._get_runtime_kwargs(runtime_configuration) | {"batch_id": self.batch_id}
            own = getattr(self, "map_metric", None)
            metrics = {
                name.format(own): _metric(used.format(own), arguments) for name, used in self.count_metrics.items()
            }
            self._counts = ValidationDependencies(metrics, asked)
        return self._counts


def _metric(name: str, arguments: dict[str, Any]) -> MetricConfiguration:
    """A metric with the arguments that are given; Great Expectations hashes each of them for every metric."""
    keys = get_metric_kwargs(name)
    domain, values = (
        {key: arguments[key] for key in keys[kind] if arguments.get(key) is not None}
        for kind in ("metric_domain_keys", "metric_value_keys")
    )
    return MetricConfiguration(name, domain, values)


class _PairsOutOfOrder(MetricProvider):
    """The metric of that name, as an aggregate: those of a table are one query, and not one each."""

    metric_name = "column_pair_values.a_greater_than_b.unexpected_count_at_once"
    domain_keys = ColumnPairMapMetricProvider.condition_domain_keys
    value_keys = ("or_equal",)

    @metric_partial(SqlAlchemyExecutionEngine, MetricPartialFunctionTypes.AGGREGATE_FN, MetricDomainTypes.COLUMN_PAIR)
    def _count(cls, *, metrics: dict[str, Any], **_: Any) -> tuple[Any, dict[str, Any], dict[str, Any]]:
        condition, computed, accessed = metrics["unexpected_condition"]
        return sqlalchemy.func.sum(sqlalchemy.case((condition, 1), else_=0)), computed, accessed

    @classmethod
    def _get_evaluation_dependencies(
        cls,
        metric: MetricConfiguration,
        configuration: ExpectationConfiguration | None = None,
        execution_engine: Any = None,
        runtime_configuration: dict[str, Any] | None = None,
    ) -> dict[str, MetricConfiguration]:
        needed = super()._get_evaluation_dependencies(metric, configuration, execution_engine, runtime_configuration)
        domain, values = metric.metric_domain_kwargs, metric.metric_value_kwargs
        condition = MetricConfiguration("column_pair_values.a_greater_than_b.condition", domain, values)
        return needed or {"unexpected_condition": condition}


class ExpectColumnValuesToNotBeNull(_Counted, gxe.ExpectColumnValuesToNotBeNull):
    """As in Great Expectations."""

    count_metrics = COLUMN


class ExpectColumnValuesToBeInSet(_Counted, gxe.ExpectColumnValuesToBeInSet):
    """As in Great Expectations."""

    count_metrics = COLUMN


class ExpectColumnValuesToBeBetween(_Counted, gxe.ExpectColumnValuesToBeBetween):
    """As in Great Expectations."""

    count_metrics = COLUMN


class ExpectColumnValuesToBeUnique(_Counted, gxe.ExpectColumnValuesToBeUnique):
    """As in Great Expectations."""

    count_metrics = COLUMN


class ExpectColumnPairValuesAToBeGreaterThanB(_Counted, gxe.ExpectColumnPairValuesAToBeGreaterThanB):
    """As in Great Expectations."""

    count_metrics = COLUMNS | {COUNT: _PairsOutOfOrder.metric_name}


class ExpectCompoundColumnsToBeUnique(_Counted, gxe.ExpectCompoundColumnsToBeUnique):
    """As in Great Expectations."""

    count_metrics = COLUMNS


class ExpectTableColumnsToMatchOrderedList(_Counted, gxe.ExpectTableColumnsToMatchOrderedList):
    """As in Great Expectations."""

    count_metrics = {"table.columns": "table.columns"}  # noqa: RUF012 - as above


class ExpectTableRowCountToBeBetween(_Counted, gxe.ExpectTableRowCountToBeBetween):
    """As in Great Expectations."""

    count_metrics = {"table.row_count": "table.row_count"}  # noqa: RUF012 - as above


class UnexpectedRowsExpectation(_Counted, gxe.UnexpectedRowsExpectation):
    """As in Great Expectations."""

    count_metrics = {"unexpected_rows_query.row_count": "unexpected_rows_query.row_count"}  # noqa: RUF012 - as above

    def _validate(
        self,
        metrics: dict[str, Any],
        runtime_configuration: dict[str, Any] | None = None,
        execution_engine: Any = None,
    ) -> Any:
        found = {"unexpected_rows_query.table": [], **metrics}
        return gxe.UnexpectedRowsExpectation._validate(self, found, runtime_configuration, execution_engine)

    @classmethod
    @renderer(renderer_type=LegacyDiagnosticRendererType.UNEXPECTED_TABLE)
    def _failing_rows(cls, result: Any = None, **_: Any) -> list[RenderedTableContent] | None:
        """Failing rows on the page of a result; Great Expectations shows only their number."""
        rows = (result.result.get("details") or {}).get("unexpected_rows") if result else None
        if not rows:
            return None
        table = [[str(value) for value in row.values()] for row in rows[:SHOWN_ROWS]]
        return [RenderedTableContent(table=table, header_row=list(rows[0]), styling={"body": {"classes": ["table"]}})]

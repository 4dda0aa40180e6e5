"""Stores of suites and results, with less work for each object; the files are those of Great Expectations' own stores.

Those write a result by building it anew seven times (marshmallow, with copies in between) and read it again for Data
Docs: together a fifth of the time of all checkpoints. Here an object is written once, as it is, and kept for Data Docs.
`great_expectations.yml` names Great Expectations' own stores, which read these files. The names are the same, because
Great Expectations adds a store of its own for each name of a class that is missing.
"""

from __future__ import annotations

import json
from typing import Any

from great_expectations.core import ExpectationSuite, ExpectationSuiteValidationResult
from great_expectations.data_context.store import expectations_store, validation_results_store
from great_expectations.expectations.expectation_configuration import ExpectationConfiguration
from great_expectations.util import convert_to_json_serializable

#: What a configuration without it does not have.
OPTIONAL = ("notes", "description")


class ExpectationsStore(expectations_store.ExpectationsStore):
    """Suites as JSON; the expectations of those that this process wrote are kept."""

    def __init__(self, **named: Any) -> None:
        super().__init__(**named)
        self._kept: dict[Any, dict[str, Any]] = {}

    def set(self, key: Any, value: Any, **named: Any) -> Any:
        """Write a suite, and keep it."""
        self._kept[key] = _parts_of(value) | {"expectations": value.expectation_configurations}
        return super().set(key, value, **named)

    def get(self, key: Any) -> Any:
        """The arguments of the suite that was kept, or is stored."""
        return self._kept.get(key) or super().get(key)

    def serialize(self, value: ExpectationSuite) -> str:
        """The text of a suite."""
        expectations = [_of_configuration(one) for one in value.expectation_configurations]
        return _as_text(_parts_of(value) | {"expectations": expectations})

    def deserialize(self, value: str) -> Any:
        """The arguments of a suite."""
        return json.loads(value)


class ValidationResultsStore(validation_results_store.ValidationResultsStore):
    """Results as JSON; those of this process are kept."""

    def __init__(self, **named: Any) -> None:
        super().__init__(**named)
        self._kept: dict[Any, ExpectationSuiteValidationResult] = {}

    def set(self, key: Any, value: Any, **named: Any) -> Any:
        """Write a result, and keep it."""
        self._kept[key] = value
        return super().set(key, value, **named)

    def get(self, key: Any) -> Any:
        """The result that was kept, or is stored."""
        return self._kept.get(key) or super().get(key)

    def serialize(self, value: ExpectationSuiteValidationResult) -> str:
        """The text of a result."""
        results = [
            {
                "success": one.success,
                "expectation_config": _of_configuration(one.expectation_config),
                "result": one.result,
                "meta": one.meta,
                "exception_info": one.exception_info,
            }
            for one in value.results
        ]
        names = ("success", "suite_name", "suite_parameters", "statistics", "meta", "id")
        head = _as_text({name: getattr(value, name) for name in names} | {"results": []})
        # A line for each result: without `indent`, JSON is written by C.
        lines = ",\n".join(json.dumps(one, sort_keys=True, default=convert_to_json_serializable) for one in results)
        return head.replace('"results": []', f'"results": [\n{lines}\n]')


def _parts_of(suite: ExpectationSuite) -> dict[str, Any]:
    return {name: getattr(suite, name) for name in ("name", "id", "meta", "notes")}


def _of_configuration(one: ExpectationConfiguration | None) -> dict[str, Any] | None:
    if one is None:
        return None
    optional = {name: value for name in OPTIONAL if (value := getattr(one, name)) is not None}
    return {
        "type": one.type,
        "kwargs": one.kwargs,
        "meta": one.meta,
        "id": one.id,
        "severity": one.severity,
        **optional,
    }


def _as_text(value: dict[str, Any]) -> str:
    return json.dumps(value, indent=1, sort_keys=True, default=convert_to_json_serializable)

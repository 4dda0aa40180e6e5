"""What Great Expectations keeps in the data directory: a file context, in `checks/great_expectations`.

`great_expectations.yml` has a data source for each suite and an asset for each table. `expectations/` has a suite for
each table, `validation_definitions/` and `checkpoints/` what is run; `validation_results/` has the newest result of
each table, `data_docs/` the pages. All are written anew when an expectation changed: the declarations in this project
are the source. Identifiers are derived from names, so an expectation that did not change keeps its own.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import uuid
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import great_expectations as gx
from great_expectations.core.freshness_diagnostics import (
    CheckpointFreshnessDiagnostics,
    ExpectationSuiteFreshnessDiagnostics,
    ValidationDefinitionFreshnessDiagnostics,
)
from great_expectations.data_context.data_context.abstract_data_context import AbstractDataContext
from great_expectations.data_context.types.base import DataContextConfig
from great_expectations.datasource.fluent.sql_datasource import SQLDatasource
from great_expectations.expectations.expectation import Expectation as GXExpectation

from orchestration.quality import data_docs, dialect, natives, stores
from orchestration.quality.expectation import Expectation

#: dbt's words for a severity, as Great Expectations has them.
SEVERITIES: Final = {"error": "critical", "warn": "warning"}
#: Failing values that a result shows.
SHOWN_VALUES: Final = 5
COUNTS: Final = {"result_format": "BASIC", "partial_unexpected_count": SHOWN_VALUES}
WITH_ROWS: Final = {"result_format": "COMPLETE", "partial_unexpected_count": SHOWN_VALUES}


class Suite(gx.ExpectationSuite):
    """A suite that this process has stored; it is not read again to see whether it has changed."""

    def is_fresh(self) -> ExpectationSuiteFreshnessDiagnostics:
        """It is as stored."""
        return ExpectationSuiteFreshnessDiagnostics(errors=[])


class Validation(gx.ValidationDefinition):
    """A validation of a table: counts first, and failing rows as well where an expectation failed."""

    def is_fresh(self) -> ValidationDefinitionFreshnessDiagnostics:
        """It is as stored."""
        return ValidationDefinitionFreshnessDiagnostics(errors=[])

    def run(self, **arguments: Any) -> Any:
        """As in Great Expectations; the result of a table that failed has its failing rows."""
        result = super().run(**arguments)
        return result if result.success else super().run(**{**arguments, "result_format": WITH_ROWS})


class Checkpoint(gx.Checkpoint):
    """The checkpoint of a suite, or of some of its tables."""

    def is_fresh(self) -> CheckpointFreshnessDiagnostics:
        """It is as stored."""
        return CheckpointFreshnessDiagnostics(errors=[])


def suite_of(suite: str, table: str) -> str:
    """The name of the suite of a table: `landing.facts`, `curated.chips`, `marts.levy.levy_due`."""
    return f"{suite}.{table.removeprefix('landing.')}"


def identifiers(expectation: Expectation) -> list[str]:
    """The identifiers of what Great Expectations checks for an expectation, in its order."""
    return [_identifier(expectation.key, str(number)) for number in range(len(expectation.asked))]


def checkpoint(
    folder: Path | None, suite: str, expectations: Sequence[Expectation], asked: Iterable[str]
) -> Checkpoint:
    """The checkpoint of a suite for the tables in `asked`; all of its tables are stored, if there is a folder."""
    tables: dict[str, list[Expectation]] = {}
    for expectation in expectations:
        tables.setdefault(expectation.table_name, []).append(expectation)
    context = _context(folder, suite, tuple(tables))
    wanted = set(asked)
    if folder is None:
        return _checkpoint(suite, [_validation(context, suite, table, tables[table]) for table in wanted], actions=[])
    kept, print_ = folder / f".{suite}", _fingerprint(expectations)
    is_stored = kept.is_file() and kept.read_text(encoding="utf-8") == print_
    definitions = {
        table: _validation(context, suite, table, of_table)
        for table, of_table in tables.items()
        if table in wanted or not is_stored
    }
    actions = [data_docs.UpdateDataDocsAtOnce(name="update_data_docs")]
    if not is_stored:
        _store(context, folder, suite, list(definitions.values()), actions)
        kept.write_text(print_, encoding="utf-8")
    for table in wanted:
        shutil.rmtree(folder / "validation_results" / Path(*suite_of(suite, table).split(".")), ignore_errors=True)
    return _checkpoint(suite, [definitions[table] for table in tables if table in wanted], actions)


def _checkpoint(suite: str, definitions: Iterable[Validation], actions: list[Any]) -> Checkpoint:
    return Checkpoint(
        name=suite, id=_identifier("checkpoint", suite), validation_definitions=list(definitions), result_format=COUNTS,
        actions=actions,
    )  # fmt: skip


def _validation(context: AbstractDataContext, suite: str, table: str, expectations: list[Expectation]) -> Validation:
    name = suite_of(suite, table)
    listed = [found for expectation in expectations for found in _objects(expectation)]
    stored = Suite(name, id=_identifier("suite", name), expectations=[found for found, _ in listed])
    for (found, identifier), kept in zip(listed, stored.expectations, strict=True):
        assert found is kept  # noqa: S101 - the order is ours
        kept.id = identifier
    data = context.data_sources.get(suite).get_asset(table).get_batch_definition("all")
    return Validation(name=name, id=_identifier("validation", name), data=data, suite=stored)


def _objects(expectation: Expectation) -> list[tuple[GXExpectation, str]]:
    common: dict[str, Any] = {
        "severity": SEVERITIES[expectation.severity],
        "meta": {"expectation": expectation.expectation},
        "description": expectation.description or None,
    }
    return [
        (getattr(natives, native.kind)(**native.arguments, **common), identifier)
        for native, identifier in zip(expectation.asked, identifiers(expectation), strict=True)
    ]


def _store(
    context: AbstractDataContext, folder: Path, suite: str, definitions: list[Validation], actions: list[Any]
) -> None:
    shutil.rmtree(folder / "expectations" / suite, ignore_errors=True)
    for path in (folder / "validation_definitions").glob(f"{suite}.*"):
        path.unlink()
    for definition in definitions:
        suites = context.expectations_store
        suites.set(suites.get_key(name=definition.suite.name, id=definition.suite.id), definition.suite)
        validations = context.validation_definition_store
        validations.set(validations.get_key(name=definition.name, id=definition.id), definition)
    checkpoints, whole = context.checkpoint_store, _checkpoint(suite, definitions, actions)
    checkpoints.set(checkpoints.get_key(name=suite, id=whole.id), whole)


@cache
def _context(folder: Path | None, suite: str, tables: tuple[str, ...]) -> AbstractDataContext:
    """The context with the assets of a suite; those of the other suites stay."""
    source = _source(suite, tables)
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "great_expectations.yml"
        others = json.loads(path.read_text(encoding="utf-8"))["fluent_datasources"] if path.is_file() else {}
        batches = [one | {"batch_definitions": _by_name(one["batch_definitions"])} for one in source["assets"]]
        sources = others | _by_name([source | {"assets": _by_name(batches)}])
        path.write_text(json.dumps(_config() | {"fluent_datasources": sources}, indent=1), encoding="utf-8")  # is YAML
    context = _opened(folder)
    context.data_sources.add_or_update_sql(SQLDatasource(**source))
    return context


def _by_name(named: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Parts of a data source as `great_expectations.yml` has them: their names are keys."""
    return {one["name"]: {key: value for key, value in one.items() if key != "name"} for one in named}


@cache
def _opened(folder: Path | None) -> AbstractDataContext:
    """The context of a folder with our stores, from its configuration: its YAML takes half a CPU second to read."""
    return gx.get_context(mode="ephemeral", project_config=DataContextConfig(**_config(folder, ours=True)))


def _source(suite: str, tables: Iterable[str]) -> dict[str, Any]:
    """The data source of a suite, with an asset for each table."""
    return {
        "name": suite,
        "type": "sql",
        "id": _identifier("source", suite),
        "connection_string": f"{dialect.NAME}:///{suite}",
        "create_temp_table": False,
        "assets": [
            {
                "name": table,
                "type": "table",
                "id": _identifier("asset", suite, table),
                "table_name": table.partition(".")[2],
                "schema_name": table.partition(".")[0],
                "batch_definitions": [
                    {"name": "all", "id": _identifier("batch", suite, table), "partitioner": None},
                ],
            }
            for table in tables
        ],
    }


def _config(folder: Path | None = Path(), *, ours: bool = False) -> dict[str, Any]:
    """The configuration of a context, with Great Expectations' own stores or with those that write the same files."""

    def store(kind: str, place: str) -> dict[str, Any]:
        module = {"module_name": stores.__name__} if ours and hasattr(stores, kind) else {}
        backend = {"class_name": "InMemoryStoreBackend"}
        if folder is not None:
            backend = {"class_name": "TupleFilesystemStoreBackend", "base_directory": f"{folder / place}/"}
        return {"class_name": kind, "store_backend": backend, **module}

    return {
        "config_version": 4.0,
        "stores": {
            "expectations_store": store("ExpectationsStore", "expectations"),
            "validation_results_store": store("ValidationResultsStore", "validation_results"),
            "validation_definition_store": store("ValidationDefinitionStore", "validation_definitions"),
            "checkpoint_store": store("CheckpointStore", "checkpoints"),
        },
        "expectations_store_name": "expectations_store",
        "validation_results_store_name": "validation_results_store",
        "checkpoint_store_name": "checkpoint_store",
        "plugins_directory": None,
        "config_variables_file_path": None,
        "analytics_enabled": False,
        "data_context_id": _identifier("context"),
        "progress_bars": {"globally": False},
        "data_docs_sites": {} if folder is None else {"local_site": data_docs.site(folder)},
        "fluent_datasources": {},
    }


def _identifier(*parts: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, "/".join(("tributary", *parts))))


def _fingerprint(expectations: Iterable[Expectation]) -> str:
    return hashlib.sha256("".join([gx.__version__, *(each.key for each in expectations)]).encode()).hexdigest()

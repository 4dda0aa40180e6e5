"""The dbt models as assets. Belongs here: their keys in Dagster, preparing the build database, running dbt.

dbt tests check the models: each is an asset check, and one that fails with severity error fails the dbt step. Schema
expectations and data tests of marts are Great Expectations' (`orchestration.defs.asset_checks`). After either failure
nothing is published.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import duckdb
from dagster import (
    AssetCheckResult,
    AssetCheckSeverity,
    AssetCheckSpec,
    AssetExecutionContext,
    AssetKey,
    AssetsDefinition,
    AssetSpec,
    Failure,
    FreshnessPolicy,
    MaterializeResult,
    MetadataValue,
)
from dagster_dbt import DagsterDbtTranslator, DagsterDbtTranslatorSettings, DbtProject, dbt_assets

from orchestration.defs.assets.edgar import ONE_RUN, OWNERS
from orchestration.defs.assets.landing import source_key
from orchestration.defs.assets.preview import as_markdown
from orchestration.defs.failures import clear_failures
from orchestration.defs.resources import HomeLock, Warehouse
from orchestration.quality.data_tests import suite_of
from orchestration.quality.schema_expectations import is_mart, is_schema_expectation
from orchestration.runtime.paths import Home
from orchestration.warehouse import build_state, dbt

#: Rows of a mart that Dagster shows.
_PREVIEW: Final = 5
#: Each company files at least once a quarter, and then the marts are built.
BUILT_QUARTERLY: Final = FreshnessPolicy.time_window(fail_window=timedelta(days=110), warn_window=timedelta(days=100))


class Translator(DagsterDbtTranslator):
    """How dbt's nodes look in Dagster: sources are the assets that land them."""

    def __init__(self) -> None:
        super().__init__(DagsterDbtTranslatorSettings(enable_duplicate_source_asset_keys=True))

    def get_asset_key(self, dbt_resource_props: Mapping[str, Any]) -> AssetKey:
        """`levy/levy_due` for a model; for a source, its landing or curated table."""
        if dbt_resource_props["resource_type"] == "source":
            return source_key(dbt_resource_props["name"])
        return super().get_asset_key(dbt_resource_props)

    def get_asset_check_spec(
        self, asset_spec: AssetSpec, manifest: Mapping[str, Any], unique_id: str, project: DbtProject | None
    ) -> AssetCheckSpec | None:
        """dbt's own checks. Tests that Great Expectations runs are its checks."""
        if not is_run_by_dbt(manifest["nodes"][unique_id], manifest["nodes"]):
            return None
        spec = super().get_asset_check_spec(asset_spec, manifest, unique_id, project)
        # A test that fails fails the step, which nothing follows. One that is not run again has no result to wait for.
        return spec and spec._replace(blocking=False)

    def get_metadata(self, dbt_resource_props: Mapping[str, Any]) -> Mapping[str, Any]:
        """The columns with their types; the place is where readers find a mart, which is not where it is built."""
        found = dict(super().get_metadata(dbt_resource_props))
        if dbt_resource_props["resource_type"] == "model":
            database = "tributary" if is_mart(dict(dbt_resource_props)) else "warehouse"
            name = f"{database}.{dbt_resource_props['schema']}.{dbt_resource_props['alias']}"
            found |= {"dagster/table_name": name, "dagster/storage_kind": "duckdb"}
        return found

    def get_asset_spec(self, manifest: Mapping[str, Any], unique_id: str, project: DbtProject | None) -> AssetSpec:
        """With the freshness that readers of marts may expect."""
        spec = super().get_asset_spec(manifest, unique_id, project)
        node = manifest["nodes"].get(unique_id)
        return spec.replace_attributes(freshness_policy=BUILT_QUARTERLY) if node and is_mart(node) else spec

    def get_owners(self, dbt_resource_props: Mapping[str, Any]) -> list[str]:
        """The team; no model has an owner of its own."""
        del dbt_resource_props
        return OWNERS


def is_run_by_dbt(node: Mapping[str, Any], nodes: Mapping[str, Any]) -> bool:
    """Whether a build runs this node: models, and data tests that are not Great Expectations' to run.

    Unit tests and `tests/code` check the code, not the data; they belong to the test suite.
    """
    if node["resource_type"] == "model":
        return True
    is_of_code = node["resource_type"] != "test" or node["original_file_path"].startswith("tests/code/")
    return not is_of_code and not suite_of(dict(node)) and not is_schema_expectation(dict(node), nodes)


def dbt_models(manifest: Path) -> AssetsDefinition:
    """The dbt models of this manifest, built in the build database."""
    content = dbt.read_manifest(manifest)
    translator = Translator()

    def materialized(unique_id: str, metadata: Mapping[str, Any]) -> MaterializeResult[None]:
        return MaterializeResult(asset_key=translator.get_asset_key(content["nodes"][unique_id]), metadata=metadata)

    marts = {unique_id: node for unique_id, node in content["nodes"].items() if is_mart(node)}

    @dbt_assets(manifest=content, dagster_dbt_translator=translator, backfill_policy=ONE_RUN)
    def models(context: AssetExecutionContext, warehouse: Warehouse, home_lock: HomeLock) -> Iterator[Any]:
        del home_lock  # held while this runs
        home = warehouse.at()
        with clear_failures():
            build_id, wanted = _wanted(home, content, context.run.run_id)
        context.log.info("building %s: %d of %d nodes have changed", build_id, len(wanted.stale), len(wanted.all))
        checks = {spec.metadata["dagster_dbt/unique_id"]: spec for spec in context.assets_def.check_specs}
        failed: list[str] = []
        succeeded: dict[str, str] = {}
        results: list[dbt.NodeResult] = []
        try:
            for result in dbt.run(home, dbt.parsed(home), wanted.stale):
                results.append(result)
                if result.is_failed:
                    failed.append(result.failure)
                elif result.is_passed:
                    succeeded[result.unique_id] = wanted.all[result.unique_id]
            if not failed:  # views that show other data now, without being created again
                succeeded |= {one: wanted.all[one] for one in wanted.all if one not in wanted.stale}
        finally:
            with duckdb.connect(str(home.build_database)) as con:
                build_state.record(con, succeeded)
        tables = describe_tables(home, content["nodes"])
        for unique_id in wanted.all:  # parents first, as Dagster demands; without an event, nothing after it would run
            if unique_id in marts and unique_id not in wanted.stale:
                yield materialized(unique_id, {"status": "reused", **tables.get(unique_id, {})})
        for result in results:
            metadata: dict[str, Any] = {"status": result.status, "Execution Duration": result.seconds}
            check = checks.get(result.unique_id)
            if check and result.status != "skipped":
                yield AssetCheckResult(
                    asset_key=check.asset_key,
                    check_name=check.name,
                    passed=result.is_passed,
                    severity=AssetCheckSeverity.WARN if result.status == "warn" else AssetCheckSeverity.ERROR,
                    metadata=metadata | {"failed_rows": result.failed_rows},
                )
            elif result.is_passed and result.unique_id.startswith("model."):
                yield materialized(result.unique_id, metadata | tables.get(result.unique_id, {}))
        if failed:
            raise Failure("\n".join(failed), allow_retries=False)

    return models


def describe_tables(home: Home, nodes: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Rows of each table that a model made, and the first rows of each mart as Markdown, by unique id of the model."""
    found: dict[str, dict[str, Any]] = {}
    with duckdb.connect(str(home.build_database), read_only=True) as con:
        rows = dict(
            con.execute("select schema_name || '.' || table_name, estimated_size from duckdb_tables()").fetchall()
        )
        for unique_id, node in nodes.items():
            name = f"{node['schema']}.{node['alias']}"
            if node["resource_type"] == "model" and name in rows:
                found[unique_id] = {"dagster/row_count": rows[name]}
                if is_mart(node):
                    preview = con.sql(f"from {name} limit {_PREVIEW}").pl()
                    found[unique_id]["preview"] = MetadataValue.md(as_markdown(preview))
    return found


@dataclass(frozen=True)
class Wanted:
    """What a build runs: fingerprints of `all` its nodes, and those that are `stale` and so are run."""

    all: dict[str, str]
    stale: frozenset[str]


def _wanted(home: Home, manifest: Mapping[str, Any], run_id: str) -> tuple[str, Wanted]:
    """The id of this run's build, and what it has to run; what is to be run is taken off the record first.

    Raises Failure when another run filled the landing schema.
    """
    recorded = recorded_run(home, run_id)
    if recorded is None:
        raise Failure("This run did not fill the landing schema. Run the job `refresh`.", allow_retries=False)
    nodes = manifest["nodes"]
    run_by_dbt = [unique_id for unique_id, node in nodes.items() if is_run_by_dbt(node, nodes)]
    with duckdb.connect(str(home.build_database)) as con:
        known = build_state.recorded(con)
        runnable = build_state.fingerprints(
            manifest, home.dbt_project, build_state.sources(con), build_state.landing_columns(con), run_by_dbt
        )
        stale = build_state.stale(runnable, known, manifest)
        build_state.forget(con, [unique_id for unique_id in known if unique_id in stale or unique_id not in runnable])
        build_state.drop_unknown_relations(con, manifest)
    return str(recorded["build_id"]), Wanted(runnable, stale)


def recorded_run(home: Home, run_id: str) -> dict[str, Any] | None:
    """The record of the run that filled the build database; None when it was not this one."""
    if not home.build_database.is_file():
        return None
    with duckdb.connect(str(home.build_database), read_only=True) as con:
        runs = con.sql("from landing.runs where run_id = $id", params={"id": run_id}).pl()
    return runs.row(0, named=True) if runs.height else None

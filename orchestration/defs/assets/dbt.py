"""The dbt models as assets. Belongs here: their keys in Dagster, preparing the build database, running dbt.

dbt tests check the models: each is an asset check, and one that fails with severity error fails the dbt step. Schema
expectations and data tests of marts are Great Expectations' (`orchestration.defs.asset_checks`). After either failure
nothing is published.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

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
    MaterializeResult,
)
from dagster_dbt import DagsterDbtTranslator, DagsterDbtTranslatorSettings, DbtProject, dbt_assets

from orchestration.catalog.columns import record_columns
from orchestration.defs.assets.edgar import ONE_RUN, OWNERS
from orchestration.defs.failures import told_plainly
from orchestration.defs.resources import Turn, Warehouse
from orchestration.quality.data_tests import door_of
from orchestration.quality.results import record_history
from orchestration.quality.schema_expectations import is_mart, is_promise
from orchestration.release.publish import read_manifest
from orchestration.release.versions import history
from orchestration.runtime.paths import REFERENCE, Home
from orchestration.warehouse import build_state, dbt
from orchestration.warehouse.build_database import (
    REFERENCE_TABLES,
    create_landing,
    open_build_database,
    record_published,
    record_runs,
    table_fingerprints,
    what_lies_here,
)
from orchestration.warehouse.fingerprint import describe, fingerprint, git_commit, tributary_version
from sources.reference.companies import registrants


class Translator(DagsterDbtTranslator):
    """How dbt's nodes look in Dagster: sources are the assets that land them, groups are the folders of models."""

    def __init__(self) -> None:
        super().__init__(DagsterDbtTranslatorSettings(enable_duplicate_source_asset_keys=True))

    def get_asset_key(self, dbt_resource_props: Mapping[str, Any]) -> AssetKey:
        """`levy/levy_due` for a model; for a source, the asset that writes its files."""
        if dbt_resource_props["resource_type"] == "source":
            curated = dbt_resource_props["name"] in REFERENCE_TABLES
            return AssetKey("reference_tables" if curated else "company_facts")
        return super().get_asset_key(dbt_resource_props)

    def get_asset_check_spec(
        self, asset_spec: AssetSpec, manifest: Mapping[str, Any], unique_id: str, project: DbtProject | None
    ) -> AssetCheckSpec | None:
        """dbt's own checks; what a gate puts to the test is the gate's check."""
        node = manifest["nodes"][unique_id]
        if door_of(node) or is_promise(node, manifest["nodes"]):
            return None
        spec = super().get_asset_check_spec(asset_spec, manifest, unique_id, project)
        # A test that fails fails the step, which nothing follows. One that is not run again has no result to wait for.
        return spec and spec._replace(blocking=False)

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str:
        """staging, intermediate, or the mart's own folder."""
        return str(dbt_resource_props["fqn"][-2])

    def get_owners(self, dbt_resource_props: Mapping[str, Any]) -> list[str]:
        """The team; no model has an owner of its own."""
        del dbt_resource_props
        return OWNERS


def is_run_by_dbt(node: Mapping[str, Any], nodes: Mapping[str, Any]) -> bool:
    """Whether a build runs this node: models, and data tests that are not Great Expectations' to run.

    Unit tests check the code, not the data; they belong to the test suite.
    """
    if node["resource_type"] == "model":
        return True
    return node["resource_type"] == "test" and not door_of(dict(node)) and not is_promise(dict(node), nodes)


def dbt_models(manifest: Path) -> AssetsDefinition:
    """The dbt models of this manifest, built in the build database."""
    content = dbt.read_manifest(manifest)
    marts = {unique_id: node for unique_id, node in content["nodes"].items() if is_mart(node)}

    @dbt_assets(manifest=content, dagster_dbt_translator=Translator(), backfill_policy=ONE_RUN)
    def models(context: AssetExecutionContext, warehouse: Warehouse, turn: Turn) -> Iterator[Any]:
        del turn  # held while this runs
        home = warehouse.at()
        with told_plainly():
            build_id, wanted = _prepare(home, warehouse, context.run.run_id, content)
        context.log.info("building %s: %d of %d nodes have changed", build_id, len(wanted.stale), len(wanted.all))
        checks = {spec.metadata["dagster_dbt/unique_id"]: spec for spec in context.assets_def.check_specs}

        def events(unique_id: str, status: str, seconds: float = 0, failed_rows: int = 0) -> Iterator[Any]:
            metadata: dict[str, Any] = {"status": status, "Execution Duration": seconds}
            if unique_id in checks and status != "skipped":
                yield AssetCheckResult(
                    asset_key=checks[unique_id].asset_key,
                    check_name=checks[unique_id].name,
                    passed=status in ("pass", "reused"),
                    severity=AssetCheckSeverity.WARN if status == "warn" else AssetCheckSeverity.ERROR,
                    metadata=metadata | {"failed_rows": failed_rows},
                )
            elif unique_id.startswith("model.") and status in ("success", "reused"):
                yield MaterializeResult(
                    asset_key=Translator().get_asset_key(content["nodes"][unique_id]), metadata=metadata
                )

        for unique_id in wanted.all:
            if unique_id in marts and unique_id not in wanted.stale:  # without an event, nothing after it would run
                yield from events(unique_id, "reused")
        failed: list[str] = []
        succeeded: dict[str, str] = {}
        try:
            for result in dbt.run(home, dbt.parsed(home), wanted.stale):
                if result.is_failed:
                    failed.append(result.failure)
                elif result.is_passed:
                    succeeded[result.unique_id] = wanted.all[result.unique_id]
                yield from events(result.unique_id, result.status, result.seconds, result.failed_rows)
        finally:
            with duckdb.connect(str(home.build_database)) as con:
                build_state.record(con, succeeded)
        if failed:
            raise Failure("\n".join(failed), allow_retries=False)

    return models


@dataclass(frozen=True)
class Wanted:
    """What a build runs: fingerprints of `all` its nodes, and those that are `stale` and so are run."""

    all: dict[str, str]
    stale: frozenset[str]


def _prepare(home: Home, warehouse: Warehouse, run_id: str, manifest: Mapping[str, Any]) -> tuple[str, Wanted]:
    """Fill the landing schema of the build database with all that dbt reads; the build's id and what it has to run."""
    from sources.reference import load_reference

    started_at = datetime.now(UTC)
    ciks = registrants(load_reference(REFERENCE))["cik"].to_list()
    edgar = warehouse.origin()
    inputs = describe(edgar, home, ciks)
    print_of_inputs = fingerprint(inputs)
    with open_build_database(home, is_full=warehouse.is_full) as con:
        sources = create_landing(con, home, ciks)
        record_columns(con, manifest)
        record_history(con, home)
        run = {
            "build_id": f"{started_at:%Y%m%dT%H%M%S%fZ}-{print_of_inputs[:8]}",
            "run_id": run_id,
            "started_at": started_at,
            "edgar": edgar,
            "tributary_version": tributary_version(),
            "git_commit": git_commit(),
            "input_fingerprint": print_of_inputs,
            **what_lies_here(con),
        }
        published = read_manifest(home) or {}
        record_runs(con, [*history(home), run])
        record_published(
            con,
            home.published_file,
            is_same_code=all(published.get("inputs", {}).get(part) == inputs[part] for part in ("code", "reference")),
            is_same_origin=bool(published) and published["runs"][-1]["edgar"] == edgar,
        )
        nodes = manifest["nodes"]
        run_by_dbt = [unique_id for unique_id, node in nodes.items() if is_run_by_dbt(node, nodes)]
        sources |= table_fingerprints(con, run_id)
        runnable = build_state.fingerprints(manifest, home.dbt_project, sources, run_by_dbt)
        known = build_state.recorded(con)
        stale = build_state.stale(runnable, known, manifest)
        build_state.forget(con, [unique_id for unique_id in known if unique_id in stale or unique_id not in runnable])
        build_state.record(con, {f"source.landing.{name}": one for name, one in sources.items()})
        build_state.drop_unknown_relations(con, manifest)
    return str(run["build_id"]), Wanted(runnable, stale)

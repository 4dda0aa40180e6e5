"""dbt in a private file, then publication. Belongs here: preparing the file, running dbt, letting the result out.

dbt tests guard the rules inside: each is an asset check, and one that fails with severity error fails the dbt step.
What the YAML promises of marts and the laws between them are put to the test by the gate (`orchestration.checks`).
After either failure nothing is published.
"""

import os
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from dagster import (
    AssetCheckSpec,
    AssetExecutionContext,
    AssetKey,
    AssetsDefinition,
    AssetSpec,
    Failure,
    MaterializeResult,
    MetadataValue,
    asset,
)
from dagster_dbt import DagsterDbtTranslator, DagsterDbtTranslatorSettings, DbtCliResource, DbtProject, dbt_assets
from dagster_dbt.errors import DagsterDbtCliRuntimeError

from orchestration.assets.edgar import ONE_RUN, OWNERS
from orchestration.assets.faults import told_plainly
from orchestration.build_file import (
    REFERENCE_TABLES,
    create_build_file,
    record_columns,
    record_published,
    record_runs,
    what_lies_here,
)
from orchestration.companies import registrants
from orchestration.dbt_manifest import DBT, failures
from orchestration.gates.laws import DOORS, door_of
from orchestration.gates.promises import PROMISES, is_promise
from orchestration.gates.results import record_history, was_let_through
from orchestration.home import DBT_PROJECT, REFERENCE, Home
from orchestration.inputs import describe, fingerprint, git_commit, tributary_version
from orchestration.news import note_look
from orchestration.publish import NothingToPublish, publish, read_manifest
from orchestration.recovery import remove_builds
from orchestration.resources import Gates, Turn, Warehouse
from orchestration.versions import history

#: Names the build file to dbt's profile.
BUILD_VARIABLE: Final = "TRIBUTARY_BUILD_DB"

#: What the gates put to the test instead of dbt: what the YAML promises of marts, and the laws of each door.
OF_GATES: Final = [*(f"path:models/marts,test_name:{kind}" for kind in PROMISES), *(f"path:tests/{d}" for d in DOORS)]
#: Models and the checks of their data; not unit tests, which check the code and are the test suite's.
BUILD: Final = ("build", "--exclude-resource-type", "unit_test", "--exclude", " ".join(OF_GATES))


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
        return super().get_asset_check_spec(asset_spec, manifest, unique_id, project)

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str:
        """staging, intermediate, or the mart's own folder."""
        return str(dbt_resource_props["fqn"][-2])

    def get_owners(self, dbt_resource_props: Mapping[str, Any]) -> list[str]:
        """The team; no model has an owner of its own."""
        del dbt_resource_props
        return OWNERS


def warehouse_assets(manifest: Path) -> list[AssetsDefinition]:
    """The dbt models of this manifest and the publication behind them."""

    @dbt_assets(manifest=manifest, dagster_dbt_translator=Translator(), backfill_policy=ONE_RUN)
    def models(context: AssetExecutionContext, dbt: DbtCliResource, warehouse: Warehouse, turn: Turn) -> Iterator[Any]:
        del turn  # held while this runs
        home = warehouse.at()
        build_file = home.build_file(context.run.run_id)
        with told_plainly():
            run = _prepare(build_file, home, warehouse.origin(), context.run.run_id, manifest)
        context.log.info("building %s in %s", run["build_id"], build_file.name)
        os.environ[BUILD_VARIABLE] = str(build_file)  # read by dbt's profile, in the child that dagster-dbt starts
        target = home.build / "dbt" / "runs" / context.run.run_id
        try:
            yield from dbt.cli(BUILD, context=context, target_path=target).stream()
        except DagsterDbtCliRuntimeError:
            told = failures(target)
            if not told:
                raise
            raise Failure("\n".join(told), allow_retries=False) from None

    @asset(deps=[models], group_name="published", owners=OWNERS, kinds={"duckdb", "parquet"}, backfill_policy=ONE_RUN)
    def published_marts(
        context: AssetExecutionContext, warehouse: Warehouse, turn: Turn, gates: Gates
    ) -> MaterializeResult[None]:
        """The marts that readers open: `published/tributary.duckdb`, the same as Parquet, and `manifest.json`."""
        del turn  # held while this runs
        home = warehouse.at()
        build_file = home.build_file(context.run.run_id)
        if not build_file.is_file():
            raise Failure("This run built nothing. Run the job `refresh`: it builds, tests and publishes in one run.")
        if not was_let_through(build_file, context.run.run_id):
            raise Failure("This run's gates did not let the build through. Run the job `refresh`; ops.checks says why.")
        inputs, run = _recorded(build_file, home, warehouse.origin(), context.run.run_id)
        try:
            manifest = publish(build_file, home, run, inputs, gates.process.cpu_seconds)
        except NothingToPublish as fault:
            raise Failure(str(fault)) from None
        remove_builds(home, but=build_file)
        note_look(home, warehouse.origin(), "published")
        return MaterializeResult(
            metadata={
                "build_id": manifest["build_id"],
                "file": MetadataValue.path(str(home.published_file)),
                "dagster/row_count": sum(manifest["row_counts"].values()),
                "rows": MetadataValue.json(manifest["row_counts"]),
                "newest_filing": run["newest_filing"] or "none",
                "input_fingerprint": run["input_fingerprint"],
            }
        )

    return [models, published_marts]


def _prepare(build_file: Path, home: Home, edgar: str, run_id: str, manifest: Path) -> dict[str, Any]:
    """Create the build file of this run with all that dbt reads; returns the run's record."""
    from sources.reference import load_reference

    started_at = datetime.now(UTC)
    ciks = registrants(load_reference(REFERENCE))["cik"].to_list()
    remove_builds(home)  # a run that failed keeps its build and dbt's log until the next one begins
    create_build_file(build_file, home, ciks)
    record_columns(build_file, manifest)
    record_history(build_file, home)
    inputs = describe(edgar, home, ciks)
    print_of_inputs = fingerprint(inputs)
    run = {
        "build_id": f"{started_at:%Y%m%dT%H%M%S%fZ}-{print_of_inputs[:8]}",
        "run_id": run_id,
        "started_at": started_at,
        "edgar": edgar,
        "tributary_version": tributary_version(),
        "git_commit": git_commit(),
        "input_fingerprint": print_of_inputs,
        **what_lies_here(build_file),
    }
    published = read_manifest(home) or {}
    record_runs(build_file, [*history(home), run])
    record_published(
        build_file,
        home.published_file,
        is_same_code=all(published.get("inputs", {}).get(part) == inputs[part] for part in ("code", "reference")),
        is_same_origin=bool(published) and published["runs"][-1]["edgar"] == edgar,
    )
    return run


def _recorded(build_file: Path, home: Home, edgar: str, run_id: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Inputs and record of the run that made this build file."""
    import duckdb

    with duckdb.connect(str(build_file), read_only=True) as con:
        run = con.sql("from landing.runs where run_id = $id", params={"id": run_id}).pl().row(0, named=True)
        ciks = [
            row[0]
            for row in con.execute(
                "select cik from landing.companies union select former_cik from landing.successors"
            ).fetchall()
        ]
    return describe(edgar, home, ciks), run


def dbt_resource() -> DbtCliResource:
    """dbt, run as a child process on our project."""
    return DbtCliResource(project_dir=str(DBT_PROJECT), profiles_dir=str(DBT_PROJECT), dbt_executable=str(DBT))

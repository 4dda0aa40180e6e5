"""The published version as an asset. Belongs here: whether this run's build may be published, and publishing it."""

from pathlib import Path
from typing import Any

import duckdb
from dagster import AssetExecutionContext, AssetsDefinition, Failure, MaterializeResult, MetadataValue, asset

from orchestration.defs.assets.dbt import Translator
from orchestration.defs.assets.edgar import ONE_RUN, OWNERS
from orchestration.defs.resources import Gates, Turn, Warehouse
from orchestration.quality.results import was_let_through
from orchestration.quality.schema_expectations import is_mart
from orchestration.release.publish import NothingToPublish, publish
from orchestration.release.run_state import note_look
from orchestration.runtime.paths import Home
from orchestration.warehouse import dbt
from orchestration.warehouse.fingerprint import describe


def release(manifest: Path) -> AssetsDefinition:
    """The publication behind the marts of this dbt manifest."""
    marts = [node for node in dbt.read_manifest(manifest)["nodes"].values() if is_mart(node)]

    @asset(
        deps=[Translator().get_asset_key(node) for node in marts],
        group_name="published",
        owners=OWNERS,
        kinds={"duckdb", "parquet"},
        backfill_policy=ONE_RUN,
    )
    def published_marts(
        context: AssetExecutionContext, warehouse: Warehouse, turn: Turn, gates: Gates
    ) -> MaterializeResult[None]:
        """The marts that readers open: `published/tributary.duckdb`, the same as Parquet, and `manifest.json`."""
        del turn  # held while this runs
        home = warehouse.at()
        recorded = _recorded(home, context.run.run_id)
        if recorded is None:
            raise Failure("This run built nothing. Run the job `refresh`: it builds, tests and publishes in one run.")
        if not was_let_through(home.build_database, context.run.run_id):
            raise Failure("This run's gates did not let the build through. Run the job `refresh`; ops.checks says why.")
        run, ciks = recorded
        inputs = describe(warehouse.origin(), home, ciks)
        try:
            manifest = publish(home.build_database, home, run, inputs, gates.process.cpu_seconds)
        except NothingToPublish as fault:
            raise Failure(str(fault)) from None
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

    return published_marts


def _recorded(home: Home, run_id: str) -> tuple[dict[str, Any], list[str]] | None:
    """The record of the run that made the build database, and its companies; None when another run made it."""
    if not home.build_database.is_file():
        return None
    with duckdb.connect(str(home.build_database), read_only=True) as con:
        runs = con.sql("from landing.runs where run_id = $id", params={"id": run_id}).pl()
        ciks = con.execute("select cik from landing.companies union select former_cik from landing.successors")
        return (runs.row(0, named=True), [row[0] for row in ciks.fetchall()]) if runs.height else None

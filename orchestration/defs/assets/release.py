"""The published version as an asset. Belongs here: whether this run's build may be published, and publishing it."""

from pathlib import Path
from typing import Any, Final

import duckdb
import polars as pl
from dagster import AssetExecutionContext, AssetsDefinition, Failure, MaterializeResult, MetadataValue, asset

from orchestration.defs.assets.dbt import BUILT_QUARTERLY, Translator
from orchestration.defs.assets.edgar import ONE_RUN, OWNERS
from orchestration.defs.assets.preview import as_markdown
from orchestration.defs.resources import HomeLock, Quality, Warehouse
from orchestration.quality.results import may_be_published
from orchestration.quality.schema_expectations import is_mart
from orchestration.release.change_text import as_text
from orchestration.release.newly_quarantined import item_line, newly_quarantined
from orchestration.release.publish import NothingToPublish, publish
from orchestration.release.run_state import record_check
from orchestration.runtime.paths import REFERENCE, Home
from orchestration.warehouse import dbt
from orchestration.warehouse.build_database import HISTORIES, RUN
from orchestration.warehouse.fingerprint import describe
from sources.reference.companies import registrants

#: Newly quarantined items and changes that the metadata lists; the tables of ops have all.
SHOWN: Final = 50


def release(manifest: Path) -> AssetsDefinition:
    """The publication behind the marts of this dbt manifest."""
    marts = [node for node in dbt.read_manifest(manifest)["nodes"].values() if is_mart(node)]

    @asset(
        deps=[Translator().get_asset_key(node) for node in marts],
        group_name="published",
        owners=OWNERS,
        kinds={"duckdb", "parquet"},
        backfill_policy=ONE_RUN,
        freshness_policy=BUILT_QUARTERLY,
    )
    def published_marts(
        context: AssetExecutionContext, warehouse: Warehouse, home_lock: HomeLock, quality: Quality
    ) -> MaterializeResult[None]:
        """The marts that readers open: `published/tributary.duckdb`, the same as Parquet, and `manifest.json`."""
        del home_lock  # held while this runs
        from sources.reference import load_reference

        home = warehouse.at()
        run = _record_of(home, context.run.run_id)
        if run is None:
            raise Failure("This run built nothing. Run the job `refresh`: it builds, tests and publishes in one run.")
        if not may_be_published(home.build_database, context.run.run_id):
            raise Failure(
                "This run's quality checks failed or did not run. Run the job `refresh`; ops.checks has the results."
            )
        inputs = describe(warehouse.origin(), home, registrants(load_reference(REFERENCE))["cik"])
        try:
            manifest = publish(home.build_database, home, run, inputs, quality.process.cpu_seconds)
        except NothingToPublish as fault:
            raise Failure(str(fault)) from None
        record_check(home, warehouse.origin(), "published")
        items = newly_quarantined(home)
        lines = [f"- {item_line(item)}" for item in items.head(SHOWN).to_dicts()]
        more = [f"- and {items.height - SHOWN} more"] if items.height > SHOWN else []
        return MaterializeResult(
            metadata={
                "build_id": manifest["build_id"],
                "file": MetadataValue.path(str(home.published_file)),
                "dagster/row_count": sum(manifest["row_counts"].values()),
                "rows": MetadataValue.json(manifest["row_counts"]),
                "newest_filing": run["newest_filing"] or "none",
                "newly_quarantined": items.height,
                "newly_quarantined_items": MetadataValue.md("\n".join([*lines, *more]) or "none"),
                "input_fingerprint": run["input_fingerprint"],
                **_changes(home.published_file, run["build_id"]),
            }
        )

    return published_marts


def _changes(published: Path, build_id: str) -> dict[str, MetadataValue[Any]]:
    """What differs from the version before: headline figures that moved, and rows by table."""
    found: dict[str, MetadataValue[Any]] = {}
    with duckdb.connect(str(published), read_only=True) as con:
        for name in HISTORIES:
            rows = con.sql(f"from ops.{name} where build_id = $build", params={"build": build_id}).pl()
            shown = pl.DataFrame(as_text(rows)) if name == "changes" else rows.drop("build_id", "from_build_id")
            found[name] = MetadataValue.md(as_markdown(shown, SHOWN) if rows.height else "nothing")
            found[f"{name}_count"] = MetadataValue.int(rows.height)
    return found


def _record_of(home: Home, run_id: str) -> dict[str, Any] | None:
    """The record of this run with its counts, as `ops.refresh` has it; None when it did not build that table."""
    if not home.build_database.is_file():
        return None
    query = f"select {', '.join(RUN)} from ops.refresh where run_id = $id"  # noqa: S608 - our own names
    with duckdb.connect(str(home.build_database), read_only=True) as con:
        try:
            runs = con.sql(query, params={"id": run_id}).pl()
        except duckdb.CatalogException:  # dbt did not build it
            return None
    return runs.row(0, named=True) if runs.height else None

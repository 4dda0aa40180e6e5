"""The curated tables as assets, one for each CSV file. What they may hold is declared in `sources.reference.tables`."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl
from dagster import AssetExecutionContext, AssetKey, AssetsDefinition, AssetSpec, MaterializeResult, multi_asset

from orchestration.defs.assets.edgar import ONE_RUN, OWNERS
from orchestration.defs.failures import clear_failures
from orchestration.defs.resources import HomeLock, Warehouse
from orchestration.runtime.paths import REFERENCE
from orchestration.warehouse import dbt
from orchestration.warehouse.build_database import REFERENCE_TABLES

GROUP = "reference"
FILES = "reference_files"
ROWS = "curated_rows"


def reference_key(table: str) -> AssetKey:
    """Asset key of a curated table."""
    return AssetKey([GROUP, table])


def curated_assets(manifest: Path) -> AssetsDefinition:
    """The curated tables, described as this dbt manifest describes them."""
    sources = {source["name"]: source["description"] for source in dbt.read_manifest(manifest)["sources"].values()}

    @multi_asset(
        specs=[
            AssetSpec(
                reference_key(table),
                description=f"{sources.get(table, 'A curated table.')} From data/reference/{table}.csv, validated.",
                group_name=GROUP,
                owners=OWNERS,
                kinds={"csv", "parquet"},
            )
            for table in REFERENCE_TABLES
        ],
        backfill_policy=ONE_RUN,
    )
    def reference_tables(
        context: AssetExecutionContext, warehouse: Warehouse, home_lock: HomeLock
    ) -> Iterator[MaterializeResult[None]]:
        """Companies, concept and geography rules, scenarios and facts read by hand, as Parquet."""
        del home_lock  # held while this runs
        from sources.reference import write_reference

        folder = warehouse.at().reference
        with clear_failures():
            write_reference(REFERENCE, folder)
        files = pl.read_parquet(folder / f"{FILES}.parquet")
        rows = dict(zip(files["name"].str.strip_suffix(".csv"), files["row_count"], strict=True))
        context.log.info("%d curated files, %d rows", len(rows), sum(rows.values()))
        rows |= {FILES: files.height, ROWS: sum(rows.values())}
        for table in REFERENCE_TABLES:
            yield MaterializeResult(asset_key=reference_key(table), metadata={"dagster/row_count": rows[table]})

    return reference_tables

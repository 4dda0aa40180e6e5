"""The curated tables as an asset. What is in them and what is refused is decided in `sources.reference`."""

import polars as pl
from dagster import AssetExecutionContext, MaterializeResult, MetadataValue, asset

from orchestration.assets.edgar import ONE_RUN, OWNERS
from orchestration.assets.faults import told_plainly
from orchestration.home import REFERENCE
from orchestration.resources import Warehouse


@asset(group_name="reference", owners=OWNERS, kinds={"polars", "parquet"}, backfill_policy=ONE_RUN)
def reference_tables(context: AssetExecutionContext, warehouse: Warehouse) -> MaterializeResult[None]:
    """Companies, concept and geography rules, scenarios and facts read by hand: loaded, typed, validated."""
    from sources.reference import write_reference

    folder = warehouse.at().reference
    with told_plainly():
        write_reference(REFERENCE, folder)
    files = pl.read_parquet(folder / "reference_files.parquet")
    context.log.info("%d curated files, %d rows", files.height, files["row_count"].sum())
    return MaterializeResult(
        metadata={
            "dagster/row_count": int(files["row_count"].sum()),
            "files": MetadataValue.json(dict(zip(files["name"], files["row_count"], strict=True))),
        }
    )

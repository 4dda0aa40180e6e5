"""The curated tables as an asset. What is in them and what is refused is decided in `sources.reference`."""

from collections.abc import Iterator

import polars as pl
from dagster import AssetExecutionContext, MaterializeResult, MetadataValue, asset

from orchestration.defs.assets.edgar import ONE_RUN, OWNERS, is_worth_a_build, raw_filings
from orchestration.defs.failures import told_plainly
from orchestration.defs.resources import Turn, Warehouse
from orchestration.runtime.paths import REFERENCE


@asset(
    deps=[raw_filings],
    group_name="reference",
    owners=OWNERS,
    kinds={"polars", "parquet"},
    backfill_policy=ONE_RUN,
    output_required=False,
)
def reference_tables(
    context: AssetExecutionContext, warehouse: Warehouse, turn: Turn
) -> Iterator[MaterializeResult[None]]:
    """Companies, concept and geography rules, scenarios and facts read by hand: loaded, typed, validated.

    Waits for filings to land, since these say whether anything is new.
    """
    del turn  # held while this runs
    if not is_worth_a_build(context, warehouse):
        return
    from sources.reference import write_reference

    folder = warehouse.at().reference
    with told_plainly():
        write_reference(REFERENCE, folder)
    files = pl.read_parquet(folder / "reference_files.parquet")
    context.log.info("%d curated files, %d rows", files.height, files["row_count"].sum())
    yield MaterializeResult(
        metadata={
            "dagster/row_count": int(files["row_count"].sum()),
            "files": MetadataValue.json(dict(zip(files["name"], files["row_count"], strict=True))),
        }
    )

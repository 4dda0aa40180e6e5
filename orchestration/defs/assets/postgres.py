"""The Postgres copy as an asset behind publication. It fails on its own: what is published stays published."""

import os
from collections.abc import Iterator

from dagster import AssetExecutionContext, Failure, MaterializeResult, asset

from orchestration.defs.assets.edgar import ONE_RUN, OWNERS
from orchestration.defs.resources import Warehouse
from orchestration.postgres.serve import DSN_VARIABLE


@asset(
    deps=["published_marts"],
    group_name="published",
    owners=OWNERS,
    kinds={"postgres"},
    backfill_policy=ONE_RUN,
    output_required=False,
)
def postgres_copy(context: AssetExecutionContext, warehouse: Warehouse) -> Iterator[MaterializeResult[None]]:
    """All marts in a Postgres database, in one transaction, where TRIBUTARY_POSTGRES_DSN names one; else nothing."""
    dsn = os.environ.get(DSN_VARIABLE)
    if not dsn:
        context.log.info("%s is not set: no copy is served", DSN_VARIABLE)
        return
    from orchestration.postgres.copy import copy_published, summary
    from orchestration.postgres.serve import CannotServe

    try:
        served = copy_published(warehouse.at(), dsn)
    except CannotServe as fault:
        raise Failure(str(fault), allow_retries=False) from None
    context.log.info(summary(served))
    yield MaterializeResult(
        metadata={
            "place": served.place,
            "build_id": served.build_id,
            "tables": served.table_count,
            "rows": served.row_count,
        }
    )

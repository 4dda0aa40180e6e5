"""The report as an asset: it follows publication, and its failure leaves the marts published."""

from collections.abc import Iterator

from dagster import AssetExecutionContext, Failure, MaterializeResult, MetadataValue, asset

from orchestration.defs.assets.edgar import ONE_RUN, OWNERS
from orchestration.defs.resources import Warehouse
from orchestration.report.build import write_report
from orchestration.report.fault import NoReport, ReportFault


@asset(
    deps=["published_marts"],
    group_name="published",
    owners=OWNERS,
    kinds={"html"},
    backfill_policy=ONE_RUN,
    output_required=False,
)
def report(context: AssetExecutionContext, warehouse: Warehouse) -> Iterator[MaterializeResult[None]]:
    """The page for people, `published/report/`: written once for each version. Marts stand published if it fails."""
    try:
        written = write_report(warehouse.at())
    except NoReport as fault:
        context.log.info(str(fault))
        return
    except ReportFault as fault:
        raise Failure(f"{fault} The marts are published; the report is not.", allow_retries=False) from None
    yield MaterializeResult(
        metadata={
            "build_id": written.build_id,
            "page": MetadataValue.path(str(written.page)),
            "is_new": written.is_new,
            "bytes": written.page_bytes,
            "charts": written.chart_count,
            "charts_drawn": len(written.drawn),
        }
    )

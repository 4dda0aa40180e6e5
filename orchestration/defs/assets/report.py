"""The report as an asset. Belongs here: that it follows publication, and how it fails. Not: what stands in it."""

from __future__ import annotations

from dagster import Failure, MaterializeResult, MetadataValue, asset

from orchestration.defs.assets.edgar import ONE_RUN, OWNERS
from orchestration.defs.resources import Warehouse
from orchestration.report.build import write_report
from orchestration.report.fault import ReportFault


@asset(deps=["published_marts"], group_name="published", owners=OWNERS, kinds={"html"}, backfill_policy=ONE_RUN)
def report(warehouse: Warehouse) -> MaterializeResult[None]:
    """The page for people, `published/report/`: written once for each version. Marts stand published if it fails."""
    try:
        written = write_report(warehouse.at())
    except ReportFault as fault:
        raise Failure(f"{fault} The marts are published; the report is not.", allow_retries=False) from None
    return MaterializeResult(
        metadata={
            "build_id": written.build_id,
            "page": MetadataValue.path(str(written.page)),
            "is_new": written.is_new,
            "bytes": written.page_bytes,
            "charts": written.chart_count,
            "charts_drawn": len(written.drawn),
        }
    )

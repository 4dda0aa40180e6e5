"""The only assembly point: which assets, jobs, schedules, sensors and resources there are."""

from __future__ import annotations

from dagster import AssetSelection, Definitions, define_asset_job, in_process_executor

from orchestration.alerts import alert_sensors
from orchestration.assets.edgar import company_facts, raw_filings
from orchestration.assets.postgres import postgres_copy
from orchestration.assets.reference import reference_tables
from orchestration.assets.report import report
from orchestration.assets.warehouse import warehouse_assets
from orchestration.checks import gates_of
from orchestration.dbt import ensure_manifest
from orchestration.home import Home
from orchestration.resources import Gates, Turn, Warehouse
from orchestration.schedules import daily, new_filings


def build_defs(home: Home) -> Definitions:
    """All definitions, with the models of this home's dbt project. Changes nothing that anyone reads.

    Where dbt's manifest is missing or old it is made anew, under the home's `build/`. Raises BrokenDbtProject when dbt
    refuses the project.
    """
    manifest = ensure_manifest(home)
    refresh = define_asset_job(
        "refresh",
        selection=AssetSelection.all(),
        description="Land filings, read them, build and test the marts in a private file, publish, write the report; "
        "one run for all.",
        executor_def=in_process_executor,
    )
    return Definitions(
        assets=[raw_filings, company_facts, reference_tables, *warehouse_assets(manifest), report, postgres_copy],
        asset_checks=gates_of(manifest),
        jobs=[refresh],
        schedules=[daily(refresh.name)],
        sensors=[new_filings(refresh.name), *alert_sensors()],
        resources={"warehouse": Warehouse(), "turn": Turn(), "gates": Gates()},
        executor=in_process_executor,
    )

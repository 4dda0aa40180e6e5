"""The only assembly point: which assets, jobs, schedules, sensors and resources there are."""

from __future__ import annotations

from dagster import AssetSelection, Definitions, define_asset_job, in_process_executor

from orchestration.defs.alert_sensors import alert_sensors
from orchestration.defs.asset_checks import suites_of
from orchestration.defs.assets.dbt import dbt_models
from orchestration.defs.assets.edgar import company_facts, raw_filings
from orchestration.defs.assets.landing import landing_tables
from orchestration.defs.assets.postgres import postgres_copy
from orchestration.defs.assets.reference import curated_assets
from orchestration.defs.assets.release import release
from orchestration.defs.assets.report import report
from orchestration.defs.automation import daily, new_filings, whole_run
from orchestration.defs.resources import HomeLock, Quality, Warehouse
from orchestration.runtime.paths import Home
from orchestration.warehouse.dbt import ensure_manifest


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
        # A run that names no company is for all of them.
        tags=whole_run(),
    )
    assets = [
        raw_filings,
        company_facts,
        curated_assets(manifest),
        landing_tables(manifest),
        dbt_models(manifest),
        release(manifest),
        report,
        postgres_copy,
    ]
    return Definitions(
        assets=assets,
        asset_checks=suites_of(manifest),
        jobs=[refresh],
        schedules=[daily(refresh.name)],
        sensors=[new_filings(refresh.name), *alert_sensors()],
        resources={"warehouse": Warehouse(), "home_lock": HomeLock(), "quality": Quality()},
        executor=in_process_executor,
    )

"""The only assembly point: which assets, jobs, schedules, sensors and resources there are. Loading it reads files and
changes nothing that anyone reads; where dbt's manifest is missing or old it is made anew, under the home's `build/`.
"""

from __future__ import annotations

from dagster import AssetSelection, Definitions, define_asset_job, in_process_executor

from orchestration.alerts import alert_sensors
from orchestration.assets.edgar import company_facts, raw_filings
from orchestration.assets.reference import reference_tables
from orchestration.assets.report import report
from orchestration.assets.warehouse import dbt_resource, warehouse_assets
from orchestration.checks import gates_of
from orchestration.dbt_manifest import ensure_manifest
from orchestration.home import Home
from orchestration.resources import Gates, Turn, Warehouse
from orchestration.schedules import daily, new_filings

refresh = define_asset_job(
    "refresh",
    selection=AssetSelection.all(),
    description="Land filings, read them, build and test the marts in a private file, publish, write the report; "
    "one run for all.",
    executor_def=in_process_executor,
)

manifest = ensure_manifest(Home.find())

defs = Definitions(
    assets=[raw_filings, company_facts, reference_tables, *warehouse_assets(manifest), report],
    asset_checks=gates_of(manifest),
    jobs=[refresh],
    schedules=[daily(refresh.name)],
    sensors=[new_filings(refresh.name), *alert_sensors()],
    resources={"warehouse": Warehouse(), "turn": Turn(), "gates": Gates(), "dbt": dbt_resource()},
    executor=in_process_executor,
)

"""Running the job `refresh` in this process, for the command line. Importing it loads Dagster and dbt's manifest."""

from __future__ import annotations

import uuid
import warnings
from collections.abc import Callable
from contextlib import redirect_stdout
from typing import Any

import dagster as dg

from orchestration.release.recovery import process_tag
from orchestration.runtime.dagster_instance import prepare_instance
from orchestration.runtime.paths import Home
from orchestration.runtime.processes import without_garbage_collection

#: Called when a step starts or ends: its words, how many are done, how many there are.
Progress = Callable[[str, int, int], None]

STEPS = {
    "raw_filings": "landing filings",
    "reference_tables": "reading curated tables",
    "company_facts": "reading filings",
    "curated": "checking curated tables",
    "company_facts_filings_suite": "checking filings",
    "landing": "preparing the build database",
    "models": "building marts",
    "marts": "checking marts",
    "published_marts": "publishing",
    "report": "drawing the report",
    "postgres_copy": "serving the Postgres copy",
}


def run_refresh(edgar: str, home: Home, progress: Progress, *, is_full: bool = False) -> str:
    """Run the job for all companies on filings that were just landed.

    With `is_full` every model is built. Returns an empty text when it published, else what failed, a line for each
    cause. The run is kept in the home's Dagster storage.
    """
    prepare_instance(home)
    warnings.simplefilter("ignore", dg.BetaWarning)
    with without_garbage_collection():
        from orchestration.defs.automation import whole_run
        from orchestration.defs.build import build_defs
        from orchestration.defs.resources import HomeLock, Warehouse

        job = build_defs(home).resolve_job_def("refresh")
    run_id = str(uuid.uuid4())
    done: list[str] = []

    def listen(entry: dg.EventLogEntry) -> None:
        event = entry.dagster_event
        if event and event.step_key in STEPS:
            if event.event_type == dg.DagsterEventType.STEP_SUCCESS:
                done.append(event.step_key)
            if event.event_type in (dg.DagsterEventType.STEP_START, dg.DagsterEventType.STEP_SUCCESS):
                progress(STEPS[event.step_key], len(done), len(STEPS))

    log = home.build / "refresh.log"  # what dbt prints; Dagster keeps its own record
    with dg.DagsterInstance.get() as instance, log.open("w", encoding="utf-8") as printed, redirect_stdout(printed):
        instance.add_event_listener(run_id, listen)
        result = job.execute_in_process(
            instance=instance,
            run_id=run_id,
            raise_on_error=False,
            run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
            resources={
                "warehouse": Warehouse(home=str(home.root), edgar=edgar, is_landed=True, is_full=is_full),
                "home_lock": HomeLock(is_held=True),
            },
            tags={
                **whole_run(),
                **process_tag(),
            },
        )
    return "" if result.success else "\n".join(_causes(result))


def _causes(result: dg.ExecuteInProcessResult) -> list[str]:
    """What a person needs to know of each failed step."""
    lines: list[str] = []
    for event in result.all_events:
        if event.is_step_failure:
            failure: Any = event.step_failure_data
            description = failure.user_failure_data.description if failure.user_failure_data else None
            lines += (description or _innermost(failure.error).message).strip().splitlines()
    return lines


def _innermost(error: Any) -> Any:
    """The error that the others were raised from."""
    return _innermost(error.cause) if error.cause else error

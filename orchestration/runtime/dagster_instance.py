"""Dagster's storage inside the data directory: its location and settings.

Runs of the command line and of the web interface share it, so each shows the runs of the other.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from orchestration.runtime.paths import PROJECT, Home
from sources.atomic_files import write_atomically

SETTINGS: Final = """\
event_log_storage:
  module: orchestration.runtime.event_log
  class: EventLogStorage
telemetry:
  enabled: false
nux:
  enabled: false
concurrency:
  runs:
    max_concurrent_runs: 1
run_monitoring:
  enabled: true
  start_timeout_seconds: 300
  cancel_timeout_seconds: 180
  max_runtime_seconds: 14400
run_retries:
  enabled: true
  max_retries: 2
  retry_on_asset_or_op_failure: false
retention:
  schedule:
    purge_after_days:
      skipped: 7
      success: 30
      failure: 90
      started: -1
  sensor:
    purge_after_days:
      skipped: 2
      success: 30
      failure: 90
      started: -1
"""

#: The event log's module in settings of an earlier release, and its module now.
_MOVED: Final = ("module: orchestration.event_log\n", "module: orchestration.runtime.event_log\n")


def prepare_instance(home: Home) -> Path:
    """Make DAGSTER_HOME (with settings when it has none), set the environment for this process and its children;
    returns the folder.
    """
    folder = home.dagster
    folder.mkdir(parents=True, exist_ok=True)
    settings = folder / "dagster.yaml"
    if not settings.exists():
        write_atomically(SETTINGS.encode(), settings)
    elif (text := settings.read_text(encoding="utf-8")) != (moved := text.replace(*_MOVED)):
        write_atomically(moved.encode(), settings)
    os.environ["DAGSTER_HOME"] = str(folder)
    os.environ["TRIBUTARY_HOME"] = str(home.root)
    return folder


def module_arguments() -> tuple[str, ...]:
    """Arguments with the location of our definitions, so that Dagster's commands work in any working directory."""
    return ("-m", "orchestration.definitions", "-d", str(PROJECT))

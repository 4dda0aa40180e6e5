"""Dagster's own storage inside the home, so that runs of the command line show in the web interface and the other way
round. Belongs here: where it lies and its settings.
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

#: The event log's module in settings that an earlier release wrote, and as it is now.
_MOVED: Final = ("module: orchestration.event_log\n", "module: orchestration.runtime.event_log\n")


def prepare_instance(home: Home) -> Path:
    """Make DAGSTER_HOME (with settings when it has none), name it to this process and its children; returns it."""
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
    """Arguments that tell Dagster's commands where our definitions are, whatever folder they are called from."""
    return ("-m", "orchestration.definitions", "-d", str(PROJECT))

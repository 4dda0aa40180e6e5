"""Dagster resources: the warehouse, the lock of the data directory, and the quality process."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from dagster import ConfigurableResource, Failure, InitResourceContext
from filelock import Timeout
from pydantic import Field, PrivateAttr

from orchestration.quality.process import QualityProcess
from orchestration.release.recovery import RefreshLock, process_tag
from orchestration.runtime.paths import Home
from orchestration.warehouse.fingerprint import SNAPSHOT_WORD
from sources.errors import BadInput

#: Environment variable that says where filings come from, when nothing else does.
EDGAR_VARIABLE: Final = "TRIBUTARY_EDGAR"


class Warehouse(ConfigurableResource):  # type: ignore[type-arg] # generic only in Dagster's own typing
    """One warehouse: its home and the place its filings come from."""

    home: str = Field(default="", description="Folder for all that is written; empty: TRIBUTARY_HOME, else data/")
    edgar: str = Field(
        default="",
        description="`snapshot`, a mirror folder, or a base address; empty: TRIBUTARY_EDGAR, else the snapshot",
    )
    is_landed: bool = Field(
        default=False,
        description="Filings were landed just before this run, and are worth a build: do not fetch them again",
    )
    is_forced: bool = Field(default=False, description="Build and publish even when nothing is new")
    is_full: bool = Field(default=False, description="Build every model, whether or not its inputs have changed")

    def at(self) -> Home:
        """The home."""
        return Home.find(Path(self.home) if self.home else None)

    def origin(self) -> str:
        """Where filings come from."""
        return self.edgar or os.environ.get(EDGAR_VARIABLE) or SNAPSHOT_WORD


class HomeLock(ConfigurableResource):  # type: ignore[type-arg] # generic only in Dagster's own typing
    """The lock of a data directory: one run at a time may write to it. Other runs wait for it.

    The operating system releases it when its holder dies.
    """

    home: str = Field(default="", description="As the warehouse's")
    is_held: bool = Field(default=False, description="The process that started this run holds the lock already")
    longest_wait_seconds: float = Field(default=7200, description="How long to wait for another refresh to end")

    _lock: RefreshLock | None = PrivateAttr(default=None)

    def setup_for_execution(self, context: InitResourceContext) -> None:
        """Wait for it. Raises Failure when another refresh does not end in time, or the home cannot be written.

        The run is marked with this process first, so that the run is known to be dead if the process is killed.
        """
        if self.is_held:
            return
        home = Home.find(Path(self.home) if self.home else None)
        if context.instance and context.run_id and context.instance.has_run(context.run_id):
            context.instance.add_run_tags(context.run_id, process_tag())
        lock = RefreshLock(home, context.instance)
        try:
            try:
                lock.acquire()
            except Timeout:
                if context.log:
                    context.log.info("another refresh is running on %s; waiting for it to end", home.root)
                lock.acquire(timeout=self.longest_wait_seconds)
        except Timeout:
            raise Failure(
                f"Another refresh has been at work on {home.root} for {self.longest_wait_seconds / 3600:.1f} hours. "
                "Check it, then run this again."
            ) from None
        except BadInput as fault:  # a setting of the environment
            raise Failure(str(fault), allow_retries=False) from None
        except OSError as fault:
            raise Failure(f"{home.root}: cannot be written ({fault.strerror or fault}).", allow_retries=False) from None
        if context.log:
            for line in lock.recovered:
                context.log.warning("an earlier run was killed: %s", line)
        self._lock = lock

    def teardown_after_execution(self, context: InitResourceContext) -> None:
        """Release the lock."""
        del context
        if self._lock:
            self._lock.release()
            self._lock = None


class Quality(ConfigurableResource):  # type: ignore[type-arg] # generic only in Dagster's own typing
    """The quality process of a run, which starts with the first request and ends with the run."""

    _process: QualityProcess = PrivateAttr(default_factory=QualityProcess)

    def teardown_after_execution(self, context: InitResourceContext) -> None:
        """End the process."""
        del context
        self._process.close()

    @property
    def process(self) -> QualityProcess:
        """The quality process."""
        return self._process

"""What assets are handed. Belongs here: where the warehouse lies, where filings come from, the gates. Not: what is done
there.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from dagster import ConfigurableResource, InitResourceContext
from pydantic import Field, PrivateAttr

from orchestration.gates.process import GateProcess
from orchestration.home import Home
from orchestration.inputs import SNAPSHOT_WORD

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
        default=False, description="Filings were landed just before this run: do not fetch them again"
    )

    def at(self) -> Home:
        """The home."""
        return Home.find(Path(self.home) if self.home else None)

    def origin(self) -> str:
        """Where filings come from."""
        return self.edgar or os.environ.get(EDGAR_VARIABLE) or SNAPSHOT_WORD


class Gates(ConfigurableResource):  # type: ignore[type-arg] # generic only in Dagster's own typing
    """The gates of a run: one process, which loads while filings are read and ends with the run."""

    _process: GateProcess = PrivateAttr(default_factory=GateProcess)

    def setup_for_execution(self, context: InitResourceContext) -> None:
        """Begin to load."""
        del context
        self._process.start()

    def teardown_after_execution(self, context: InitResourceContext) -> None:
        """End the process."""
        del context
        self._process.close()

    @property
    def process(self) -> GateProcess:
        """The gates, ready to be asked."""
        return self._process

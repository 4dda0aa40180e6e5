"""Every path that the project reads or writes."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PROJECT: Final = Path(__file__).resolve().parents[2]
DBT_PROJECT: Final = PROJECT / "dbt_project"
REFERENCE: Final = PROJECT / "data" / "reference"
SNAPSHOT: Final = PROJECT / "data" / "snapshot"

#: Environment variable that moves everything the project writes.
HOME_VARIABLE: Final = "TRIBUTARY_HOME"
#: Environment variable that names another dbt project to build: tests use a small one.
DBT_PROJECT_VARIABLE: Final = "TRIBUTARY_DBT_PROJECT"


@dataclass(frozen=True)
class Home:
    """The data directory: all that a warehouse writes. `data/` of the project unless another is given.

    `dbt_project` is the dbt project that is built there.
    """

    root: Path
    dbt_project: Path = DBT_PROJECT

    @classmethod
    def find(cls, argument: Path | None = None) -> Home:
        """The given directory, else that of TRIBUTARY_HOME, else the project's `data/`."""
        chosen = argument or Path(os.environ.get(HOME_VARIABLE) or PROJECT / "data")
        project = os.environ.get(DBT_PROJECT_VARIABLE)
        return cls(chosen.expanduser().absolute(), Path(project).absolute() if project else DBT_PROJECT)

    @property
    def raw(self) -> Path:
        """Fetched bytes, unchanged, by content hash."""
        return self.root / "raw"

    @property
    def facts(self) -> Path:
        """Tables by company, and the curated tables under `reference/`."""
        return self.root / "facts"

    @property
    def reference(self) -> Path:
        """The curated tables, typed."""
        return self.facts / "reference"

    @property
    def quarantine(self) -> Path:
        """The quarantined filings and facts."""
        return self.facts / "quarantine.parquet"

    @property
    def build(self) -> Path:
        """Private files of builds; readers do not use them."""
        return self.root / "build"

    @property
    def checks(self) -> Path:
        """Results of the quality checks of every run."""
        return self.root / "checks"

    @property
    def great_expectations(self) -> Path:
        """What Great Expectations keeps: suites, checkpoints, newest results, and Data Docs."""
        return self.checks / "great_expectations"

    @property
    def data_docs(self) -> Path:
        """The first page of Data Docs."""
        return self.great_expectations / "data_docs" / "index.html"

    @property
    def dagster(self) -> Path:
        """Dagster's own storage."""
        return self.root / "dagster"

    @property
    def published(self) -> Path:
        """The published versions, which readers open."""
        return self.root / "published"

    @property
    def published_file(self) -> Path:
        """The DuckDB file that readers open; its name never changes."""
        return self.published / "tributary.duckdb"

    @property
    def lock(self) -> Path:
        """Held while a refresh or a publication runs; the operating system frees it when its holder dies."""
        return self.root / "build" / "refresh.lock"

    @property
    def last_check(self) -> Path:
        """How the last refresh ended."""
        return self.root / "build" / "last_refresh.json"

    @property
    def left_out(self) -> Path:
        """What the last landing left out."""
        return self.root / "build" / "left_out.json"

    @property
    def alerted(self) -> Path:
        """Quarantined items, and files that a landing left out, of which an alert was sent."""
        return self.root / "build" / "alerted.json"

    @property
    def unsent_alerts(self) -> Path:
        """Alerts of failed runs that were not sent yet."""
        return self.root / "build" / "unsent_alerts.json"

    @property
    def holder(self) -> Path:
        """The process that holds the lock; the file remains when that process was killed."""
        return self.root / "build" / "refresh.holder"

    @property
    def scratch(self) -> Path:
        """Temporary files of the process that holds the lock."""
        return self.root / "build" / "tmp"

    @property
    def dbt_copy(self) -> Path:
        """A copy of the last build for dbt's own command line (`tributary dbt`), and dbt's files of it."""
        return self.root / "dbt"

    @property
    def build_database(self) -> Path:
        """The private database that dbt builds in. Its name stays the same: dbt parses again when it changes."""
        return self.build / "warehouse.duckdb"

"""Where things lie. Belongs here: every path that the project reads or writes. Not: reading or writing them."""

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
#: Environment variable that names another dbt project to build: tests of what surrounds dbt use a small one.
DBT_PROJECT_VARIABLE: Final = "TRIBUTARY_DBT_PROJECT"


@dataclass(frozen=True)
class Home:
    """One place for all that a warehouse writes; `data/` of the project unless told otherwise.

    `dbt_project` is the dbt project that is built there.
    """

    root: Path
    dbt_project: Path = DBT_PROJECT

    @classmethod
    def find(cls, told: Path | None = None) -> Home:
        """The home that was told, else that of TRIBUTARY_HOME, else the project's `data/`."""
        chosen = told or Path(os.environ.get(HOME_VARIABLE) or PROJECT / "data")
        project = os.environ.get(DBT_PROJECT_VARIABLE)
        return cls(chosen.expanduser().absolute(), Path(project).absolute() if project else DBT_PROJECT)

    @property
    def raw(self) -> Path:
        """Bytes as they came, by content hash."""
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
        """The filings and facts that are set aside."""
        return self.facts / "quarantine.parquet"

    @property
    def build(self) -> Path:
        """Private files of builds; no reader looks here."""
        return self.root / "build"

    @property
    def checks(self) -> Path:
        """What came of every run's gates."""
        return self.root / "checks"

    @property
    def dagster(self) -> Path:
        """Dagster's own storage."""
        return self.root / "dagster"

    @property
    def published(self) -> Path:
        """What readers open."""
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
    def last_look(self) -> Path:
        """How the last refresh ended."""
        return self.root / "build" / "last_refresh.json"

    @property
    def unsent_alerts(self) -> Path:
        """Alerts of failed runs that did not go out yet."""
        return self.root / "build" / "unsent_alerts.json"

    @property
    def holder(self) -> Path:
        """Who holds the lock; left there by one who was killed."""
        return self.root / "build" / "refresh.holder"

    @property
    def scratch(self) -> Path:
        """Temporary files of whoever holds the lock."""
        return self.root / "build" / "tmp"

    @property
    def build_database(self) -> Path:
        """The private database that dbt builds in. Its name stays the same: dbt parses again when it changes."""
        return self.build / "warehouse.duckdb"

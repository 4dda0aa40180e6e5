"""The project under test: what tests copy of it, the toy dbt project, and the command line on both."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from subprocess import CompletedProcess
from typing import Protocol

from orchestration.runtime.paths import DBT_PROJECT_VARIABLE

REPOSITORY = Path(__file__).resolve().parents[2]
TOY = "tests/toy_project"
PARTS = ("sources", "orchestration", "dbt_project", "data/reference", "data/snapshot", TOY)
FILES = ("pyproject.toml", "requirements.lock")
NOT_COPIED = shutil.ignore_patterns("__pycache__", "target", "logs", ".user.yml")
#: Commands that build, become another program, or lock the settings of a file that DuckDB shares within a process: they
#: run as children even where the code is this one.
AS_CHILDREN = frozenset({"refresh", "backfill", "app", "dbt", "dev", "explain"})

#: Makes a folder of that name, once in a session; returns it.
MadeOnce = Callable[[str, Callable[[Path], None]], Path]


class Tributary(Protocol):
    """The command line."""

    def __call__(
        self, *arguments: str | Path, env: Mapping[str, str] | None = None, project: Path | None = None
    ) -> CompletedProcess[str]: ...


def building(dbt_project: Path) -> dict[str, str]:
    """The setting of a command that builds this dbt project."""
    return {DBT_PROJECT_VARIABLE: str(dbt_project)}

"""The real command on real files: one published warehouse for all tests, and copies that a test may spoil.

A refresh takes half a minute, so tests share `published` and change copies of it. A copy of the project sees the same
inputs as the checkout, wherever it lies.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import pytest

from tests.conftest import REPOSITORY

PARTS = ("sources", "orchestration", "dbt_project", "data/reference", "data/snapshot")
FILES = ("pyproject.toml", "requirements.lock")
NOT_COPIED = shutil.ignore_patterns("__pycache__", "target", "logs", ".user.yml")


class Tributary(Protocol):
    """The command line, as a child process."""

    def __call__(
        self, *arguments: str | Path, env: Mapping[str, str] | None = None, project: Path | None = None
    ) -> subprocess.CompletedProcess[str]: ...


@pytest.fixture(scope="session")
def tributary() -> Tributary:
    """Run the command `tributary` on the code beside these tests; with `project`, that of a copy of the project."""

    def run(
        *arguments: str | Path, env: Mapping[str, str] | None = None, project: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        command = [str(Path(sys.executable).with_name("tributary"))]
        if project is not None:
            command = [sys.executable, "-c", "from orchestration.cli.main import main; main()"]
        environment = {**os.environ, "COLUMNS": "200", "PYTHONPATH": str(project or REPOSITORY), **(env or {})}
        return subprocess.run(
            [*command, *map(str, arguments)],
            env=environment,
            cwd=project or REPOSITORY,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def pristine_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project as it was when the session began; not to be changed."""
    folder = tmp_path_factory.mktemp("project") / "tributary"
    for part in PARTS:
        shutil.copytree(REPOSITORY / part, folder / part, ignore=NOT_COPIED)
    for file in FILES:
        shutil.copy(REPOSITORY / file, folder)
    return folder


@pytest.fixture(scope="session")
def commit() -> str | None:
    """Commit of the checkout when the session began; None outside git."""
    asked = subprocess.run(["git", "rev-parse", "HEAD"], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    return None if asked.returncode else asked.stdout.strip()


@pytest.fixture(scope="session")
def published(
    commit: str | None, pristine_project: Path, tmp_path_factory: pytest.TempPathFactory, tributary: Tributary
) -> Path:
    """The home of one refresh of the checkout from the snapshot, begun right after the two; not to be changed."""
    home = tmp_path_factory.mktemp("published") / "home"
    done = tributary("refresh", "--home", home)
    assert done.returncode == 0, done.stderr
    return home


@pytest.fixture
def project_copy(pristine_project: Path, tmp_path: Path) -> Path:
    """A copy of the project that the test may change."""
    return shutil.copytree(pristine_project, tmp_path / "project")


@pytest.fixture
def home(published: Path, tmp_path: Path) -> Path:
    """A copy of the published home that the test may change."""
    return shutil.copytree(published, tmp_path / "home", symlinks=True)

"""Fixtures of all tests: a home of their own, shared data, one published warehouse, and copies that a test may change.

A refresh of all marts takes a minute, so tests share `published` and change copies of it. Tests of what surrounds dbt
(publication, locks, failures) refresh the small project `tests/toy_project` instead, which costs little more than to
start Dagster and dbt. A copy of the project sees the same inputs as the checkout, wherever it lies. Workers of
pytest-xdist share what is made once in a session.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from filelock import FileLock
from hypothesis import settings

from orchestration.runtime.paths import DBT_PROJECT_VARIABLE
from tests.support.commands import run_as_child, run_here
from tests.support.newcomers import BROKEN, Newcomers
from tests.support.project import AS_CHILDREN, FILES, NOT_COPIED, PARTS, REPOSITORY, TOY, MadeOnce, Tributary

# no time limit for an example: a busy machine would fail it
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session", autouse=True)
def environment_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No setting of the developer's shell counts, and nothing that forgets to name a home writes to the checkout."""
    with pytest.MonkeyPatch.context() as patch:
        for name in (
            "TRIBUTARY_EDGAR",
            "TRIBUTARY_POSTGRES_DSN",
            "TRIBUTARY_BUILD_DB",
            "TRIBUTARY_DBT_PROJECT",
            "TRIBUTARY_DUCKDB_MEMORY",
            "TRIBUTARY_DBT_TARGET",
            "DAGSTER_HOME",
        ):
            patch.delenv(name, raising=False)
        patch.setenv("PYTHONPATH", str(REPOSITORY))  # child processes run the code beside these tests
        patch.setenv("TRIBUTARY_HOME", str(tmp_path_factory.mktemp("default-home")))
        yield


@pytest.fixture(scope="session")
def shared_edgar() -> Path:
    """The EDGAR mirror that is shared between projects; tests on it are skipped where it is not."""
    mirror = REPOSITORY.parent / "shared" / "edgar_wide"
    if not mirror.is_dir():
        pytest.skip("the shared EDGAR mirror is not beside the repository")
    return mirror


@pytest.fixture(scope="session")
def tributary() -> Tributary:
    """Run the command: in this process where that tests the same, else as a child, and so of a copy of the project."""

    def run(
        *arguments: str | Path, env: Mapping[str, str] | None = None, project: Path | None = None
    ) -> CompletedProcess[str]:
        if project is None and arguments[0] not in AS_CHILDREN:
            return run_here(*arguments, env=env)
        return run_as_child(*arguments, env=env, project=project)

    return run


@pytest.fixture(scope="session")
def toy(tributary: Tributary, pristine_project: Path) -> Tributary:
    """The command on the toy project: that of the same copy of the project whose code runs. `env` may name another."""

    def run(
        *arguments: str | Path, env: Mapping[str, str] | None = None, project: Path | None = None
    ) -> CompletedProcess[str]:
        if project is None and arguments[0] in AS_CHILDREN:
            project = pristine_project
        named = {DBT_PROJECT_VARIABLE: str((project or REPOSITORY) / TOY)}
        return tributary(*arguments, env={**named, **(env or {})}, project=project)

    return run


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> MadeOnce:
    """Have a folder made by whichever worker asks first; the others wait for it, or hear that it could not be made."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def make(name: str, fill: Callable[[Path], None]) -> Path:
        folder, done = shared / name, shared / f"{name}.done"
        with FileLock(shared / f"{name}.lock"):
            if not done.exists():
                if folder.exists():
                    pytest.fail(f"{folder} could not be made; another test says why")
                folder.mkdir()
                fill(folder)
                done.touch()
        return folder

    return make


@pytest.fixture(scope="session")
def pristine_project(made_once: MadeOnce) -> Path:
    """A copy of the project as it was when the session began; not to be changed."""

    def fill(folder: Path) -> None:
        for part in PARTS:
            shutil.copytree(REPOSITORY / part, folder / "tributary" / part, ignore=NOT_COPIED)
        for file in FILES:
            shutil.copy(REPOSITORY / file, folder / "tributary")

    return made_once("project", fill) / "tributary"


@pytest.fixture(scope="session")
def commit(made_once: MadeOnce) -> str | None:
    """Commit of the checkout when the session began; None outside git."""

    def fill(folder: Path) -> None:
        asked = subprocess.run(
            ["git", "rev-parse", "HEAD"], cwd=REPOSITORY, capture_output=True, text=True, check=False
        )
        (folder / "commit").write_text("" if asked.returncode else asked.stdout.strip())

    return (made_once("commit", fill) / "commit").read_text() or None


@pytest.fixture(scope="session")
def published(commit: str | None, pristine_project: Path, made_once: MadeOnce) -> Path:
    """The home of one refresh of the checkout from the snapshot, begun right after the two; not to be changed."""

    def fill(folder: Path) -> None:
        done = run_as_child("refresh", "--home", folder / "home")
        assert done.returncode == 0, done.stderr

    return made_once("published", fill) / "home"


@pytest.fixture(scope="session")
def toy_published(toy: Tributary, made_once: MadeOnce) -> Path:
    """The home of one refresh of the toy project from the snapshot; not to be changed."""

    def fill(folder: Path) -> None:
        done = toy("refresh", "--home", folder / "home")
        assert done.returncode == 0, done.stderr

    return made_once("toy", fill) / "home"


@pytest.fixture(scope="session")
def newcomers(pristine_project: Path, made_once: MadeOnce) -> Newcomers:
    """All made-up companies: a project that watches them, and the home of one refresh from their mirror."""

    def fill(folder: Path) -> None:
        made = Newcomers(folder)
        shutil.copytree(pristine_project, made.project)
        made.watch()
        made.put_first()
        done = run_as_child("refresh", "--home", made.home, "--edgar", made.edgar, project=made.project)
        assert done.returncode == 7, done.stderr  # BROKEN is quarantined
        made.said.write_text(done.stdout)

    return Newcomers(made_once("newcomers", fill))


@pytest.fixture(scope="session")
def second(newcomers: Newcomers, made_once: MadeOnce) -> Path:
    """The made-up companies' home after a second refresh: reports have arrived, and a broken one is tried again."""

    def fill(folder: Path) -> None:
        home = shutil.copytree(newcomers.home, folder / "home", symlinks=True)
        newcomers.put_second()
        retry = ("quarantine", "retry", BROKEN.accession, "--home", home, "--edgar", newcomers.edgar)
        done = run_as_child(*retry, project=newcomers.project)
        assert done.returncode == 0, done.stderr
        (folder / "said.txt").write_text(done.stdout)

    return made_once("second", fill) / "home"


@pytest.fixture
def project_copy(pristine_project: Path, tmp_path: Path) -> Path:
    """A copy of the project that the test may change."""
    return shutil.copytree(pristine_project, tmp_path / "project")


@pytest.fixture
def home(published: Path, tmp_path: Path) -> Path:
    """A copy of the published home that the test may change."""
    return shutil.copytree(published, tmp_path / "home", symlinks=True)


@pytest.fixture
def toy_home(toy_published: Path, tmp_path: Path) -> Path:
    """A copy of the toy project's published home that the test may change."""
    return shutil.copytree(toy_published, tmp_path / "home", symlinks=True)


@pytest.fixture
def toy_copy(pristine_project: Path, tmp_path: Path) -> Path:
    """A copy of the toy project that the test may change; `building` has it built."""
    return shutil.copytree(pristine_project / TOY, tmp_path / "toy_project")

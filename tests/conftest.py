"""Fixtures of all tests: keep tests inside their own folders, and find shared data."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]


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
    mirror = REPOSITORY.parent / "shared" / "edgar"
    if not mirror.is_dir():
        pytest.skip("the shared EDGAR mirror is not beside the repository")
    return mirror

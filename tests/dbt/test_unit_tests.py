"""dbt's unit tests, every business rule on made-up rows, and `tests/code`. A refresh runs neither: they test code."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner

from orchestration.runtime.paths import DBT_PROJECT, Home
from orchestration.warehouse.dbt import BUILD_VARIABLE, parsed

pytestmark = pytest.mark.integration


def test_every_rule_does_what_its_example_says(
    published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They run on a copy of a build, whose tables tell dbt the types of columns."""
    (build_file,) = (published / "build").glob("*.duckdb")
    manifest = parsed(Home(tmp_path / "home"))
    monkeypatch.setenv(BUILD_VARIABLE, str(shutil.copy(build_file, tmp_path / "warehouse.duckdb")))
    for variable in ("DBT_TARGET_PATH", "DBT_LOG_PATH"):
        monkeypatch.setenv(variable, str(tmp_path))
    folders = ("--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT))
    try:
        done = dbtRunner(manifest).invoke(
            ["test", "--quiet", "--select", "test_type:unit", "path:tests/code", *folders]
        )
    finally:
        DuckDBConnectionManager.close_all_connections()
    assert done.exception is None
    results = list(done.result)  # type: ignore[arg-type] # of a test, a list of results
    failed = [f"{result.node.unique_id}: {result.message}" for result in results if result.status != "pass"]
    assert not failed, "\n".join(failed)
    assert len(results) > 100
    of_code = [one for one, node in manifest.nodes.items() if node.original_file_path.startswith("tests/code/")]
    assert of_code
    assert {*of_code, *manifest.unit_tests} == {result.node.unique_id for result in results}

"""dbt's own unit tests: every business rule, on made-up rows. A refresh leaves them out, since they test code."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from orchestration.assets.warehouse import BUILD_VARIABLE
from orchestration.dbt_manifest import DBT
from orchestration.home import DBT_PROJECT

pytestmark = pytest.mark.integration


def test_every_rule_does_what_its_example_says(published: Path, tmp_path: Path) -> None:
    """They run on a copy of a build, whose tables tell dbt the types of columns."""
    (build_file,) = (published / "build").glob("*.duckdb")
    shutil.copy(build_file, tmp_path / "build.duckdb")
    folders = {"DBT_TARGET_PATH": str(tmp_path), "DBT_LOG_PATH": str(tmp_path)}
    done = subprocess.run(
        [DBT, "test", "--select", "test_type:unit", "--project-dir", DBT_PROJECT, "--profiles-dir", DBT_PROJECT],
        env=os.environ | folders | {BUILD_VARIABLE: str(tmp_path / "build.duckdb")},
        capture_output=True,
        text=True,
        check=False,
    )
    results = json.loads((tmp_path / "run_results.json").read_text())["results"]
    failed = [f"{result['unique_id']}: {result['message']}" for result in results if result["status"] != "pass"]
    assert not failed, "\n".join(failed)
    assert done.returncode == 0, done.stdout
    assert len(results) > 100

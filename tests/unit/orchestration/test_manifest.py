"""dbt's manifests in a home: one for each state of the project, and no more than are of use."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from orchestration import dbt_manifest
from orchestration.dbt_manifest import KEPT_MANIFESTS, ensure_manifest
from orchestration.home import Home


def test_manifests_of_old_states_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest stay, a parse of another process is left alone, and nothing is made twice."""
    asked = []

    def dbt(command: tuple[str, ...], env: Mapping[str, str], **_: Any) -> subprocess.CompletedProcess[str]:
        asked.append(command)
        for file in ("manifest.json", "semantic_manifest.json"):
            (Path(env["DBT_TARGET_PATH"]) / file).write_text("{}")
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(dbt_manifest.subprocess, "run", dbt)
    home = Home(tmp_path)
    other = home.build / "dbt" / "parsing.other"
    other.mkdir(parents=True)
    (other / "manifest.json").write_text("{}")
    for number in range(KEPT_MANIFESTS + 3):
        monkeypatch.setattr(dbt_manifest, "dbt_project_hash", lambda number=number: f"{number:016x}")
        made = ensure_manifest(home)
        assert ensure_manifest(home) == made
        os.utime(made, ns=(number, number))
    states = sorted(int(folder.name, 16) for folder in (home.build / "dbt").iterdir() if folder != other)
    assert states == list(range(3, KEPT_MANIFESTS + 3))
    assert len(asked) == KEPT_MANIFESTS + 3
    assert (other / "manifest.json").is_file()

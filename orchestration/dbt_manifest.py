"""What dbt says of our project: its manifest, made once for each state of the project, and why a run of it failed.

Belongs here: when to parse, where dbt's own files lie, how they read. Not: running models.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from orchestration.home import DBT_PROJECT, Home
from orchestration.inputs import dbt_project_hash
from orchestration.processes import this_process

#: dbt as a child that dies with its parent, there even when the environment is not activated.
DBT: Final = Path(sys.executable).with_name("tributary-dbt")
#: States of the project whose manifests stay: a process that began before the last changes still reads its own.
KEPT_MANIFESTS: Final = 5


class BrokenDbtProject(Exception):
    """dbt could not parse its project; the text is what dbt printed, in one line."""


def ensure_manifest(home: Home) -> Path:
    """The manifest of the dbt project as it is now, with the SQL of the laws that stand by themselves.

    Compiles (some seconds) only when the project has changed.

    Raises BrokenDbtProject when dbt refuses the project.
    """
    folder = home.build / "dbt" / dbt_project_hash()[:16]
    manifest = folder / "manifest.json"
    if manifest.is_file():
        return manifest
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f"parsing.{this_process()}.") as scratch:
        environment = os.environ | {
            "DBT_TARGET_PATH": scratch,
            "DBT_LOG_PATH": scratch,
            "TRIBUTARY_BUILD_DB": str(Path(scratch) / "build.duckdb"),
        }
        folders = ("--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT))
        parsed = subprocess.run(  # noqa: S603 - our own words
            (str(DBT), "compile", "--quiet", "--select", "test_type:singular", *folders),
            env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if parsed.returncode:
            told = " ".join(re.sub(r"\x1b\[[0-9;]*m", "", parsed.stdout + parsed.stderr).split())
            raise BrokenDbtProject(f"dbt_project cannot be read: {told}. Mend the file it names.")
        kept = Path(scratch) / "kept"
        kept.mkdir()
        for file in ("manifest.json", "semantic_manifest.json"):
            shutil.copy(Path(scratch) / file, kept)
        if not folder.exists():
            kept.rename(folder)
    known = sorted(folder.parent.glob("[0-9a-f]*/manifest.json"), key=lambda path: path.stat().st_mtime_ns)
    for old in known[:-KEPT_MANIFESTS]:
        shutil.rmtree(old.parent, ignore_errors=True)
    return manifest


def failures(target: Path) -> list[str]:
    """What failed in the run of dbt that wrote into `target`, a line for each model or check; empty without a record.

    Nodes that dbt skipped because an earlier one failed are not named.
    """
    try:
        results = json.loads((target / "run_results.json").read_text(encoding="utf-8"))["results"]
    except FileNotFoundError:
        return []
    return [
        _failure(result["unique_id"], result["status"], result["message"] or "")
        for result in results
        if result["status"] in ("error", "fail", "runtime error")
    ]


def _failure(unique_id: str, status: str, message: str) -> str:
    kind, _, *names = unique_id.split(".")
    said = " ".join(message.split())
    if kind == "model":
        return f"dbt_project, model {names[-1]}: {said}. Mend the model, or what it reads."
    check = ".".join(names[:2]) if kind == "unit_test" else names[0]
    if status == "fail":
        return f"dbt_project, check {check}: {said}. The check's own text says what must hold."
    return f"dbt_project, check {check} could not run: {said}."

"""dbt's manifest, made once for each state of the dbt project. Belongs here: when to parse, where the result lies."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from orchestration.home import DBT_PROJECT, Home
from orchestration.inputs import dbt_project_hash


class BrokenDbtProject(Exception):
    """dbt could not parse its project; the text is what dbt printed."""


def ensure_manifest(home: Home) -> Path:
    """The manifest of the dbt project as it is now; parses (some seconds) only when the project has changed.

    Raises BrokenDbtProject when dbt refuses the project.
    """
    folder = home.build / "dbt" / dbt_project_hash()[:16]
    manifest = folder / "manifest.json"
    if manifest.is_file():
        return manifest
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        environment = os.environ | {"DBT_TARGET_PATH": scratch, "DBT_LOG_PATH": scratch}
        parsed = subprocess.run(  # noqa: S603 - our own words
            (sys.executable, "-m", "dbt.cli.main", "parse", "--quiet", "--project-dir", str(DBT_PROJECT),
             "--profiles-dir", str(DBT_PROJECT)),
            env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if parsed.returncode:
            raise BrokenDbtProject(parsed.stdout + parsed.stderr)
        kept = Path(scratch) / "kept"
        kept.mkdir()
        shutil.copy(Path(scratch) / "manifest.json", kept)
        if not folder.exists():
            kept.rename(folder)
    return manifest

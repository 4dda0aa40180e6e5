"""`tributary dev`: Dagster's web interface and daemon on this data directory."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from orchestration.runtime.dagster_instance import module_arguments, prepare_instance
from orchestration.runtime.paths import Home


def dev(home_argument: Path | None, arguments: list[str]) -> int:
    """Replace this process by `dagster dev` on loopback."""
    prepare_instance(Home.find(home_argument))
    beside_python = str(Path(sys.executable).with_name("dagster"))
    os.execv(beside_python, [beside_python, "dev", *module_arguments(), "-h", "127.0.0.1", *arguments])  # noqa: S606 - this process becomes that program

"""A disk that fills up during a refresh, and a read-only disk: no published file is damaged, and the error names the
disk.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.soak.full_disk import can_be_tried
from tests.support.project import REPOSITORY, TOY

pytestmark = [pytest.mark.integration, pytest.mark.slow]


def test_a_refresh_on_a_disk_that_takes_no_more(toy_published: Path) -> None:
    """Full at the first record, full once the marts are built, read-only; and with room again without help."""
    if not can_be_tried():
        pytest.skip("this machine lets nobody mount in a name space of their own")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "tests.soak.full_disk", "--room", "1", "12"),
            *("--home", str(toy_published), "--dbt-project", str(REPOSITORY / TOY)),
        ],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    reported = [line.rpartition("published")[2].split()[:2] for line in done.stdout.splitlines()]
    assert reported == [["the", "same"], ["the", "same"], ["the", "same"], ["new", "as"], ["0", "faults"]]

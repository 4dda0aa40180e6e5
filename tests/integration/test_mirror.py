"""The snapshot is worth the mirror it was made of."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.integration.conftest import Tributary
from tests.integration.warehouse import manifest, marts

pytestmark = pytest.mark.integration


def test_marts_of_the_mirror_are_those_of_the_snapshot(
    shared_edgar: Path, published: Path, pristine_project: Path, tmp_path: Path, tributary: Tributary
) -> None:
    home = tmp_path / "home"
    done = tributary("refresh", "--home", home, "--edgar", shared_edgar, project=pristine_project)
    assert done.returncode == 0, done.stderr
    ours, theirs = marts(home), marts(published)
    assert list(ours) == list(theirs)
    for name, rows in ours.items():
        assert rows == theirs[name], name
    assert manifest(home)["row_counts"] == manifest(published)["row_counts"]

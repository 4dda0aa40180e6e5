"""The committed snapshot is what this code makes of the shared mirror."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from sources.edgar.snapshot import FILES, MANIFEST, build_snapshot, verify_snapshot

REPOSITORY = Path(__file__).parents[2]
MIRROR = REPOSITORY.parent / "shared" / "edgar_wide"
COMMITTED = REPOSITORY / "data" / "snapshot"

pytestmark = pytest.mark.integration


def test_the_committed_snapshot_is_whole_and_small() -> None:
    verify_snapshot(COMMITTED)
    assert sum(path.stat().st_size for path in COMMITTED.iterdir()) < 10_000_000


@pytest.mark.slow
@pytest.mark.skipif(not MIRROR.is_dir(), reason="the shared EDGAR mirror is not beside the repository")
def test_it_is_what_this_code_makes_of_the_mirror(tmp_path: Path) -> None:
    build_snapshot(MIRROR, tmp_path)
    for file in FILES.values():
        assert pl.read_parquet(tmp_path / file).equals(pl.read_parquet(COMMITTED / file)), file
    assert (tmp_path / MANIFEST).read_bytes() == (COMMITTED / MANIFEST).read_bytes()

"""Publication: what readers open changes by one rename, is whole at all times, and earlier versions are kept."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb
import pytest

from orchestration.release import publish as publication
from orchestration.release.publish import NothingToPublish, publish, read_manifest
from orchestration.release.versions import KEEP_VARIABLE, KEPT_VERSIONS, published_damage
from orchestration.runtime.paths import Home
from tests.support.builds import put_out, record

#: Reads both forms of one version, over and over: by the fixed name, and by the pointer, resolved once a read.
READER = """
import json, pathlib, sys, time
import duckdb
published, stop = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
seen, reads, is_last = set(), 0, False
while not is_last:
    is_last = stop.exists()
    with duckdb.connect(str(published / "tributary.duckdb"), read_only=True) as con:
        ((left, right, count),) = con.execute(
            "select (select max(n) from levy.made), (select min(n) from ops.made), (select count(*) from levy.made)"
        ).fetchall()
    assert left == right and count == 1000, (left, right, count)
    version = (published / "current").resolve()
    files = [f"{version}/parquet/{schema}/made.parquet" for schema in ("levy", "ops")]
    with duckdb.connect(f"{version}/tributary.duckdb", read_only=True) as con:
        found = con.execute(
            "select n from levy.made union select n from ops.made union select n from read_parquet($1)", [files]
        ).fetchall()
    build = int(json.loads((version / "manifest.json").read_text())["build_id"].removeprefix("build-"))
    assert found == [(build,)], (found, build)
    seen |= {left, build}
    reads += 1
    time.sleep(0.05)
print(reads, max(seen), len(seen))
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def versions(home: Home) -> list[str]:
    return sorted(path.name for path in (home.published / "versions").iterdir())


def test_marts_and_nothing_else(home: Home, tmp_path: Path) -> None:
    manifest = put_out(home, tmp_path)
    with duckdb.connect(str(home.published_file), read_only=True) as con:
        tables = con.execute(
            "select schema_name, table_name, estimated_size from duckdb_tables() order by 1"
        ).fetchall()
    assert tables == [("levy", "made", 1000), ("ops", "made", 1000)]
    assert manifest["row_counts"] == {"levy.made": 1000, "ops.made": 1000}
    assert set(manifest["files"]) == {"tributary.duckdb", "parquet/levy/made.parquet", "parquet/ops/made.parquet"}
    assert manifest == read_manifest(home)


def test_comments_come_along(home: Home, tmp_path: Path) -> None:
    put_out(home, tmp_path)
    with duckdb.connect(str(home.published_file), read_only=True) as con:
        tables = con.execute("select comment from duckdb_tables() where schema_name = 'levy'").fetchall()
        columns = con.execute(
            "select comment from duckdb_columns() where schema_name = 'levy' and column_name = 'n'"
        ).fetchall()
    assert tables == [("Whose figure, and what it's for",)]
    assert columns == [("The number; it's made up",)]


def test_a_macro_may_call_one_whose_name_comes_later(home: Home, tmp_path: Path) -> None:
    """And both are there, though a macro can be created only after those that it calls."""
    build = tmp_path / "build.duckdb"
    with duckdb.connect(str(build)) as con:
        con.execute("create schema levy; create table levy.made as select 1 as n")
        con.execute("create macro levy.made_twice(factor) as table select n * factor as n from levy.made")
        con.execute("create macro levy.made_again(factor) as table from levy.made_twice(factor)")
    publish(build, home, record(), {"made": "up"})
    with duckdb.connect(str(home.published_file), read_only=True) as con:
        assert con.execute("from levy.made_again(3)").fetchall() == [(3,)]


@pytest.mark.parametrize(("readers_at_once", "publications"), [(3, 8), pytest.param(8, 30, marks=pytest.mark.slow)])
def test_readers_never_see_a_half(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, readers_at_once: int, publications: int
) -> None:
    """Versions are kept for longer than a read takes. Readers are processes of their own, since in one process DuckDB
    shares a file that is open anywhere."""
    monkeypatch.setenv(KEEP_VARIABLE, str(publications + 1))
    put_out(home, tmp_path, 1)
    stop = tmp_path / "stop"
    command = [sys.executable, "-c", READER, str(home.published), str(stop)]
    readers = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(readers_at_once)
    ]
    try:
        for number in range(2, publications + 2):
            put_out(home, tmp_path, number)
    finally:
        stop.touch()
        reported = [reader.communicate() for reader in readers]
    for reader, (out, errors) in zip(readers, reported, strict=True):
        assert reader.returncode == 0, errors
        _, last, _ = map(int, out.split())
        assert last == publications + 1
    assert sum(int(out.split()[2]) > 1 for out, _ in reported) == readers_at_once


def test_a_failed_publication_changes_nothing(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even when it fails at the last moment; and the next one clears away what it left."""
    before = put_out(home, tmp_path, 1)

    def fail(*_: object) -> None:
        raise OSError("no space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(publication, "_write_parquet", fail)
        with pytest.raises(OSError, match="no space"):
            put_out(home, tmp_path, 2)
    assert read_manifest(home) == before
    assert published_damage(home) is None
    assert versions(home) == [".staging-build-002", "build-001"]
    put_out(home, tmp_path, 3)
    assert versions(home) == ["build-001", "build-003"]


def test_a_build_without_marts(home: Home, tmp_path: Path) -> None:
    put_out(home, tmp_path, 1)
    empty = tmp_path / "empty.duckdb"
    with duckdb.connect(str(empty)) as con:
        con.execute("create schema staging; create table staging.made as select 1 as n")
    with pytest.raises(NothingToPublish, match=r"empty\.duckdb holds no mart\. Run the whole job"):
        publish(empty, home, record(2), {})
    assert (read_manifest(home) or {})["build_id"] == "build-001"


def test_the_newest_versions_are_kept(home: Home, tmp_path: Path) -> None:
    for number in range(1, KEPT_VERSIONS + 3):
        put_out(home, tmp_path, number)
    kept = [f"build-{number:03}" for number in range(3, KEPT_VERSIONS + 3)]
    assert versions(home) == kept
    assert (home.published / "current").resolve().name == kept[-1]
    assert [run["build_id"] for run in (read_manifest(home) or {})["runs"]] == [
        f"build-{number:03}" for number in range(1, KEPT_VERSIONS + 3)
    ]


def test_the_current_version_is_kept_even_when_it_is_the_oldest(home: Home, tmp_path: Path) -> None:
    """After a clock was set back, say."""
    for number in range(2, KEPT_VERSIONS + 2):
        put_out(home, tmp_path, number)
    put_out(home, tmp_path, 1)
    assert len(versions(home)) == KEPT_VERSIONS
    assert (home.published / "current").resolve().name == "build-001"
    assert (read_manifest(home) or {})["build_id"] == "build-001"


def test_a_home_moved_as_a_whole_still_reads(home: Home, tmp_path: Path) -> None:
    """Links are relative."""
    put_out(home, tmp_path)
    moved = Home(home.root.rename(tmp_path / "elsewhere"))
    with duckdb.connect(str(moved.published_file), read_only=True) as con:
        assert con.execute("select max(n), current_database() from levy.made").fetchall() == [(1, "tributary")]


@pytest.mark.parametrize(
    "name", ["tributary.duckdb", "parquet", "current/tributary.duckdb", "current/parquet/ops/made.parquet"]
)
def test_whole_means_where_readers_look(home: Home, tmp_path: Path, name: str) -> None:
    put_out(home, tmp_path)
    assert published_damage(home) is None
    (home.published / name).unlink()
    assert published_damage(home)
    put_out(home, tmp_path, 2)
    assert published_damage(home) is None


def test_nothing_published_yet(home: Home) -> None:
    assert read_manifest(home) is None


def test_the_manifest_is_plain_json(home: Home, tmp_path: Path) -> None:
    put_out(home, tmp_path)
    (run,) = json.loads((home.published / "manifest.json").read_text())["runs"]
    assert run["started_at"] == "2026-01-01T00:00:00+00:00"


def test_published_files_are_read_only_and_can_be_removed(home: Home, tmp_path: Path) -> None:
    for build in range(1, KEPT_VERSIONS + 2):  # one more than are kept: the first is removed
        put_out(home, tmp_path, build)
    files = [path for path in (home.published / "versions").rglob("*") if path.is_file()]
    assert {path.stat().st_mode & 0o777 for path in files} == {0o444}
    assert len(versions(home)) == KEPT_VERSIONS


def test_a_client_that_would_write_is_refused_and_locks_nobody_out(home: Home, tmp_path: Path) -> None:
    """Asked as a user who is no administrator, for whom permissions count."""
    put_out(home, tmp_path)
    place = Path(tempfile.mkdtemp())
    place.chmod(0o755)
    try:
        file = Path(shutil.copy2(home.published_file, place / "tributary.duckdb"))
        code = f"import os, duckdb; os.geteuid() or os.setuid(65534); duckdb.connect({str(file)!r})"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        assert done.returncode == 1
        assert "Permission denied" in done.stderr
        with duckdb.connect(str(file), read_only=True) as con:
            assert con.execute("select count(*) from levy.made").fetchall() == [(1000,)]
    finally:
        shutil.rmtree(place)

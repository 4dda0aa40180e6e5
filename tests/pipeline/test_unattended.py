"""Nobody is there: two refreshes at once, one killed in the middle, one withdrawn, readers without outside access."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from orchestration.runtime.paths import Home
from tests.readers.test_oldest_reader import CALLS, OLDEST
from tests.soak.kill import children_of, wrong_with
from tests.support.project import REPOSITORY, TOY, Tributary, building
from tests.support.warehouse import build_id, mart_names, rows

pytestmark = pytest.mark.integration

WITHOUT_ACCESS = """
import sys
import duckdb
file, *asked = sys.argv[1:]
with duckdb.connect(file, read_only=True, config={"enable_external_access": False}) as con:
    for one in asked:
        con.execute("select count(*) from " + one).fetchone()
    try:
        con.execute("from read_csv('/etc/passwd')")
    except duckdb.PermissionException:
        print("read", len(asked))
"""


#: Takes longer than any test.
ENDLESS = "select count(*) as n from range(1_000_000_000) as a, range(1_000_000_000) as b where a.range + b.range < 0\n"


def begin(home: Path, dbt_project: Path = REPOSITORY / TOY) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [str(Path(sys.executable).with_name("tributary")), "refresh", "--home", str(home)],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "COLUMNS": "200", **building(dbt_project)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_two_refreshes_at_the_same_moment_from_nothing(tmp_path: Path) -> None:
    """One works, the other declines in a sentence."""
    both = [begin(tmp_path / "home") for _ in range(2)]
    reported = [one.communicate() for one in both]
    assert sorted(one.returncode for one in both) == [0, 4], reported
    (_, errors) = reported[[one.returncode for one in both].index(4)]
    assert errors.splitlines()[0] == f"Another refresh is running on {tmp_path / 'home'}. Wait for it to end."
    assert wrong_with(Home(tmp_path / "home")) is None


def test_killed_while_dbt_is_at_work(toy_home: Path, toy_copy: Path, toy: Tributary) -> None:
    """What is published stays, the quality process ends too, and the next refresh succeeds."""
    (toy_copy / "models" / "staging" / "endless.sql").write_text("{{ config(materialized='table') }}\n" + ENDLESS)
    before, home = build_id(toy_home), toy_home
    log = home / "build" / "refresh.log"
    log.unlink()
    running = begin(home, toy_copy)
    try:
        until = time.monotonic() + 300
        while not (log.is_file() and "START sql table model staging.endless" in log.read_text()):
            assert running.poll() is None
            assert time.monotonic() < until
            time.sleep(0.05)
    finally:
        running.send_signal(signal.SIGKILL)
        running.communicate()
    until = time.monotonic() + 60
    while any("orchestration.quality" in one for one in children_of(Home(home))):
        assert time.monotonic() < until, children_of(Home(home))
        time.sleep(0.05)
    assert build_id(home) == before
    assert wrong_with(Home(home)) is None
    done = toy("refresh", "--force", "--home", home)
    assert done.returncode == 0, done.stderr
    assert "An earlier run was killed: marked 1 Dagster runs of dead processes as failed" in done.stderr
    assert build_id(home) > before
    assert wrong_with(Home(home)) is None
    assert len(list((home / "build").glob("*.duckdb"))) == 1
    with sqlite3.connect(home / "dagster" / "history" / "runs.db") as con:
        statuses = con.execute("select status, count(*) from runs group by status order by status").fetchall()
    assert statuses == [("FAILURE", 1), ("SUCCESS", 2)]


@pytest.mark.parametrize("place", [None, pytest.param(OLDEST, marks=pytest.mark.slow)], ids=["ours", "oldest"])
def test_a_reader_without_outside_access(published: Path, place: Path | None) -> None:
    """Every table and every macro, in our DuckDB and in the oldest."""
    file = published / "published" / "tributary.duckdb"
    with duckdb.connect(str(file), read_only=True, config={"enable_external_access": False}) as con:
        macros = con.execute(
            "select distinct schema_name || '.' || function_name from duckdb_functions()"
            " where function_type = 'table_macro' and not internal"
        ).fetchall()
    known = [*CALLS, "levy.china_revenue_as_of('2026-03-01')", "capacity.yield_consensus_on('2025-01-01')"]
    known += ["watch.catalysts_on('2027-01-01')"]
    assert {name for (name,) in macros} == {call.partition("(")[0] for call in known}
    asked = [*known, *mart_names(published)]
    if place and not (place / "duckdb").is_dir():
        pytest.skip("the oldest reader is not installed; `make check` lays it into .venv/oldest-reader")
    isolated = [] if place is None else ["-S"]
    done = subprocess.run(
        [sys.executable, *isolated, "-c", WITHOUT_ACCESS, str(file), *asked],
        env={**os.environ, "PYTHONPATH": str(place or "")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["read", str(len(asked))], done.stderr
    assert rows(published, "select count(*) from ops.refresh") == [(1,)]

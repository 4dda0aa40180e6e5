"""`tributary dbt`: dbt's own command line works on a copy of the last build, and never on the build."""

from __future__ import annotations

import hashlib
from pathlib import Path

import duckdb
import pytest
from filelock import FileLock

from orchestration.runtime.paths import Home
from tests.support.project import Tributary

pytestmark = pytest.mark.integration


def test_models_are_built_in_a_copy(toy_home: Path, toy: Tributary) -> None:
    """A selected model and what depends on it; the copy is kept until the next refresh."""
    home = Home(toy_home)
    before = hashlib.sha256(home.build_database.read_bytes()).digest()
    with duckdb.connect(str(home.build_database), read_only=True) as con:
        tables = con.sql("select table_name from duckdb_tables() where schema_name = 'ops' order by 1").fetchall()
    mart = tables[0][0]
    done = toy("dbt", "run", "--select", mart, "--home", toy_home)
    assert done.returncode == 0, done.stdout
    assert f"ops.{mart}" in done.stdout
    assert hashlib.sha256(home.build_database.read_bytes()).digest() == before
    copy = home.dbt_copy / home.build_database.name
    with duckdb.connect(str(copy)) as con:
        con.execute("create table main.kept as select 1 as n")
    assert toy("dbt", "list", "--resource-type", "model", "--home", toy_home).returncode == 0
    with duckdb.connect(str(copy), read_only=True) as con:
        assert con.sql("select count(*) from main.kept").fetchall() == [(1,)]


def test_dbt_reports_its_own_failures(toy_home: Path, toy: Tributary) -> None:
    done = toy("dbt", "run", "--select", "no_such_model", "--no-such-option", "--home", toy_home)
    assert done.returncode == 2
    assert "No such option" in done.stdout + done.stderr


def test_without_a_build_the_remedy_is_named(tmp_path: Path, tributary: Tributary) -> None:
    done = tributary("dbt", "list", "--home", tmp_path)
    assert done.returncode == 3
    assert "Run `tributary refresh` first" in done.stderr


def test_a_build_is_not_copied_while_a_refresh_writes_it(toy_home: Path, toy: Tributary) -> None:
    with FileLock(Home(toy_home).lock):
        done = toy("dbt", "list", "--home", toy_home)
    assert done.returncode == 4
    assert "A refresh is running" in done.stderr

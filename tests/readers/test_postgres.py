"""The Postgres copy, on a real server: it is the marts to the last digit, whole for every reader, or what it was."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb
import psycopg
import pytest

from orchestration.catalog.dictionary import read_dictionary
from orchestration.defs.assets.postgres import postgres_copy
from orchestration.defs.resources import Warehouse
from orchestration.postgres import serve as serving
from orchestration.postgres.serve import DSN_VARIABLE, CannotServe, serve
from orchestration.release.publish import publish
from orchestration.runtime.paths import Home
from orchestration.warehouse.dbt import ensure_manifest
from tests.support.builds import record
from tests.support.postgres import postgres_server
from tests.support.project import Tributary
from tests.support.warehouse import build_id, mart_names, rows

pytestmark = pytest.mark.integration

#: Reads in pairs of statements of one transaction and in single statements, until it is stopped; prints what it saw.
READER = """
import pathlib, sys
import psycopg
dsn, stop = sys.argv[1], pathlib.Path(sys.argv[2])
seen, reads, is_last = set(), 0, False
with psycopg.connect(dsn, autocommit=True) as con:
    while not is_last:
        is_last = stop.exists()
        count, refresh, version = con.execute(
            "select (select count(*) from levy.levy_due), (select build_id from ops.refresh where is_current),"
            " (select build_id from tributary.version)"
        ).fetchone()
        assert refresh == version and count > 0, (count, refresh, version)
        with con.transaction():
            con.execute("set transaction isolation level repeatable read")
            (first,) = con.execute("select build_id from ops.refresh where is_current").fetchone()
            (facts,) = con.execute("select count(*) from ops.value_facts").fetchone()
            (second,) = con.execute("select build_id from tributary.version").fetchone()
        assert first == second and facts > 0, (first, second, facts)
        seen |= {version, first}
        reads += 1
print(reads, *sorted(seen))
"""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgres_server() as dsn:
        yield dsn


@pytest.fixture
def dsn(server: str, request: pytest.FixtureRequest) -> str:
    """A database of the test's own."""
    name = request.node.name.lower()[:60]
    with psycopg.connect(f"{server}/postgres", autocommit=True) as con:
        con.execute(f'create database "{name}"'.encode())
    return f"{server}/{name}"


@pytest.fixture(scope="module")
def manifest(published: Path) -> Path:
    return ensure_manifest(Home(published))


@pytest.fixture
def version(published: Path, tmp_path: Path) -> Path:
    """A copy of the published file that the test may change."""
    return Path(shutil.copy(Home(published).published_file, tmp_path / "tributary.duckdb"))


def as_build(file: Path, name: str) -> Path:
    """The same file as another build."""
    other = file.with_name(f"{name}.duckdb")
    shutil.copy(file, other)
    with duckdb.connect(str(other)) as con:
        con.execute("update ops.refresh set build_id = ? where is_current", [name])
    return other


def answer(dsn: str, query: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(dsn, options="-c timezone=UTC") as con:
        return con.execute(query.encode()).fetchall()


def test_every_mart_is_there_to_the_last_digit(published: Path, dsn: str, tributary: Tributary) -> None:
    done = tributary("serve-postgres", "--dsn", dsn, "--home", published)
    assert done.returncode == 0, done.stderr
    assert f"is build {build_id(published)}: {len(mart_names(published))} tables" in done.stdout
    for name in mart_names(published):
        columns = rows(
            published,
            "select column_name, data_type = 'TIMESTAMP' from duckdb_columns()"
            " where schema_name || '.' || table_name = ? order by column_index",
            [name],
        )
        asked = ", ".join(f"{one} at time zone 'UTC'" if is_moment else f'"{one}"' for one, is_moment in columns)
        served = answer(dsn, f"select {asked} from {name}")  # noqa: S608 - names of the catalog
        assert sorted(served, key=repr) == sorted(rows(published, f"from {name}"), key=repr), name


def test_a_rollback_takes_the_copy_back(published: Path, dsn: str, tmp_path: Path, tributary: Tributary) -> None:
    home = Home(shutil.copytree(published, tmp_path / "home", symlinks=True))
    newer = as_build(Path(shutil.copy(home.published_file, tmp_path / "a.duckdb")), "build-9")
    publish(newer, home, record(9) | {"build_id": "build-9"}, {"made": "up"})
    assert tributary("serve-postgres", "--dsn", dsn, "--home", home.root).returncode == 0
    assert answer(dsn, "select build_id from tributary.version") == [("build-9",)]
    done = tributary("rollback", "--home", home.root, env={DSN_VARIABLE: dsn})
    assert done.returncode == 0, done.stderr
    assert answer(dsn, "select build_id from tributary.version") == [(build_id(published),)]


def test_a_rollback_whose_copy_fails_is_reported(published: Path, tmp_path: Path, tributary: Tributary) -> None:
    """Readers of the file are sent back all the same."""
    home = Home(shutil.copytree(published, tmp_path / "home", symlinks=True))
    newer = as_build(Path(shutil.copy(home.published_file, tmp_path / "a.duckdb")), "build-9")
    publish(newer, home, record(9) | {"build_id": "build-9"}, {"made": "up"})
    done = tributary("rollback", "--home", home.root, env={DSN_VARIABLE: "postgresql://me:secret@127.0.0.1:9/nowhere"})
    assert done.returncode == 5
    assert build_id(home.root) == build_id(published)
    assert "127.0.0.1" in done.stderr
    assert "secret" not in done.stdout + done.stderr


def test_types_are_exact_and_moments_have_their_zone(published: Path, manifest: Path, dsn: str) -> None:
    serve(Home(published).published_file, manifest, dsn)
    kinds = dict(
        answer(
            dsn,
            "select attname, format_type(atttypid, atttypmod) from pg_attribute"
            " where attrelid = 'levy.levy_due'::regclass and attnum > 0",
        )
    )
    assert kinds["levy_usd"] == "numeric(18,2)"
    assert kinds["rate_share"] == "numeric(9,6)"
    assert kinds["known_at"] == "timestamp with time zone"
    assert kinds["period_end"] == "date"


def test_comments_keys_and_references_came_along(published: Path, manifest: Path, dsn: str) -> None:
    serve(Home(published).published_file, manifest, dsn)
    silent = answer(
        dsn,
        "select c.oid::regclass, a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0"
        " where c.relkind = 'r' and c.relnamespace::regnamespace::text in"
        " ('levy', 'rnd', 'capacity', 'claims', 'watch', 'ops')"
        " and (col_description(c.oid, a.attnum) is null or obj_description(c.oid) is null)",
    )
    assert silent == []
    keys = {
        (str(table), kind): text
        for table, kind, text in answer(
            dsn,
            "select conrelid::regclass::text, contype::text, pg_get_constraintdef(oid) from pg_constraint"
            " where connamespace::regnamespace::text not in ('pg_catalog', 'information_schema')",
        )
    }
    assert keys["levy.regimes", "p"] == "PRIMARY KEY (regime_id)"
    assert keys["levy.levy_due", "u"] == (
        "UNIQUE NULLS NOT DISTINCT (ticker, fiscal_year, fiscal_quarter, scenario_id)"
    )
    assert keys["watch.catalysts", "f"] == (
        "FOREIGN KEY (claim_id) REFERENCES claims.article_claims(claim_id) DEFERRABLE INITIALLY DEFERRED"
    )
    with_key = {table for table, kind in keys if kind in "pu"}
    reported = [(table.name, table.keys) for table in read_dictionary(Home(published).published_file, manifest).tables]
    assert {name for name, grains in reported if grains} == with_key - {"tributary.served"}
    assert len(with_key) > 40


def test_serving_again_does_nothing_unless_forced(published: Path, manifest: Path, dsn: str) -> None:
    file = Home(published).published_file
    first = serve(file, manifest, dsn)
    at = answer(dsn, "select served_at, (select max(xmin::text::bigint) from levy.levy_due) from tributary.version")
    second = serve(file, manifest, dsn)
    assert (first.is_same, second.is_same, first.build_id) == (False, True, build_id(published))
    assert at == answer(
        dsn, "select served_at, (select max(xmin::text::bigint) from levy.levy_due) from tributary.version"
    )
    forced = serve(file, manifest, dsn, force=True)
    assert (forced.is_same, forced.row_count) == (False, first.row_count)


def test_readers_see_whole_versions_while_two_are_published(
    version: Path, manifest: Path, dsn: str, tmp_path: Path
) -> None:
    builds = [as_build(version, f"build-{number}") for number in (1, 2, 3)]
    serve(builds[0], manifest, dsn)
    stop = tmp_path / "stop"
    readers = [
        subprocess.Popen(
            [sys.executable, "-c", READER, dsn, str(stop)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    try:
        for build in builds[1:]:
            assert serve(build, manifest, dsn).is_same is False
    finally:
        stop.touch()
        said = [reader.communicate(timeout=120) for reader in readers]
    assert [error for _, error in said] == ["", "", ""]
    for output, _ in said:
        reads, *seen = output.split()
        assert int(reads) > 0
        assert "build-3" in seen
        assert set(seen) <= {"build-1", "build-2", "build-3"}


def test_a_transaction_that_began_before_keeps_its_version(version: Path, manifest: Path, dsn: str) -> None:
    old, new = as_build(version, "old"), as_build(version, "new")
    serve(old, manifest, dsn)
    with psycopg.connect(dsn) as reader:
        reader.execute("set transaction isolation level repeatable read")
        assert reader.execute("select build_id from tributary.version").fetchone() == ("old",)
        serve(new, manifest, dsn)
        assert reader.execute("select build_id from ops.refresh where is_current").fetchone() == ("old",)
        counted = reader.execute("select count(*) from levy.levy_due").fetchone()
    assert counted == answer(dsn, "select count(*) from levy.levy_due")[0]
    assert answer(dsn, "select build_id from tributary.version") == [("new",)]


def test_a_copy_that_fails_changes_nothing(
    version: Path, manifest: Path, dsn: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = as_build(version, "old"), as_build(version, "new")
    serve(old, manifest, dsn)
    with duckdb.connect(str(new)) as con:
        con.execute("insert into levy.regimes from levy.regimes limit 1")  # breaks its primary key, half-way
    with pytest.raises(CannotServe, match=r"regimes_pkey.*The copy is unchanged"):
        serve(new, manifest, dsn)
    assert answer(dsn, "select build_id from tributary.version") == [("old",)]
    assert answer(dsn, "select build_id from ops.refresh where is_current") == [("old",)]
    monkeypatch.setattr(serving, "_fill", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        serve(as_build(version, "newer"), manifest, dsn)
    assert answer(dsn, "select build_id, (select count(*) > 0 from levy.levy_due) from tributary.version") == [
        ("old", True)
    ]


def test_what_readers_made_stays(version: Path, manifest: Path, dsn: str) -> None:
    serve(version, manifest, dsn)
    with psycopg.connect(dsn) as con:
        con.execute("create view public.mine as select ticker, levy_usd from levy.levy_due")
        con.execute("create role analyst")
        con.execute("grant usage on schema levy to analyst; grant select on levy.levy_due to analyst")
    serve(as_build(version, "next"), manifest, dsn)
    assert answer(dsn, "select count(*) > 0 from mine") == [(True,)]
    assert answer(dsn, "select has_table_privilege('analyst', 'levy.levy_due', 'select')") == [(True,)]


def test_a_table_with_other_columns_is_made_anew_unless_a_view_uses_it(version: Path, manifest: Path, dsn: str) -> None:
    serve(version, manifest, dsn)
    other = as_build(version, "other")
    with duckdb.connect(str(other)) as con:
        con.execute("alter table levy.regimes add column more varchar")
    serve(other, manifest, dsn)
    assert answer(dsn, "select count(more) from levy.regimes") == [(0,)]
    with psycopg.connect(dsn) as con:
        con.execute("create view public.mine as select regime_id from levy.regimes")
    with pytest.raises(CannotServe, match="a view of your own uses the table"):
        serve(version, manifest, dsn)
    assert answer(dsn, "select count(more) from levy.regimes") == [(0,)]


def test_a_version_that_older_code_made_is_served(version: Path, manifest: Path, dsn: str) -> None:
    """After a rollback: it has a mart that is no more, and lacks a key and a mart that others refer to."""
    with duckdb.connect(str(version)) as con:
        con.execute("alter table levy.precedents rename to former")
        con.execute("alter table levy.regimes rename column regime_id to former_id")
    serve(version, manifest, dsn)
    assert answer(dsn, "select count(*) > 0 from levy.former") == [(True,)]
    assert answer(dsn, "select count(former_id) > 0 from levy.regimes") == [(True,)]


def test_a_mart_that_is_gone_goes(version: Path, manifest: Path, dsn: str) -> None:
    serve(version, manifest, dsn)
    less = as_build(version, "less")
    with duckdb.connect(str(less)) as con:
        con.execute("drop table levy.precedents")
    serve(less, manifest, dsn)
    assert answer(dsn, "select to_regclass('levy.precedents')") == [(None,)]


def test_a_table_of_somebody_else_is_not_touched(version: Path, manifest: Path, dsn: str) -> None:
    with psycopg.connect(dsn) as con:
        con.execute("create schema levy; create table levy.regimes (mine int); insert into levy.regimes values (1)")
    with pytest.raises(CannotServe, match=r"holds levy\.regimes, which Tributary did not make"):
        serve(version, manifest, dsn)
    assert answer(dsn, "select mine from levy.regimes") == [(1,)]
    assert answer(dsn, "select to_regclass('levy.levy_due'), to_regnamespace('tributary')") == [(None, None)]


@pytest.mark.parametrize(
    ("dsn", "reported"),
    [
        ("postgresql://me:hidden-word@127.0.0.1:1/marts", "Postgres at me@127.0.0.1:1/marts: "),
        ("host=127.0.0.1 port=1 user=me password=hidden-word", "Check that the server runs there"),
        ("hidden-word", "The Postgres DSN cannot be read"),
        ("postgresql://me:hidden-word@[::1/marts", "The Postgres DSN cannot be read"),
    ],
)
def test_a_bad_dsn_is_said_without_its_password(published: Path, tributary: Tributary, dsn: str, reported: str) -> None:
    for done in (
        tributary("serve-postgres", "--dsn", dsn, "--home", published),
        tributary("serve-postgres", "--home", published, env={"TRIBUTARY_POSTGRES_DSN": dsn}),
    ):
        assert done.returncode == 1
        assert reported in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1
        assert "hidden-word" not in done.stdout + done.stderr


def test_a_refresh_brings_the_copy_up_to_date_and_its_failure_is_its_own(
    toy_home: Path, dsn: str, toy: Tributary
) -> None:
    """The copy is served after publication, healed when nothing is new, and never stops a publication."""
    before = build_id(toy_home)
    lost = toy("refresh", "--home", toy_home, "--force", env={DSN_VARIABLE: f"{dsn}_not_there"})
    assert lost.returncode == 5
    assert "does not exist" in lost.stderr
    assert "The new version is published" in lost.stderr
    assert build_id(toy_home) != before
    healed = toy("refresh", "--home", toy_home, env={DSN_VARIABLE: dsn})
    assert healed.returncode == 0, healed.stderr
    assert "Nothing new" in healed.stdout
    assert answer(dsn, "select build_id from tributary.version") == [(build_id(toy_home),)]


def test_the_asset_serves_what_is_published_and_nothing_without_a_database(
    published: Path, dsn: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def materialised() -> list[str]:
        done = dg.materialize([postgres_copy], resources={"warehouse": Warehouse(home=str(published))})
        assert done.success
        return [str(one.metadata["build_id"].value) for one in done.asset_materializations_for_node("postgres_copy")]

    assert materialised() == []
    monkeypatch.setenv("TRIBUTARY_POSTGRES_DSN", dsn)
    assert materialised() == [build_id(published)]
    assert answer(dsn, "select build_id from tributary.version") == [(build_id(published),)]


def test_without_a_database_or_a_publication_it_says_so(tributary: Tributary, tmp_path: Path, published: Path) -> None:
    unnamed = tributary("serve-postgres", "--home", published)
    assert (unnamed.returncode, "Give --dsn" in unnamed.stderr) == (2, True)
    nothing = tributary("serve-postgres", "--home", tmp_path, "--dsn", "postgresql://127.0.0.1:1/x")
    assert (nothing.returncode, "Run `tributary refresh` first" in nothing.stderr) == (3, True)

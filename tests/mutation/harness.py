"""Apply mutations to good data, and record which expectations fail.

Every mutation is made in a transaction on one copy of the good data, in which the queries of the expectations run, and
is rolled back. A sample of mutations is also run through Great Expectations, which must give the same results. The
mutations are in one module for each suite.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from orchestration.quality.expectation import Expectation
from orchestration.quality.process import QualityProcess
from orchestration.quality.suites import expectations_of
from orchestration.runtime.paths import Home
from orchestration.warehouse.build_database import COMPANY_TABLES
from orchestration.warehouse.dbt import ensure_manifest

Frames = dict[str, pl.DataFrame]
#: A failed expectation: table and name.
Found = tuple[str, str]


@dataclass(frozen=True)
class Mutation:
    """One harmful mutation of data, or one harmless change (`caught_by` is None then).

    `change` takes a suite's frames and returns those that differ; at the marts' suite it is SQL for the build file.
    """

    name: str
    suite: str
    change: Callable[[Frames], Frames] | str
    caught_by: Found | None


@dataclass(frozen=True)
class Judged:
    """What came of one mutation: the expectations that failed, with their severity.

    Where the expectation that should catch it did, the others were not looked at.
    """

    mutation: Mutation
    failed: Mapping[Found, str]

    @property
    def is_as_it_should(self) -> bool:
        """Caught by the expectation that should; or no alarm at all."""
        wanted = self.mutation.caught_by
        return wanted in self.failed if wanted else not self.failed

    @property
    def as_row(self) -> tuple[str, str, str, str]:
        """Mutation, suite, what caught it, severity."""
        wanted = self.mutation.caught_by
        others = ", ".join(sorted(f"{table}: {name}" for table, name in self.failed)) or "nothing"
        if wanted is None:
            return self.mutation.name, self.mutation.suite, others, ""
        by = f"{wanted[0]}: {wanted[1]}" if wanted in self.failed else f"NOT CAUGHT; instead {others}"
        return self.mutation.name, self.mutation.suite, by, self.failed.get(wanted, "")


class Mutants:
    """The good data of one data directory, and a quality process."""

    def __init__(self, home: Home, process: QualityProcess, scratch: Path) -> None:
        self._process, self._scratch = process, scratch
        self._manifest = ensure_manifest(home)
        (self._build,) = home.build.glob("*.duckdb")
        ciks = sorted(path.name for path in home.facts.iterdir() if path.name.isdigit())
        self._files = {
            "landing": {
                table: [home.facts / cik / file for cik in ciks]
                for table, file in (COMPANY_TABLES | {"landings": "landing.parquet"}).items()
            },
            "curated": {path.stem: [path] for path in home.reference.glob("*.parquet")},
        }
        self._good = {
            suite: {name: pl.concat(map(pl.read_parquet, paths)) for name, paths in files.items()}
            for suite, files in self._files.items()
        }
        companies = self._good["curated"]["companies"]["cik"]
        # as in a refresh: a predecessor files no more
        visits = [(cik, "2026-06-30", "folder") for cik in ciks if cik in companies]
        self._visits = pl.DataFrame(visits, schema=["cik", "day", "kind"], orient="row")

    def judge(self, mutations: Sequence[Mutation]) -> Iterator[Judged]:
        """Try each mutation on the good data, alone."""
        for mutation in mutations:
            expected = self.expected(mutation.suite)
            first = [e for e in expected if (e.table_name, e.expectation) == mutation.caught_by]
            failed = self.failed(mutation, first)
            if not failed:
                failed = self.failed(mutation, expected)
            yield Judged(mutation, {found: _severity(e) for found, e in failed.items()})

    def expected(self, suite: str) -> list[Expectation]:
        """Every expectation of a suite."""
        return expectations_of(suite, self._manifest)

    def failed(self, mutation: Mutation, expected: Iterable[Expectation]) -> dict[Found, Expectation]:
        """Of these expectations, those whose query finds a row, or cannot be run, once the mutation is made."""
        found: dict[Found, Expectation] = {}
        con = self._databases[mutation.suite]
        waiting = list(expected)
        while waiting:
            with _undone(con):
                self._make(mutation, con)
                while waiting:
                    expectation = waiting.pop(0)
                    try:
                        is_met = con.execute(expectation.query).fetchone() is None
                    except duckdb.Error:  # its transaction is over
                        is_met = False
                        found[expectation.table_name, expectation.expectation] = expectation
                        break
                    if not is_met:
                        found[expectation.table_name, expectation.expectation] = expectation
        return found

    def asked(self, mutation: Mutation) -> set[Found]:
        """Of all expectations, those that Great Expectations finds broken."""
        outcomes = self._of_marts(mutation) if isinstance(mutation.change, str) else self._of_frames(mutation)
        return {(o["table_name"], o["expectation"]) for o in outcomes if not o["success"]}

    @cached_property
    def _databases(self) -> dict[str, duckdb.DuckDBPyConnection]:
        """The good data of each suite: in memory for frames, a copy of the build for marts."""
        found = {"marts": duckdb.connect(str(self._copy("good.duckdb")))}
        for suite, frames in self._good.items():
            found[suite] = duckdb.connect()
            found[suite].execute("create schema landing")
            _put(found[suite], frames)
        _put(found["landing"], {"visits": _as_asked(self._visits)})
        return found

    def _make(self, mutation: Mutation, con: duckdb.DuckDBPyConnection) -> None:
        if isinstance(mutation.change, str):
            con.execute(mutation.change)
            return
        changed = mutation.change(dict(self._good[mutation.suite]))
        if "visits" in changed:
            changed["visits"] = _as_asked(changed["visits"])
        _put(con, changed)

    def _of_frames(self, mutation: Mutation) -> list[dict[str, Any]]:
        assert callable(mutation.change)
        changed = mutation.change(dict(self._good[mutation.suite]))
        files = {name: [str(path) for path in paths] for name, paths in self._files[mutation.suite].items()}
        visits = changed.pop("visits", self._visits)
        for name, frame in changed.items():
            path = self._scratch / f"{name}.parquet"
            frame.write_parquet(path)
            files[name] = [str(path)]
        question: dict[str, Any] = {"suite": mutation.suite, "manifest": str(self._manifest), "tables": files}
        if mutation.suite == "landing":
            question["visits"] = [list(row) for row in visits.iter_rows()]
        return self._process.ask(question)

    def _of_marts(self, mutation: Mutation) -> list[dict[str, Any]]:
        assert isinstance(mutation.change, str)
        copy = self._copy("build.duckdb")
        with duckdb.connect(str(copy)) as con:
            con.execute(mutation.change)
        return self._process.ask({"suite": "marts", "manifest": str(self._manifest), "file": str(copy)})

    def _copy(self, name: str) -> Path:
        """A copy of the build, which holds itself for the version that was published before."""
        copy = Path(shutil.copy(self._build, self._scratch / name))
        with duckdb.connect(str(copy)) as con:
            # true and reported in every refresh: good data has nothing to report
            con.execute("update rnd.rnd_expense set rnd_growth_share = null where rnd_growth_share > 3")
            _remember_as_published(con)
            _allow_nulls(con)
        return copy


@contextmanager
def _undone(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """A transaction whose changes are taken back."""
    con.execute("begin")
    try:
        yield
    finally:
        con.execute("rollback")


def _put(con: duckdb.DuckDBPyConnection, frames: Frames) -> None:
    """Let the schema `landing` have these tables, as Great Expectations is given them."""
    for name, frame in frames.items():
        con.register("frame", frame.to_arrow())
        con.execute(f"create or replace table landing.{name} as select * from frame")  # noqa: S608 - our own names
        con.unregister("frame")


def _as_asked(visits: pl.DataFrame) -> pl.DataFrame:
    """Visits as the data tests use them."""
    return visits.select("cik", pl.col("day").str.to_date().alias("checked_on"), pl.col("kind").alias("origin_kind"))


def _severity(expectation: Expectation) -> str:
    """error or warn, and what is quarantined."""
    aside = expectation.quarantines
    return f"{expectation.severity}, sets the {aside} aside" if aside else expectation.severity


def _allow_nulls(con: duckdb.DuckDBPyConnection) -> None:
    """Drop the constraints of the contracts, which would refuse some mutations before an expectation sees them."""
    columns = con.execute(
        "select schema_name, table_name, column_name from duckdb_columns() where not is_nullable and not internal"
        " and schema_name not in ('main', 'landing')"
    ).fetchall()
    for schema, table, column in columns:
        con.execute(f'alter table "{schema}"."{table}" alter column "{column}" drop not null')


def _remember_as_published(con: duckdb.DuckDBPyConnection) -> None:
    """Let the good build be the one that was published before."""
    con.execute("delete from landing.published; delete from landing.published_values")
    con.execute(
        "insert into landing.published_values by name"
        " select distinct cik, metric, geography, geography_basis, fiscal_year, slot, accession, value_usd"
        " from ops.value_history where derivation = 'reported' and value_usd is not null"
    )
    con.execute(
        "delete from landing.published_filings; insert into landing.published_filings select distinct cik, accession"
        " from ops.coverage where source_kind in ('inline_xbrl', 'xbrl_instance')"
    )
    for table in ("levy.china_revenue", "rnd.rnd_expense", "levy.levy_due", "capacity.accelerator_supply"):
        ticker = "null" if table.startswith("capacity.") else "ticker"
        con.execute(
            f"insert into landing.published select 'good', '{table}', {ticker}, count(*) from {table} group by all"  # noqa: S608 - our own words
        )

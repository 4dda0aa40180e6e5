"""Applying mutations to good data and asking the gates. Belongs here: where the good data is, what was caught.

Not: the mutations (one module for each door).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from orchestration.build_file import COMPANY_TABLES
from orchestration.dbt_manifest import ensure_manifest
from orchestration.gates.process import GateProcess
from orchestration.home import Home

Frames = dict[str, pl.DataFrame]
#: A failed expectation: table and name.
Found = tuple[str, str]


@dataclass(frozen=True)
class Mutation:
    """One way in which data spoils, or changes without harm (`caught_by` is None then).

    `change` takes a door's frames and returns those that differ; at the marts' door it is SQL for the build file.
    """

    name: str
    door: str
    change: Callable[[Frames], Frames] | str
    caught_by: Found | None


@dataclass(frozen=True)
class Judged:
    """What the gates said of one mutation: every expectation that failed, with its severity."""

    mutation: Mutation
    failed: Mapping[Found, str]

    @property
    def is_as_it_should(self) -> bool:
        """Caught by the expectation that should; or no alarm at all."""
        wanted = self.mutation.caught_by
        return wanted in self.failed if wanted else not self.failed

    @property
    def told(self) -> tuple[str, str, str, str]:
        """Mutation, door, what caught it, severity."""
        wanted = self.mutation.caught_by
        others = ", ".join(sorted(f"{table}: {name}" for table, name in self.failed)) or "nothing"
        if wanted is None:
            return self.mutation.name, self.mutation.door, others, ""
        by = f"{wanted[0]}: {wanted[1]}" if wanted in self.failed else f"NOT CAUGHT; instead {others}"
        return self.mutation.name, self.mutation.door, by, self.failed.get(wanted, "")


class Mutants:
    """The gates, and the good data of one published home."""

    def __init__(self, home: Home, gates: GateProcess, scratch: Path) -> None:
        self._gates, self._scratch = gates, scratch
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
            door: {name: pl.concat(map(pl.read_parquet, paths)) for name, paths in files.items()}
            for door, files in self._files.items()
        }
        companies = self._good["curated"]["companies"]["cik"]
        # as in a refresh: a predecessor files no more
        self._visits = [(cik, "2026-06-30", "folder") for cik in ciks if cik in companies]

    def judge(self, mutations: Sequence[Mutation]) -> Iterator[Judged]:
        """Try each mutation on the good data, alone."""
        for mutation in mutations:
            outcomes = self._of_marts(mutation) if isinstance(mutation.change, str) else self._of_frames(mutation)
            failed = {(o["table_name"], o["expectation"]): _severity(o) for o in outcomes if not o["success"]}
            yield Judged(mutation, failed)

    def _of_frames(self, mutation: Mutation) -> list[dict[str, Any]]:
        assert callable(mutation.change)
        changed = mutation.change(dict(self._good[mutation.door]))
        files = {name: [str(path) for path in paths] for name, paths in self._files[mutation.door].items()}
        visits = changed.pop("visits", pl.DataFrame(self._visits, orient="row"))
        for name, frame in changed.items():
            path = self._scratch / f"{name}.parquet"
            frame.write_parquet(path)
            files[name] = [str(path)]
        question: dict[str, Any] = {"door": mutation.door, "manifest": str(self._manifest), "tables": files}
        if mutation.door == "landing":
            question["visits"] = [list(row) for row in visits.iter_rows()]
        return self._gates.ask(question)

    def _of_marts(self, mutation: Mutation) -> list[dict[str, Any]]:
        assert isinstance(mutation.change, str)
        copy = Path(shutil.copy(self._build, self._scratch / "build.duckdb"))
        with duckdb.connect(str(copy)) as con:
            _remember_as_published(con)
            con.execute(mutation.change)
        return self._gates.ask({"door": "marts", "manifest": str(self._manifest), "file": str(copy)})


def _severity(outcome: Mapping[str, Any]) -> str:
    """error or warn, and what is set aside."""
    aside = outcome["sets_aside"]
    return f"{outcome['severity']}, sets the {aside} aside" if aside else str(outcome["severity"])


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
    for table in ("levy.china_revenue", "rnd.rnd_expense", "levy.levy_due"):
        con.execute(
            f"insert into landing.published select '{table}', ticker, count(*), true from {table} group by ticker"  # noqa: S608 - our own words
        )

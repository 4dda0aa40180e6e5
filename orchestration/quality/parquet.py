"""Parquet files as tables in DuckDB: those of a suite, for all companies or for some at a time.

Also converts polars types to DuckDB types.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Final

import duckdb
import polars as pl

from orchestration.quality.expectation import literal

#: Facts that are checked together. The checks need about 0.7 kB for each, so 350 MB for any number of companies. Each
#: part takes about half a CPU second more.
FACTS_AT_ONCE: Final = 500_000
#: The tables of facts.
FACTS: Final = ("facts", "companyfacts")

Files = Mapping[str, Sequence[str]]


def read_tables(place: duckdb.DuckDBPyConnection, files: Files) -> None:
    """Read each table's Parquet files into a table of the schema `landing`."""
    place.execute("create schema landing")
    for name, paths in files.items():
        place.execute(f"create table landing.{name} as from {_parquet(paths)}")


def some_companies_at_a_time(
    place: duckdb.DuckDBPyConnection, files: Files, visits: Iterable[tuple[str, str, str]]
) -> Iterator[None]:
    """Show the rows of some companies in the schema `landing`, then those of the next, until all were shown.

    DuckDB reads them from the files on demand. Expectations of filings concern one company at a time, so this changes
    no outcome. `visits`: CIK, day and kind of origin of every company that was to be landed.
    """
    place.execute("set parquet_metadata_cache = true")  # every expectation opens the same files
    place.execute("create schema landing; create table visits (cik varchar, checked_on date, origin_kind varchar)")
    for visit in visits:
        place.execute("insert into visits values ($1, $2, $3)", visit)
    # A table without CIKs is shown completely each time.
    spans = {name: _spans(place, paths) for name, paths in files.items() if "cik" in _columns(place, paths)}
    firsts = _first_ciks(place, [files[name] for name in FACTS if name in spans])
    for first, beyond in pairwise([None, *firsts, None]):
        condition = _between(first, beyond)
        for name, paths in files.items():
            here = [path for path in paths if _reaches(spans.get(name, {}).get(path), first, beyond)] or paths[:1]
            where = condition if name in spans else "true"
            place.execute(f"create or replace view landing.{name} as from {_parquet(here)} where {where}")
        place.execute(f"create or replace view landing.visits as from main.visits where {condition}")
        yield


def _parquet(paths: Iterable[str], more: str = "") -> str:
    """SQL for the rows of Parquet files.

    A column that only some files have, or that has different types, stays visible: the result has every column, in a
    type that holds all of its values.
    """
    return f"read_parquet([{', '.join(map(literal, paths))}], union_by_name = true{more})"


def _columns(place: duckdb.DuckDBPyConnection, paths: Sequence[str]) -> list[str]:
    return [row[0] for row in place.execute(f"describe from {_parquet(paths)}").fetchall()]


def _spans(place: duckdb.DuckDBPyConnection, paths: Sequence[str]) -> dict[str, tuple[str, str]]:
    """The least and the greatest CIK of each file; files that are empty or have rows without a CIK are omitted."""
    rows = place.execute(
        f"select filename, min(cik), max(cik) from {_parquet(paths, ', filename = true')}"  # noqa: S608 - our own names
        " group by filename having count(cik) = count(*)"
    )
    return {path: (least, greatest) for path, least, greatest in rows.fetchall()}


def _reaches(span: tuple[str, str] | None, first: str | None, beyond: str | None) -> bool:
    """Whether a file may have CIKs from `first` (inclusive) to `beyond` (exclusive)."""
    return span is None or ((first is None or span[1] >= first) and (beyond is None or span[0] < beyond))


def _first_ciks(place: duckdb.DuckDBPyConnection, tables: Iterable[Sequence[str]]) -> list[str]:
    """The first CIK of each part except the first; a part has at most FACTS_AT_ONCE facts, or one company."""
    rows = " union all ".join(f"select cik from {_parquet(paths)} where cik is not null" for paths in tables)  # noqa: S608 - our own names
    if not rows:
        return []
    firsts: list[str] = []
    in_part = 0
    counts = place.execute(f"select cik, count(*) from ({rows}) group by cik order by cik")  # noqa: S608 - our own names
    for cik, count in counts.fetchall():
        if in_part and in_part + count > FACTS_AT_ONCE:
            firsts.append(cik)
            in_part = 0
        in_part += count
    return firsts


def _between(first: str | None, beyond: str | None) -> str:
    """The SQL condition for CIKs from `first` to before `beyond`; rows without a CIK are in the first part."""
    from_there = f"cik >= {literal(first)}" if first else "true"
    up_to_there = f"cik < {literal(beyond)}" if beyond else "true"
    return f"{from_there} and {up_to_there}" if first or not beyond else f"{up_to_there} or cik is null"


def duckdb_types(schema: Mapping[str, pl.DataType]) -> dict[str, str]:
    """The DuckDB type of every column of a polars schema."""
    return {name: _duckdb_type(kind) for name, kind in schema.items()}


@cache
def _duckdb_type(kind: pl.DataType) -> str:
    empty = pl.DataFrame(schema={"it": kind}).to_arrow()
    return str(_anywhere().from_arrow(empty).types[0])


@cache
def _anywhere() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()

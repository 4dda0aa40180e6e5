"""polars frames as DuckDB has them. Belongs here: reading a door's Parquet files, and which DuckDB type a polars type
becomes on its way through Arrow. Not: what is expected of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

import duckdb
import polars as pl


def read_tables(files: Mapping[str, Iterable[str]]) -> dict[str, pl.DataFrame]:
    """Each table from its Parquet files. A column that only some files have, or have in another type, stays visible."""
    return {
        name: pl.concat([pl.read_parquet(file) for file in paths], how="diagonal_relaxed")
        for name, paths in files.items()
    }


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

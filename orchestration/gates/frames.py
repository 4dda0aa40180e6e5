"""polars frames as DuckDB has them. Belongs here: reading a door's Parquet files, and which DuckDB type a polars type
becomes on its way through Arrow. Not: what is expected of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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
    empty = pl.DataFrame(schema=dict(schema)).to_arrow()  # noqa: F841 - DuckDB finds it by its name
    with duckdb.connect() as con:
        return {row[0]: row[1] for row in con.execute("describe from empty").fetchall()}

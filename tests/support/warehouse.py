"""Read published marts and files completely, for tests that compare them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

Row = tuple[Any, ...]


def rows(home: Path, query: str, parameters: Sequence[object] = ()) -> list[Row]:
    """The answer of the published file."""
    with duckdb.connect(str(home / "published" / "tributary.duckdb"), read_only=True) as con:
        return con.execute(query, list(parameters)).fetchall()


def mart_names(home: Path) -> list[str]:
    """`schema.table` of everything that is published."""
    return [
        f"{schema}.{table}"
        for schema, table in rows(home, "select schema_name, table_name from duckdb_tables() order by all")
    ]


def marts(home: Path) -> dict[str, list[Row]]:
    """Every mart, row for row in its order, but for the records of runs, which no two builds share."""
    records = {"ops.changes", "ops.checks", "ops.refresh", "ops.row_changes"}
    return {name: rows(home, f"from {name}") for name in mart_names(home) if name not in records}


def manifest(home: Path) -> dict[str, Any]:
    """What is said of the published version."""
    return json.loads((home / "published" / "manifest.json").read_text())


def build_id(home: Path) -> str:
    """Which version is published."""
    return manifest(home)["build_id"]


def files_of(home: Path) -> dict[str, tuple[str, int]]:
    """Hash and time of change of every published file of every version: equal before and after means untouched."""
    return {
        path.relative_to(home).as_posix(): (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
        for path in sorted((home / "published").rglob("*"))
        if path.is_file()
    }

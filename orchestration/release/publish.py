"""Publish a build: copy the marts out of the build database, write the manifest, and switch readers by one rename.

    published/versions/<build id>/   tributary.duckdb, parquet/<schema>/<table>.parquet, manifest.json
    published/current                → versions/<build id>: the only link that changes, by one rename
    published/tributary.duckdb       → current/tributary.duckdb (likewise parquet, manifest.json and report)

A version's `report/` is added to it after publication (`orchestration.report.build`), and is removed with it.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from datetime import UTC, datetime
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any, Final

import duckdb

from orchestration.release.newly_quarantined import NEWLY_QUARANTINED, new_ids
from orchestration.release.versions import STAGING, clear_unfinished, hash_of, history, manifest_of, prune
from orchestration.runtime.paths import Home
from orchestration.warehouse.build_database import PRIVATE_SCHEMAS

#: Mode of every published file: a client that opens the database without `read_only` gets DuckDB's own error, and does
#: not lock it for all others. An administrator may write in spite of it.
READ_ONLY: Final = 0o444
#: Oldest DuckDB whose readers must be able to open the file.
STORAGE_VERSION: Final = "v1.0.0"

_FIXED_NAMES: Final = ("tributary.duckdb", "parquet", "manifest.json")


class NothingToPublish(Exception):
    """A build file without marts."""


def publish(
    build_file: Path, home: Home, run: dict[str, Any], inputs: dict[str, Any], quality_cpu_seconds: float = 0.0
) -> dict[str, Any]:
    """Copy the marts of `build_file` into a new version and point readers to it; returns its manifest.

    `quality_cpu_seconds` are the CPU seconds of the quality checks. Readers see no change until the last rename. A
    version that was begun and not finished is removed by the next publication. Raises NothingToPublish when the build
    has no mart.
    """
    versions = home.published / "versions"
    stage = versions / f"{STAGING}{run['build_id']}"
    clear_unfinished(home)
    stage.mkdir(parents=True)
    rows = _copy_marts(build_file, stage / "tributary.duckdb")
    _write_parquet(stage / "tributary.duckdb", stage / "parquet", rows)
    files = {path.relative_to(stage).as_posix(): hash_of(path) for path in sorted(stage.rglob("*")) if path.is_file()}
    manifest = {
        "build_id": run["build_id"],
        "published_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "git_commit": run["git_commit"],
        "tributary_version": run["tributary_version"],
        "input_fingerprint": run["input_fingerprint"],
        "inputs": inputs,
        "gates_cpu_seconds": quality_cpu_seconds,
        "row_counts": rows,
        NEWLY_QUARANTINED: new_ids(stage / "tributary.duckdb", home.published_file),
        "files": files,
        "runs": [*history(home), _as_json(run)],
    }
    (stage / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    for path in (*stage.rglob("*"), stage):
        if path.is_file():
            path.chmod(READ_ONLY)
        sync(path)
    stage.rename(versions / run["build_id"])
    sync(versions)
    point_to(run["build_id"], home.published)
    prune(home)
    return manifest


def read_manifest(home: Home) -> dict[str, Any] | None:
    """The manifest of the published version; None when nothing is published, or its manifest cannot be read."""
    return manifest_of(home.published)


def _copy_marts(build_file: Path, target: Path) -> dict[str, int]:
    """Copy every table of a public schema, with comments, and count rows by `schema.table`."""
    rows: dict[str, int] = {}
    with duckdb.connect() as con:
        con.execute(f"attach {_quoted(build_file)} as build (read_only)")
        con.execute(f"attach {_quoted(target)} as target (storage_version '{STORAGE_VERSION}')")
        tables = con.execute(
            "select schema_name, table_name, comment from duckdb_tables()"
            " where database_name = 'build' and not list_contains(?, schema_name) order by all",
            [list(PRIVATE_SCHEMAS)],
        ).fetchall()
        if not tables:
            raise NothingToPublish(
                f"{build_file.name} holds no mart. Run the whole job `refresh`: it builds before it publishes."
            )
        columns: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        for schema, table, column, text in con.execute(
            "select schema_name, table_name, column_name, comment from duckdb_columns()"
            " where database_name = 'build' and comment is not null"
        ).fetchall():
            columns[schema, table].append((column, text))
        con.execute("begin transaction")  # otherwise each of about five hundred comments is a disk write
        for schema, table, comment in tables:
            name = f'target."{schema}"."{table}"'
            con.execute(f'create schema if not exists target."{schema}"')
            con.execute(f'create table {name} as select * from build."{schema}"."{table}"')  # noqa: S608 - catalog names
            con.execute(f"comment on table {name} is {_quoted(comment or '')}")
            for column, text in columns[schema, table]:
                con.execute(f'comment on column {name}."{column}" is {_quoted(text)}')
            counted = con.execute(f"select count(*) from {name}").fetchone()  # noqa: S608 - catalog names
            rows[f"{schema}.{table}"] = counted[0] if counted else 0
        _copy_macros(con)
        con.execute("commit")
        con.execute("checkpoint target")
        con.execute("detach target")
    return rows


def _copy_macros(con: duckdb.DuckDBPyConnection) -> None:
    """Copy every table macro of a public schema: queries with parameters, such as a day."""
    macros = con.execute(
        "select schema_name, function_name, parameters, macro_definition, comment from duckdb_functions()"
        " where database_name = 'build' and function_type = 'table_macro' and not list_contains(?, schema_name)"
        " order by all",
        [list(PRIVATE_SCHEMAS)],
    ).fetchall()
    by_name = {f"{schema}.{name}": macro for macro in macros for schema, name, *_ in [macro]}
    calls = {name: [other for other in by_name if f"{other}(" in macro[3]] for name, macro in by_name.items()}
    con.execute("use target")  # the tables and macros that a macro reads are resolved when it is created
    for called_first in TopologicalSorter(calls).static_order():
        schema, name, parameters, definition, comment = by_name[called_first]
        macro = f'target."{schema}"."{name}"'
        con.execute(f"create macro {macro}({', '.join(parameters)}) as table {definition}")
        con.execute(f"comment on macro table {macro} is {_quoted(comment or '')}")
    con.execute("use memory")


def _write_parquet(database: Path, folder: Path, tables: dict[str, int]) -> None:
    """Each mart as one Parquet file, `<schema>/<table>.parquet`, in the order of the mart."""
    with duckdb.connect(str(database), read_only=True) as con:
        for name in tables:
            schema, table = name.split(".")
            (folder / schema).mkdir(parents=True, exist_ok=True)
            path = _quoted(folder / schema / f"{table}.parquet")
            con.execute(f'copy "{schema}"."{table}" to {path} (format parquet, compression zstd)')


def _quoted(text: object) -> str:
    """A SQL string literal; DDL takes no parameters."""
    return "'" + str(text).replace("'", "''") + "'"


def _as_json(run: dict[str, Any]) -> dict[str, Any]:
    return {key: value.isoformat() if isinstance(value, datetime) else value for key, value in run.items()}


def sync(path: Path) -> None:
    """Force a file or folder to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def point_to(build_id: str, published: Path) -> None:
    """Point `current` to this version, by one rename; create the fixed names where they are missing."""
    pending = published / ".current"
    pending.unlink(missing_ok=True)
    pending.symlink_to(Path("versions") / build_id)
    pending.replace(published / "current")
    for name in _FIXED_NAMES:
        link_through_current(published, name)
    sync(published)


def link_through_current(published: Path, name: str) -> None:
    """Create the link `published/<name>` to that name in the current version; it is created once."""
    link = published / name
    if not link.is_symlink():
        link.symlink_to(Path("current") / name)

"""What changed from one version to another: headline figures with their causes, and rows and columns by table.

`tributary diff` compares two versions with it, and every build is compared with the published version before it is
checked (`ops.changes`, `ops.row_changes`). Why a figure moved is decided in `changes.sql`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import duckdb
import polars as pl

from orchestration.quality.schema_expectations import is_mart, table_name
from orchestration.release.versions import manifest_of
from orchestration.runtime.paths import Home
from orchestration.warehouse.build_database import HISTORIES, PRIVATE_SCHEMAS
from orchestration.warehouse.fingerprint import code_hash, git_commit

#: Columns of ops.row_changes, in any order.
_ROW_CHANGES: Final[dict[str, pl.DataType]] = {
    **dict.fromkeys(("build_id", "from_build_id", "table_name"), pl.String()),
    **dict.fromkeys(("rows_before", "rows_now", "rows_added", "rows_removed", "rows_changed"), pl.Int64()),
    **dict.fromkeys(("changed_columns", "columns_added", "columns_removed"), pl.String()),
}
_CHANGES_SQL: Final = Path(__file__).with_name("changes.sql")
Columns = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Comparison:
    """Two versions compared: rows of ops.changes and of ops.row_changes.

    `headlines` is None when one of the two has no headline figures to compare: it is older than they are.
    """

    from_build_id: str
    build_id: str
    headlines: pl.DataFrame | None
    tables: pl.DataFrame

    @property
    def stopping(self) -> pl.DataFrame:
        """Headline figures that stop publication."""
        return pl.DataFrame() if self.headlines is None else self.headlines.filter("stops_publication")


@dataclass(frozen=True)
class Side:
    """A version, or a build: its database file, and its manifest.json, of a build the parts that are compared."""

    database: Path
    manifest: Mapping[str, Any]


def published_side(folder: Path) -> Side | None:
    """The version in a folder; None when its manifest cannot be read."""
    manifest = manifest_of(folder)
    return None if manifest is None else Side(folder / "tributary.duckdb", manifest)


def build_side(home: Home) -> Side | None:
    """The build in the build database, published or not; None when there is none, or it was not finished."""
    if not home.build_database.is_file():
        return None
    try:
        with duckdb.connect(str(home.build_database), read_only=True) as con:
            rows = con.execute("select build_id, edgar from ops.refresh where is_current").fetchall()
    except duckdb.Error:
        return None
    inputs = {"code": code_hash(home.dbt_project)}
    of_build = [{"build_id": build, "inputs": inputs, "git_commit": git_commit(), "runs": [{"edgar": edgar}]}
                for build, edgar in rows]  # fmt: skip
    return Side(home.build_database, of_build[0]) if of_build else None


def compare(before: Side, after: Side, manifest: Mapping[str, Any]) -> Comparison:
    """Compare two versions, or a version with a build.

    `manifest` is dbt's: the grains of tables and what they are made of. Raises duckdb.Error when a file cannot be read.
    """
    with duckdb.connect() as con:
        _attach(con, before.database, after.database)
        builds = {"from_build_id": before.manifest["build_id"], "build_id": after.manifest["build_id"]}
        columns = {name: _columns(con, name) for name in ("before_version", "after_version")}
        is_there = all({"ops.headline_values", "ops.curated_rows"} <= one.keys() for one in columns.values())
        causes = {"code": _other_code(before.manifest, after.manifest), "origin": _other_origin(before, after)}
        headlines = _headlines(con, manifest, builds | causes) if is_there else None
        varying = {table_name(node) for node in _marts(manifest) if node["config"]["meta"].get("differs_by_run")}
        before_columns, after_columns = columns.values()
        grains = _grains(manifest)
        tables = [
            builds | found
            for table in sorted({*before_columns, *after_columns} - varying)
            if (found := _table(con, table, before_columns.get(table), after_columns.get(table), grains.get(table)))
        ]
    return Comparison(**builds, headlines=headlines, tables=pl.DataFrame(tables, schema=_ROW_CHANGES))


def record(comparison: Comparison, build_file: Path) -> None:
    """Add a comparison to `ops.changes` and `ops.row_changes` of a build; what it had of this build is replaced."""
    with duckdb.connect(str(build_file)) as con:
        for name, rows in zip(HISTORIES, (comparison.headlines, comparison.tables), strict=True):
            con.execute(f"delete from ops.{name} where build_id = $1", [comparison.build_id])  # noqa: S608 - our own names
            if rows is not None:
                con.register("found", rows.to_arrow())
                con.execute(f"insert into ops.{name} by name from found")
                con.unregister("found")


def changed_rows(before: Side, after: Side, table: str, manifest: Mapping[str, Any], most: int) -> pl.DataFrame:
    """Rows of a table that differ: `change` (added, removed, changed), its grain, `cells` (column, before → after).

    At most so many rows. Raises KeyError when a version lacks the table, or the project knows no grain for it.
    """
    with duckdb.connect() as con:
        _attach(con, before.database, after.database)
        grain = _grains(manifest)[table]
        was, now = _columns(con, "before_version")[table], _columns(con, "after_version")[table]
        both = [name for name in now if was.get(name) == now[name] and name not in grain]
        cells = ", ".join(
            f"case when b.{_q(name)} is distinct from a.{_q(name)} then {_literal(name)} || ' '"
            f" || coalesce(cast(b.{_q(name)} as varchar), 'null') || ' → '"
            f" || coalesce(cast(a.{_q(name)} as varchar), 'null') end"
            for name in both
        )
        key = ", ".join(f"coalesce(a.{_q(name)}, b.{_q(name)}) as {_q(name)}" for name in grain)
        different = _any_differs(both)
        query = (
            f"select case when not coalesce(b.is_row, false) then 'added' when not coalesce(a.is_row, false)"  # noqa: S608 - catalog names
            f" then 'removed' else 'changed' end as change, {key},"
            f" case change when 'changed' then array_to_string(list_filter([{cells or 'null'}],"
            f" lambda cell: cell is not null), '; ') end as cells"
            f" from (select *, true as is_row from before_version.{table}) as b"
            f" full join (select *, true as is_row from after_version.{table}) as a on {_same(grain)}"
            f" where a.is_row is null or b.is_row is null or {different} order by all limit {most}"
        )
        found: pl.DataFrame = con.sql(query).pl()
        return found


def _other_code(before: Mapping[str, Any], after: Mapping[str, Any]) -> str | None:
    """A sentence when the code of two manifests of versions differs, else None."""
    if before["inputs"]["code"] == after["inputs"]["code"]:
        return None
    was, now = ((one.get("git_commit") or "unknown").partition("+") for one in (before, after))
    return f"other code ({was[0][:7]}{was[1]} → {now[0][:7]}{now[1]})"


def _other_origin(before: Side, after: Side) -> str | None:
    """A sentence when the filings of two versions come from different places, else None."""
    was, now = (one.manifest["runs"][-1]["edgar"] for one in (before, after))
    return None if was == now else f"filings from {now}, before from {was}"


def _attach(con: duckdb.DuckDBPyConnection, before: Path, after: Path) -> None:
    for path, name in ((before, "before_version"), (after, "after_version")):
        con.execute(f"attach {_literal(str(path))} as {name} (read_only)")


def _columns(con: duckdb.DuckDBPyConnection, version: str) -> Columns:
    """The public tables of a version, each with its columns and their types."""
    found: Columns = {}
    rows = con.execute(
        "select schema_name || '.' || table_name, column_name, data_type from duckdb_columns()"
        " semi join duckdb_tables() using (database_name, schema_name, table_name)"
        " where database_name = $1 and not list_contains($2, schema_name) order by 1, column_index",
        [version, list(PRIVATE_SCHEMAS)],
    ).fetchall()
    for table, column, kind in rows:
        found.setdefault(table, {})[column] = kind
    return found


def _headlines(con: duckdb.DuckDBPyConnection, manifest: Mapping[str, Any], values: Mapping[str, Any]) -> pl.DataFrame:
    con.execute("create table lineage (table_name varchar, curated_table varchar)")
    lineage = [(table, name) for table, names in _made_of(manifest).items() for name in names]
    con.executemany("insert into lineage values (?, ?)", lineage)
    found: pl.DataFrame = con.sql(_CHANGES_SQL.read_text(encoding="utf-8"), params=dict(values)).pl()
    return found


def _table(
    con: duckdb.DuckDBPyConnection,
    table: str,
    before: dict[str, str] | None,
    after: dict[str, str] | None,
    grain: list[str] | None,
) -> dict[str, Any] | None:
    """What changed in a table, as in ops.row_changes; None when nothing did."""
    if before is None or after is None:
        there = "after_version" if before is None else "before_version"
        rows = con.execute(f"select count(*) from {there}.{table}").fetchall()[0][0]  # noqa: S608 - catalog names
        added, removed = (rows, 0) if before is None else (0, rows)
        return {
            "table_name": table, "rows_before": None if before is None else rows,
            "rows_now": None if after is None else rows, "rows_added": added, "rows_removed": removed,
            "rows_changed": 0, "changed_columns": None,
            "columns_added": None, "columns_removed": None,
        }  # fmt: skip
    both = [name for name in after if before.get(name) == after[name]]
    key = grain if grain and set(grain) <= set(both) else both
    others = [name for name in both if name not in key]
    counted = ", ".join(
        f"count(*) filter (a.is_row and b.is_row and a.{_q(name)} is distinct from b.{_q(name)})" for name in others
    )
    hashed = f"hash({', '.join(map(_q, key))}) as key_hash"
    rows_before, rows_now, added, removed, changed, *of_columns = con.execute(
        f"select count(b.is_row), count(a.is_row), count(*) filter (b.is_row is null),"  # noqa: S608 - catalog names
        f" count(*) filter (a.is_row is null), count(*) filter (a.is_row and b.is_row and {_any_differs(others)})"
        f"{', ' + counted if counted else ''}"
        f" from (select *, true as is_row, {hashed} from before_version.{table}) as b"
        f" full join (select *, true as is_row, {hashed} from after_version.{table}) as a using (key_hash)"
    ).fetchall()[0]
    new, gone = ([name for name in one if name not in both] for one in (after, before))
    if not (added or removed or changed or new or gone):
        return None
    differing = [f"{name} {count}" for name, count in zip(others, of_columns, strict=True) if count]
    return {
        "table_name": table, "rows_before": rows_before, "rows_now": rows_now, "rows_added": added,
        "rows_removed": removed, "rows_changed": changed, "changed_columns": ", ".join(differing) or None,
        "columns_added": ", ".join(new) or None, "columns_removed": ", ".join(gone) or None,
    }  # fmt: skip


def _any_differs(columns: list[str]) -> str:
    return "(" + (" or ".join(f"a.{_q(one)} is distinct from b.{_q(one)}" for one in columns) or "false") + ")"


def _same(grain: list[str]) -> str:
    return " and ".join(f"a.{_q(name)} is not distinct from b.{_q(name)}" for name in grain)


def _marts(manifest: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [node for node in manifest["nodes"].values() if is_mart(node)]


def _grains(manifest: Mapping[str, Any]) -> dict[str, list[str]]:
    """The columns that identify a row of each mart: those of its `unique_grain`."""
    nodes = manifest["nodes"]
    return {
        table_name(nodes[node["attached_node"]]): node["test_metadata"]["kwargs"]["columns"]
        for node in nodes.values()
        if node["resource_type"] == "test" and (node.get("test_metadata") or {}).get("name") == "unique_grain"
    }


def _made_of(manifest: Mapping[str, Any]) -> dict[str, set[str]]:
    """The curated tables that each mart is made of, directly or not."""
    nodes = manifest["nodes"]
    known: dict[str, set[str]] = {}

    def curated(unique_id: str) -> set[str]:
        if unique_id.startswith("source."):
            source = manifest["sources"][unique_id]
            return {source["name"]} if source["source_name"] == "reference" else set()
        if unique_id not in known:
            known[unique_id] = set().union(*map(curated, nodes[unique_id]["depends_on"]["nodes"]))
        return known[unique_id]

    return {table_name(node): curated(node["unique_id"]) for node in _marts(manifest)}


def _q(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"

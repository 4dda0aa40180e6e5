"""Postgres tables of the published marts: types, keys and references, from the published file and the dbt YAML."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import duckdb

from orchestration.quality.expectation import literal
from orchestration.quality.schema_expectations import is_mart, not_null_columns, table_name
from orchestration.warehouse.dbt import read_manifest

Node = dict[str, Any]

#: DuckDB type → Postgres type. Decimals keep their precision; every moment in the marts is UTC.
TYPES: Final = {
    "VARCHAR": "text",
    "BOOLEAN": "boolean",
    "INTEGER": "integer",
    "BIGINT": "bigint",
    "DOUBLE": "double precision",
    "DATE": "date",
    "TIMESTAMP": "timestamptz",
}
#: The first Postgres in which a null in a key can count as a value.
NULLS_IN_KEYS: Final = 150000


@dataclass(frozen=True)
class ServedTable:
    """One mart as a Postgres table."""

    schema: str
    name: str
    columns: tuple[str, ...]
    #: Statements that create it, without its references, which need the other tables.
    creation: tuple[str, ...]
    #: Statements that create its references to other marts.
    references: tuple[str, ...]

    @property
    def full_name(self) -> str:
        """Schema and table."""
        return f"{self.schema}.{self.name}"

    @property
    def definition(self) -> str:
        """All statements; when they change, the tables are created again."""
        return ";\n".join((*self.creation, *self.references))


def served_tables(published: Path, manifest: Path, server_version: int) -> list[ServedTable]:
    """Every mart of a published file as Postgres tables; `server_version` is libpq's number, such as 150004.

    Keys are the grains that the YAML tests: a primary key where all parts are not null, else a unique constraint in
    which null counts as a value (a full year has no quarter). Before Postgres 15 this constraint does not exist, and
    keys with nulls are not enforced. References are the YAML's `relationships`. For a version that older code built,
    keys and references of columns that it lacks are left out.
    """
    nodes: dict[str, Node] = read_manifest(manifest)["nodes"]
    marts = {table_name(node): node for node in nodes.values() if is_mart(node)}
    tests: dict[str, list[Node]] = defaultdict(list)
    for _, node in sorted(nodes.items()):
        if node["resource_type"] == "test" and node.get("test_metadata") and not node["config"].get("where"):
            tests[node.get("attached_node") or ""].append(node)
    with duckdb.connect(str(published), read_only=True) as con:
        comment_rows = con.execute(
            "select schema_name || '.' || table_name, coalesce(comment, '') from duckdb_tables()"
        )
        comments: dict[str, str] = dict(comment_rows.fetchall())
        columns: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for table, column, kind, comment in con.execute(
            "select schema_name || '.' || table_name, column_name, data_type, coalesce(comment, '')"
            " from duckdb_columns() where not internal order by table_name, column_index"
        ).fetchall():
            columns[table].append((column, kind, comment))
    return [
        _served(
            name,
            comments[name],
            columns[name],
            filled=set(not_null_columns(marts[name])) if name in marts else set(),
            tests=tests[marts[name]["unique_id"]] if name in marts else [],
            nodes=nodes,
            there={(table, column) for table, found in columns.items() for column, _, _ in found},
            server=server_version,
        )
        for name in sorted(columns)
    ]


def _served(
    name: str,
    comment: str,
    columns: list[tuple[str, str, str]],
    *,
    filled: set[str],
    tests: list[Node],
    nodes: dict[str, Node],
    there: set[tuple[str, str]],
    server: int,
) -> ServedTable:
    schema, table = name.split(".")
    of_kind: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for test in tests:
        declared = test["test_metadata"]
        of_kind[declared["name"]].append({**declared["kwargs"], "node": test})
    lines = [f'"{column}" {_type(kind)}{" not null" if column in filled else ""}' for column, kind, _ in columns]
    for position, grain in enumerate(of_kind["unique_grain"]):
        if there.issuperset((name, column) for column in grain["columns"]):
            lines.append(_key(grain["columns"], filled, server, is_first=position == 0))
    quoted = f'"{schema}"."{table}"'
    return ServedTable(
        schema,
        table,
        tuple(column for column, _, _ in columns),
        (
            f"create table {quoted} ({', '.join(lines)})",
            f"comment on table {quoted} is {literal(comment.strip())}",
            *(f'comment on column {quoted}."{column}" is {literal(text.strip())}' for column, _, text in columns),
        ),
        tuple(
            _reference(quoted, reference, other)
            for reference in of_kind["relationships"]
            if (name, reference["column_name"]) in there
            and (table_name(other := _referred(reference["node"], nodes)), reference["field"]) in there
        ),
    )


def _type(kind: str) -> str:
    """Postgres's type; raises KeyError for a type that no mart has had yet."""
    return kind.lower().replace("decimal", "numeric") if kind.startswith("DECIMAL") else TYPES[kind]


def _key(columns: list[str], filled: set[str], server: int, *, is_first: bool) -> str:
    named = ", ".join(f'"{column}"' for column in columns)
    if filled.issuperset(columns):
        return f"{'primary key' if is_first else 'unique'} ({named})"
    return f"unique {'nulls not distinct ' if server >= NULLS_IN_KEYS else ''}({named})"


def _referred(test: Node, nodes: dict[str, Node]) -> Node:
    """The mart that a relationships test refers to, which may be the mart itself."""
    others = [one for one in test["depends_on"]["nodes"] if one != test["attached_node"]]
    return nodes[others[0] if others else test["attached_node"]]


def _reference(quoted: str, reference: dict[str, Any], referred: Node) -> str:
    """Deferred: checked at commit, when every table has the same version."""
    return (
        f'alter table {quoted} add foreign key ("{reference["column_name"]}") references'
        f' "{referred["schema"]}"."{referred["name"]}" ("{reference["field"]}") deferrable initially deferred'
    )

"""The content of the data dictionary: every published table, column and macro.

Tables and values are read from the published file, lineage and checks from dbt's manifest.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import duckdb

from orchestration.quality.expectation import Expectation
from orchestration.quality.schema_expectations import is_mart, is_schema_expectation, table_name
from orchestration.quality.suites import expectations_of

Node = dict[str, Any]

#: Shown in place of an example where the value differs by run.
DIFFERS: Final = "differs by run"
#: Characters of an example; longer ones are truncated.
LONGEST: Final = 60
#: Expectations that every mart has, without an entry in its YAML.
_OF_EVERY_TABLE: Final = {"columns_match_contract", "table_not_empty"}


@dataclass(frozen=True)
class Column:
    """One column of a published table."""

    name: str
    data_type: str
    unit: str
    description: str
    #: The first value in the table; None where every value is null.
    example: str | None
    #: Expectations and dbt tests of this column.
    checks: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """One published table."""

    name: str
    description: str
    row_count: int
    #: The keys of the table, each a tuple of columns.
    keys: tuple[tuple[str, ...], ...]
    #: The tables that its SQL reads: `schema.table` of models and landed tables.
    parents: tuple[str, ...]
    #: The landed tables upstream of it, through all models between.
    landed: tuple[str, ...]
    #: Published tables, and exposures, that read it.
    readers: tuple[str, ...]
    #: Expectations and dbt tests of the whole table.
    checks: tuple[str, ...]
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Macro:
    """One published table macro: a query with parameters."""

    name: str
    parameters: tuple[str, ...]
    description: str


@dataclass(frozen=True)
class Dictionary:
    """All published tables and macros."""

    tables: tuple[Table, ...]
    macros: tuple[Macro, ...]


def read_dictionary(published: Path, manifest: Path) -> Dictionary:
    """The dictionary of a published file: its tables and macros, by name.

    `manifest` is that of the dbt project that built the file. Raises KeyError for a table that is not in it.
    """
    project = _Project(manifest)
    with duckdb.connect(str(published), read_only=True) as con:
        named = con.execute(
            "select schema_name || '.' || table_name, coalesce(comment, '') from duckdb_tables() order by 1"
        ).fetchall()
        tables = [_table(con, project, name, comment) for name, comment in named]
        macros = con.execute(
            "select schema_name || '.' || function_name, parameters, coalesce(comment, '') from duckdb_functions()"
            " where function_type = 'table_macro' and not internal order by 1"
        ).fetchall()
    return Dictionary(tuple(tables), tuple(Macro(name, tuple(taken), text) for name, taken, text in macros))


class _Project:
    """Access to dbt's manifest by mart."""

    def __init__(self, manifest: Path) -> None:
        whole = json.loads(manifest.read_text(encoding="utf-8"))
        self.nodes: dict[str, Node] = whole["nodes"] | whole["sources"]
        self.exposures: dict[str, Node] = whole["exposures"]
        self.marts = {table_name(node): node for node in whole["nodes"].values() if is_mart(node)}
        self.expectations: dict[str, list[Expectation]] = defaultdict(list)
        for expectation in expectations_of("marts", manifest):
            self.expectations[expectation.table_name].append(expectation)

    def parents(self, mart: Node) -> tuple[str, ...]:
        return tuple(sorted(_named(self.nodes[unique_id]) for unique_id in mart["depends_on"]["nodes"]))

    def landed(self, mart: Node) -> tuple[str, ...]:
        """Every source upstream of a mart."""
        found: set[str] = set()
        ahead, seen = [mart["unique_id"]], set()
        while ahead:
            node = self.nodes[ahead.pop()]
            if node["unique_id"] in seen:
                continue
            seen.add(node["unique_id"])
            if node["resource_type"] == "source":
                found.add(node["name"])
            ahead += node.get("depends_on", {}).get("nodes", [])
        return tuple(sorted(found))

    def readers(self, mart: Node) -> tuple[str, ...]:
        own = mart["unique_id"]
        tables = [name for name, node in self.marts.items() if own in node["depends_on"]["nodes"]]
        exposures = [node["label"] or node["name"] for node in self.exposures.values()
                     if own in node["depends_on"]["nodes"]]  # fmt: skip
        return (*sorted(tables), *sorted(exposures))

    @cached_property
    def dbt_tests(self) -> dict[str, list[tuple[str | None, str]]]:
        """Tests that dbt itself runs on a mart: its column, or None, and its name."""
        found: dict[str, list[tuple[str | None, str]]] = defaultdict(list)
        for _, node in sorted(self.nodes.items()):
            kind = (node.get("test_metadata") or {}).get("name")
            if node["resource_type"] == "test" and kind and not is_schema_expectation(node, self.nodes):
                found[node.get("attached_node") or ""].append((node.get("column_name"), kind))
        return found


def _table(con: duckdb.DuckDBPyConnection, project: _Project, name: str, comment: str) -> Table:
    mart = project.marts[name]
    of_columns: dict[str, list[str]] = defaultdict(list)
    of_table: list[str] = []
    for column, check in _checks(project, mart, name):
        (of_columns[column] if column else of_table).append(check)
    columns = con.execute(
        "select column_name, data_type, unit, description from ops.columns where table_name = $1 order by position",
        [name],
    ).fetchall()
    examples = _examples(con, name, [column for column, *_ in columns], mart["config"]["meta"])
    counted = con.execute(f"select count(*) from {name}").fetchone()  # noqa: S608 - a name of the catalog
    return Table(
        name,
        comment,
        counted[0] if counted else 0,
        tuple(_keys(project, name)),
        project.parents(mart),
        project.landed(mart),
        project.readers(mart),
        tuple(dict.fromkeys(of_table)),
        tuple(
            Column(column, kind, unit or "", text or "", example, tuple(dict.fromkeys(of_columns[column])))
            for (column, kind, unit, text), example in zip(columns, examples, strict=True)
        ),
    )


def _checks(project: _Project, mart: Node, name: str) -> Iterator[tuple[str | None, str]]:
    """Every check of a mart with its column; None for a check of the whole table."""
    for expectation in project.expectations[name]:
        if expectation.expectation in _OF_EVERY_TABLE or expectation.expectation == "unique_grain":
            yield None, expectation.expectation
        else:
            for column in (expectation.column_name or "").split(", "):
                yield column or None, expectation.expectation
    yield from project.dbt_tests[mart["unique_id"]]


def _keys(project: _Project, name: str) -> Iterator[tuple[str, ...]]:
    """The columns that identify a row, from its YAML."""
    for node in project.nodes.values():
        test = node.get("test_metadata") or {}
        if test.get("name") == "unique_grain" and node.get("attached_node") == project.marts[name]["unique_id"]:
            yield tuple(test["kwargs"]["columns"])


def _examples(
    con: duckdb.DuckDBPyConnection, table: str, columns: list[str], meta: Mapping[str, Any]
) -> list[str | None]:
    """For each column the first value that is not null, in the order of the table."""
    if meta.get("differs_by_run") or not columns:  # a file may have no described column
        return [DIFFERS] * len(columns)
    asked = ", ".join(f'arg_min("{column}", rowid)' for column in columns)
    row = con.execute(f"select {asked} from {table}").fetchone() or [None] * len(columns)  # noqa: S608 - catalog names
    return [_as_text(value) for value in row]


def _as_text(value: object) -> str | None:
    """A value as text, on one line and truncated."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        exact = f"{value:f}"
        return exact.rstrip("0").rstrip(".") if "." in exact else exact
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _named(node: Node) -> str:
    return f"{node['schema']}.{node['name']}"

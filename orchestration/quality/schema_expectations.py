"""Schema expectations of the marts, from the dbt YAML in dbt's manifest.

An expectation is a SQL query that selects the failing rows, so that a person can run it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any, Final

from orchestration.quality.expectation import Expectation, broken_rows, columns_as_declared, literal, repeated_rows
from orchestration.warehouse.build_database import PRIVATE_SCHEMAS

Node = dict[str, Any]

#: dbt's own generic tests and ours that a mart's YAML may use; the expectations have their names. `not_null` is a
#: constraint of the contract, not a test: some 560 tests would cost a sixth of the time that dbt takes to parse.
DBT_TESTS: Final = (
    "unique_grain", "accepted_values", "ascending_columns", "relationships", "share_of_a_whole", "reason_when_null",
    "reason_code_of",
)  # fmt: skip


def mart_expectations(nodes: Mapping[str, Node]) -> list[Expectation]:
    """The expectations of every mart, by table: its columns, its rows, then each kind of test in its YAML."""
    marts = {unique_id: node for unique_id, node in sorted(nodes.items()) if is_mart(node)}
    tests: dict[str, dict[tuple[str, str], list[Node]]] = {unique_id: {} for unique_id in marts}
    for _, node in sorted(nodes.items()):
        if is_schema_expectation(node, nodes):
            kind = node["test_metadata"]["name"]
            tests[node["attached_node"]].setdefault((kind, node["config"]["severity"].lower()), []).append(node)
    found: list[Expectation] = []
    for unique_id, mart in marts.items():
        types = {name: column["data_type"] for name, column in mart["columns"].items()}
        reads = frozenset([table_name(mart)])
        found += [columns_as_declared("marts", table_name(mart), types, reads), _rows(mart), *_values(mart)]
        found += [_of_kind(mart, kind, severity, group, nodes) for (kind, severity), group in tests[unique_id].items()]
    return found


def is_schema_expectation(node: Node, nodes: Mapping[str, Node]) -> bool:
    """Whether this node of dbt's manifest is a test in a mart's YAML that becomes a schema expectation."""
    kind = (node.get("test_metadata") or {}).get("name")
    mart = nodes.get(node.get("attached_node") or "")
    return kind in DBT_TESTS and mart is not None and is_mart(mart)


def is_mart(node: Node) -> bool:
    """Whether this node of dbt's manifest is a table that is published."""
    return (
        node["resource_type"] == "model"
        and node["config"]["materialized"] == "table"
        and node["schema"] not in PRIVATE_SCHEMAS
    )


def table_name(mart: Node) -> str:
    """Schema and table of a mart."""
    return f"{mart['schema']}.{mart['name']}"


def tables_read(test: Node, nodes: Mapping[str, Node]) -> frozenset[str]:
    """What a test in dbt's manifest reads, as schema.name: tables, views and sources, and all that these views read.

    dbt's own list lacks the tables that a test finds in dbt's graph or in the catalog: its SQL names the former, and a
    test that queries the catalog may read every table.
    """
    sql = (test.get("compiled_code") or "").replace('"', "")
    models = {unique_id: table_name(node) for unique_id, node in nodes.items() if node["resource_type"] == "model"}
    ahead = [unique_id for unique_id, name in models.items() if name in sql or "information_schema" in sql]
    ahead += [*test["depends_on"]["nodes"], *filter(None, [test.get("attached_node")])]
    found: dict[str, str] = {}
    while ahead:
        unique_id = ahead.pop()
        if unique_id in found:
            continue
        # A source is not among the nodes; every source lies in one schema, and its id ends with the table.
        found[unique_id] = models.get(unique_id) or f"landing.{unique_id.rpartition('.')[2]}"
        if unique_id in models and nodes[unique_id]["config"]["materialized"] != "table":
            ahead += nodes[unique_id]["depends_on"]["nodes"]
    return frozenset(found.values())


def _rows(mart: Node) -> Expectation:
    """The table has rows, unless its YAML allows it to be empty."""
    least = 0 if mart["config"]["meta"].get("may_be_empty") else 1
    query = f"select count(*) as row_count from {table_name(mart)} having count(*) < {least}"  # noqa: S608 - our own names
    name = table_name(mart)
    reads = frozenset([name])
    return Expectation("marts", "table_not_empty", name, None, "error", f"{least} rows or more", query, reads=reads)


def not_null_columns(mart: Node) -> list[str]:
    """Columns with a not_null constraint in the contract of a mart, in its order."""
    return [
        name
        for name, column in mart["columns"].items()
        if any(constraint["type"] == "not_null" for constraint in column.get("constraints") or ())
    ]


def _values(mart: Node) -> Iterator[Expectation]:
    """Columns with a not_null constraint have values."""
    columns = not_null_columns(mart)
    if columns:
        query = broken_rows(table_name(mart), [(column, f"{column} is null") for column in columns])
        name, looked_at = table_name(mart), ", ".join(columns)
        reads = frozenset([name])
        yield Expectation("marts", "not_null", name, looked_at, "error", "0 rows", query, reads=reads)


def _of_kind(mart: Node, kind: str, severity: str, tests: list[Node], nodes: Mapping[str, Node]) -> Expectation:
    """One kind of schema expectation of a mart, for all its columns."""
    name = table_name(mart)
    if kind == "unique_grain":
        keys = [", ".join(test["test_metadata"]["kwargs"]["columns"]) for test in tests]
        columns, query = keys, " union all ".join(repeated_rows(name, key) for key in keys)
    else:
        conditions = [_broken(mart, kind, test, nodes) for test in tests]
        columns, query = [column for column, _ in conditions], broken_rows(name, conditions)
    looked_at = ", ".join(dict.fromkeys(columns))
    reads = frozenset[str]().union(*(tables_read(test, nodes) for test in tests))
    return Expectation("marts", kind, name, looked_at, severity, "0 rows", query, reads=reads)


def _broken(mart: Node, kind: str, test: Node, nodes: Mapping[str, Node]) -> tuple[str, str]:
    """The column of a test, and the condition of a failing row."""
    arguments: dict[str, Any] = test["test_metadata"]["kwargs"]
    column = arguments.get("column_name") or ""
    match kind:
        case "accepted_values":
            broken = f"{column} not in ({', '.join(literal(value) for value in arguments['values'])})"
        case "ascending_columns":
            lists: list[list[str]] = arguments["columns"]
            column = ", ".join(dict.fromkeys(name for names in lists for name in names))
            pairs = [pair for names in lists for pair in combinations(names, 2)]
            broken = " or ".join(f"{smaller} > {larger}" for smaller, larger in pairs)
        case "share_of_a_whole":
            broken = f"{column} not between 0 and 1"
        case "reason_when_null":
            column = arguments["value"]
            broken = f"({column} is null) != (coalesce(trim({arguments['reason']}), '') != '')"
        case "reason_code_of":
            codes = f"select code from {_referred(mart, test, nodes)}"  # noqa: S608 - our own names
            broken = f"({column} is null) != ({arguments['reason']} is null) or {column} not in ({codes})"
        case _:
            broken = f"{column} not in (select {arguments['field']} from {_referred(mart, test, nodes)})"  # noqa: S608 - our own names
    within = test["config"].get("where")
    return column, f"({broken}) and ({within})" if within else broken


def _referred(mart: Node, test: Node, nodes: Mapping[str, Node]) -> str:
    """The table that a relationship points to: the other model that its test reads, or the mart itself."""
    others = [name for name in test["depends_on"]["nodes"] if name != mart["unique_id"]]
    return table_name(nodes[others[0]] if others else mart)

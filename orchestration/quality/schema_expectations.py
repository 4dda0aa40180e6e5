"""Schema expectations of the marts, from the dbt YAML in dbt's manifest.

An expectation is a SQL query that selects the failing rows, so that a person can run it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any, Final

from orchestration.quality.compiled_tests import counted_rows, failing_rows, is_plain, severities
from orchestration.quality.expectation import (
    Expectation,
    Native,
    broken_rows,
    columns_as_declared,
    in_order,
    literal,
    no_nulls,
    unexpected_rows,
    unique,
)
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
            for severity, _ in severities(node):
                kind = node["test_metadata"]["name"]
                tests[node["attached_node"]].setdefault((kind, severity), []).append(node)
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
    natives = (Native("ExpectTableRowCountToBeBetween", {"min_value": least}),)
    expected = f"{least} rows or more"
    return Expectation("marts", "table_not_empty", name, None, "error", expected, query, reads=reads, natives=natives)


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
        natives = no_nulls(columns)
        yield Expectation("marts", "not_null", name, looked_at, "error", "0 rows", query, reads=reads, natives=natives)


def _of_kind(mart: Node, kind: str, severity: str, tests: list[Node], nodes: Mapping[str, Node]) -> Expectation:
    """One kind of schema expectation of a mart, for all its columns."""
    name = table_name(mart)
    looked_at = ", ".join(dict.fromkeys(column for test in tests for column in _columns(test)))
    query = " union all ".join(counted_rows(test, severity, literal(", ".join(_columns(test)))) for test in tests)
    natives = tuple(native for test in tests for native in _natives(mart, test, severity))
    reads = frozenset[str]().union(*(tables_read(test, nodes) for test in tests))
    return Expectation("marts", kind, name, looked_at, severity, "0 rows", query, reads=reads, natives=natives)


def _columns(test: Node) -> list[str]:
    """The columns that a test looks at."""
    arguments: dict[str, Any] = test["test_metadata"]["kwargs"]
    if "columns" not in arguments:
        return [arguments.get("column_name") or arguments["value"]]
    lists = [each if isinstance(each, list) else [each] for each in arguments["columns"]]
    return list(dict.fromkeys(name for names in lists for name in names))


def _natives(mart: Node, test: Node, severity: str) -> Iterator[Native]:
    """An expectation of Great Expectations that says the same of every row; otherwise the SQL that dbt compiled."""
    found = list(_same(mart, test)) if is_plain(test) and all(map(_PLAIN.match, _columns(test))) else []
    yield from found or [unexpected_rows(dict(failing_rows(test))[severity])]


def _same(mart: Node, test: Node) -> Iterator[Native]:
    arguments: dict[str, Any] = test["test_metadata"]["kwargs"]
    always = set(not_null_columns(mart))
    match test["test_metadata"]["name"]:
        case "unique_grain" if always.issuperset(arguments["columns"]):
            yield unique(arguments["columns"])
        case "accepted_values" if arguments.get("quote", True) and _are_texts(arguments["values"]):
            of_column = {"column": arguments["column_name"], "value_set": arguments["values"]}
            yield Native("ExpectColumnValuesToBeInSet", of_column)
        case "share_of_a_whole":
            yield Native(
                "ExpectColumnValuesToBeBetween", {"column": arguments["column_name"], "min_value": 0, "max_value": 1}
            )
        case "ascending_columns" if max(map(len, arguments["columns"])) <= _LOW_MID_HIGH:
            for names in arguments["columns"]:
                for smaller, larger in combinations(range(len(names)), 2):
                    # A column between two others that always has a value orders these two as well.
                    if always.isdisjoint(names[smaller + 1 : larger]):
                        yield in_order(names[smaller], names[larger])


def _are_texts(values: list[Any]) -> bool:
    return all(isinstance(value, str) for value in values)


#: Columns that are compared in pairs: a list of seven percentiles would be 21 pairs, and is one query of dbt's.
_LOW_MID_HIGH: Final = 3
#: A column that needs no quotes.
_PLAIN: Final = re.compile(r"[a-z_][a-z0-9_]*$")

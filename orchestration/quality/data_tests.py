"""Data tests written in SQL under `dbt_project/tests/<suite>/`, read from dbt's manifest as expectations.

Great Expectations runs these tests instead of dbt. Their YAML has the meaning, the severity, the table, and what a
failing row quarantines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, Final

from orchestration.quality.compiled_tests import failing_rows
from orchestration.quality.expectation import Expectation
from orchestration.quality.schema_expectations import tables_read

Node = dict[str, Any]

#: Folders below `dbt_project/tests`. Rules of curated tables are declared in `sources.reference.tables`.
SUITES: Final = ("landing", "marts")


def data_tests(suite: str, nodes: Mapping[str, Node]) -> list[Expectation]:
    """The data tests of one suite, by name."""
    return [
        expectation
        for _, node in sorted(nodes.items())
        if suite_of(node) == suite
        for expectation in _expectations(suite, node, nodes)
    ]


def suite_of(node: Node) -> str | None:
    """The suite that runs this node of dbt's manifest; None for a test that dbt runs itself."""
    folder = PurePosixPath(node["original_file_path"]).parts[:2]
    is_singular = node["resource_type"] == "test" and folder[0] == "tests" and not node.get("test_metadata")
    return folder[1] if is_singular and folder[1] in SUITES else None


def _expectations(suite: str, node: Node, nodes: Mapping[str, Node]) -> Iterator[Expectation]:
    """A data test as one expectation for each severity that it may have."""
    meta = node["config"]["meta"]
    for severity, query in failing_rows(node):
        yield Expectation(
            suite, node["name"], meta["table"], None, severity, "0 rows", query, meta.get("quarantines"),
            tables_read(node, nodes) | {meta["table"]}, description=" ".join(node["description"].split()),
        )  # fmt: skip

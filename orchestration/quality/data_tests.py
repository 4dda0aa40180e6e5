"""Data tests written in SQL under `dbt_project/tests/<suite>/`, read from dbt's manifest as expectations.

Great Expectations runs these tests instead of dbt. Their YAML has the meaning, the severity, the table, and what a
failing row quarantines.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any, Final

from orchestration.quality.expectation import Expectation
from orchestration.quality.schema_expectations import tables_read

Node = dict[str, Any]

#: Folders below `dbt_project/tests`. Rules of curated tables are declared in `sources.reference.tables`.
SUITES: Final = ("landing", "marts")


def data_tests(suite: str, nodes: Mapping[str, Node]) -> list[Expectation]:
    """The data tests of one suite, by name."""
    return [_expectation(suite, node, nodes) for _, node in sorted(nodes.items()) if suite_of(node) == suite]


def suite_of(node: Node) -> str | None:
    """The suite that runs this node of dbt's manifest; None for a test that dbt runs itself."""
    folder = PurePosixPath(node["original_file_path"]).parts[:2]
    is_singular = node["resource_type"] == "test" and folder[0] == "tests" and not node.get("test_metadata")
    return folder[1] if is_singular and folder[1] in SUITES else None


def _expectation(suite: str, node: Node, nodes: Mapping[str, Node]) -> Expectation:
    config = node["config"]
    # The compiled SQL names dbt's database; the suite runs on another one with the same schemas.
    query = node["compiled_code"].replace(f'"{node["database"]}".', "")
    table = config["meta"]["table"]
    return Expectation(
        suite, node["name"], table, None, config["severity"].lower(), "0 rows", query,
        config["meta"].get("quarantines"), tables_read(node, nodes) | {table},
    )  # fmt: skip

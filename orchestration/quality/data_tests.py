"""Expectations written by hand, where knowledge is needed: the SQL under `dbt_project/tests/<door>/`.

Belongs here: reading them out of dbt's manifest. Not: the SQL itself. A law is a dbt test that a gate runs instead of
dbt; its YAML says what it means, its severity, the table it is about, and what it sets aside.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any, Final

from orchestration.quality.expectation import Expectation
from orchestration.quality.schema_expectations import tables_read

Node = dict[str, Any]

#: Folders of laws below `dbt_project/tests`. The curated tables' rules are declared (`sources.reference.tables`).
DOORS: Final = ("landing", "marts")


def laws(door: str, nodes: Mapping[str, Node]) -> list[Expectation]:
    """The laws of one door, by name."""
    return [_law(door, node, nodes) for _, node in sorted(nodes.items()) if door_of(node) == door]


def door_of(node: Node) -> str | None:
    """The door at which this node of dbt's manifest is put to the test; None for what dbt tests itself."""
    folder = PurePosixPath(node["original_file_path"]).parts[:2]
    is_law = node["resource_type"] == "test" and folder[0] == "tests" and not node.get("test_metadata")
    return folder[1] if is_law and folder[1] in DOORS else None


def _law(door: str, node: Node, nodes: Mapping[str, Node]) -> Expectation:
    config = node["config"]
    # Compiled in a file of dbt's choice; at the gate the same schemas stand in another.
    query = node["compiled_code"].replace(f'"{node["database"]}".', "")
    table = config["meta"]["table"]
    return Expectation(
        door, node["name"], table, None, config["severity"].lower(), "0 rows", query, config["meta"].get("sets_aside"),
        tables_read(node, nodes) | {table},
    )  # fmt: skip

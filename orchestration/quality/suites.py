"""What is expected at each of the three doors. Belongs here: putting a door's expectations together.

landing: what was read from filings. curated: the typed curated tables. marts: the build, before it is published.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from orchestration.quality.data_tests import laws
from orchestration.quality.expectation import Expectation
from orchestration.quality.schema_expectations import promises
from orchestration.warehouse.dbt import read_manifest

Node = dict[str, Any]


def expected_at(door: str, manifest: Path) -> list[Expectation]:
    """Every expectation of a door, from schemas, declarations and dbt's YAML, then the laws written by hand."""
    nodes = read_manifest(manifest)["nodes"]
    return [*_generated(door, nodes), *laws(door, nodes)]


def _generated(door: str, nodes: dict[str, Node]) -> list[Expectation]:
    # Imported where needed: definitions load the marts' alone, and polars and the declarations are not theirs to load.
    if door == "landing":
        from orchestration.quality.landing_expectations import schema_promises

        return schema_promises()
    if door == "curated":
        from orchestration.quality.curated_expectations import declared

        return declared()
    return promises(nodes)

"""The three expectation suites.

landing: data read from filings. curated: the typed curated tables. marts: the build, before it is published.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from orchestration.quality.data_tests import data_tests
from orchestration.quality.expectation import Expectation
from orchestration.quality.schema_expectations import mart_expectations
from orchestration.warehouse.dbt import read_manifest

Node = dict[str, Any]


def expectations_of(suite: str, manifest: Path) -> list[Expectation]:
    """Every expectation of a suite: from schemas, declarations and dbt's YAML, then the data tests."""
    nodes = read_manifest(manifest)["nodes"]
    return [*_generated(suite, nodes), *data_tests(suite, nodes)]


def _generated(suite: str, nodes: dict[str, Node]) -> list[Expectation]:
    # Imported where needed: Dagster's definitions use only the marts suite, and must not load polars.
    if suite == "landing":
        from orchestration.quality.landing_expectations import landed_table_expectations

        return landed_table_expectations()
    if suite == "curated":
        from orchestration.quality.curated_expectations import declared

        return declared()
    return mart_expectations(nodes)

"""The columns of published tables as the dbt YAML describes them, for the table ops.columns."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import duckdb

from orchestration.catalog.units import unit_of
from orchestration.warehouse.build_database import PRIVATE_SCHEMAS, insert


def record_columns(con: duckdb.DuckDBPyConnection, manifest: Mapping[str, Any]) -> None:
    """Write `landing.columns`: every column of a published table as described in the dbt project's YAML.

    `unit` comes from `units`; a number without a unit is null, which a quality check reports. `explained_by` is the
    column's `explain` entry as JSON: how `tributary explain` decomposes its numbers.
    """
    rows = [
        (
            f"{node['schema']}.{node['name']}", name, position, column["data_type"], column["description"],
            unit_of(name, column["data_type"], meta), explained,
        )
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and node["config"]["materialized"] == "table"
        if node["schema"] not in PRIVATE_SCHEMAS
        for position, (name, column) in enumerate(node["columns"].items(), start=1)
        for meta in [column["config"]["meta"]]
        for explained in [_as_text(meta.get("explain"))]
    ]  # fmt: skip
    con.execute(
        "create or replace table landing.columns (table_name varchar, column_name varchar, position integer,"
        " data_type varchar, description varchar, unit varchar, explained_by varchar)"
    )
    insert(con, "landing.columns", rows)


def _as_text(explained: dict[str, str] | None) -> str | None:
    return json.dumps(explained) if explained else None

"""The gate before publication, as Dagster shows it: one blocking check for each mart."""

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dagster import (
    AssetCheckExecutionContext,
    AssetCheckResult,
    AssetChecksDefinition,
    AssetCheckSeverity,
    AssetCheckSpec,
    AssetKey,
    Failure,
    MetadataValue,
    multi_asset_check,
)

from orchestration.gates.expected import expected_of_marts
from orchestration.gates.results import GateBroken, run_gate, told
from orchestration.resources import Warehouse

CHECK = "great_expectations"


def gate_of_marts(manifest: Path) -> AssetChecksDefinition:
    """Great Expectations on every mart of the build file, by what the dbt YAML promises; an error stops publication."""
    tables = list(dict.fromkeys(e.table_name for e in expected_of_marts(manifest)))

    @multi_asset_check(
        name="gates",
        specs=[
            AssetCheckSpec(
                CHECK,
                asset=AssetKey(table.split(".")),
                blocking=True,
                description="Columns, rows, keys, references, known values and reasons, as the dbt YAML promises them.",
            )
            for table in tables
        ],
    )
    def gates(context: AssetCheckExecutionContext, warehouse: Warehouse) -> Iterator[AssetCheckResult]:
        home = warehouse.at()
        build_file = home.build_file(context.run.run_id)
        if not build_file.is_file():
            raise Failure("This run built nothing to be tested. Run the job `refresh`.")
        try:
            gate = run_gate(build_file, manifest, home, context.run.run_id)
        except GateBroken as fault:
            raise Failure(str(fault), allow_retries=False) from None
        context.log.info("%d expectations, %.1f CPU seconds", len(gate.rows), gate.cpu_seconds)
        failed: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in gate.failed:
            failed[row["table_name"]].append(row)
        for table in tables:
            yield _result(table, failed[table], sum(row["table_name"] == table for row in gate.rows))
        if gate.stops:
            raise Failure("\n".join(gate.told()), allow_retries=False)

    return gates


def _result(table: str, failed: list[dict[str, Any]], count: int) -> AssetCheckResult:
    """What Dagster shows of one mart."""
    stops = any(row["severity"] == "error" for row in failed)
    return AssetCheckResult(
        asset_key=AssetKey(table.split(".")),
        check_name=CHECK,
        passed=not failed,
        severity=AssetCheckSeverity.ERROR if stops or not failed else AssetCheckSeverity.WARN,
        metadata={
            "expectations": count,
            "not_met": len(failed),
            "what_failed": MetadataValue.md("\n".join(f"- {told(row)}" for row in failed) or "nothing"),
            "how_to_look": MetadataValue.md("\n\n".join(f"```sql\n{row['query']}\n```" for row in failed) or "nothing"),
            "failing_rows": MetadataValue.json([json.loads(row["rows"]) for row in failed]),
        },
    )

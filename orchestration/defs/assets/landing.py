"""The landing schema of the build database as assets: what dbt's sources read, beside the curated tables."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from dagster import AssetExecutionContext, AssetKey, AssetsDefinition, AssetSpec, MaterializeResult, multi_asset

from orchestration.catalog.columns import record_columns
from orchestration.defs.assets.edgar import ONE_RUN, OWNERS, company_facts
from orchestration.defs.assets.reference import FILES, reference_key
from orchestration.defs.failures import clear_failures
from orchestration.defs.resources import HomeLock, Warehouse
from orchestration.quality.results import record_history
from orchestration.release.publish import read_manifest
from orchestration.release.versions import history
from orchestration.runtime.paths import REFERENCE, Home
from orchestration.warehouse import build_state, dbt
from orchestration.warehouse.build_database import (
    COMPANY_TABLES,
    HISTORIES,
    REFERENCE_TABLES,
    create_landing,
    open_build_database,
    record_published,
    record_runs,
    table_fingerprints,
)
from orchestration.warehouse.fingerprint import describe, fingerprint, git_commit, tributary_version
from sources.reference.companies import registrants

#: Sources of dbt that an expectation suite fills in memory; no build reads them.
OF_CHECKS: Final = ("visits", "landings")
#: The curated tables that say which companies' files are shown.
WHOSE: Final = ("companies", "former_ciks")
Source = Mapping[str, Any]


def source_key(name: str) -> AssetKey:
    """Asset key of a dbt source: that of the curated table, else `landing/<table>`."""
    if name == "reference_dates":
        name = FILES
    return reference_key(name) if name in REFERENCE_TABLES else AssetKey(["landing", name])


def landing_tables(manifest: Path) -> AssetsDefinition:
    """The tables of the landing schema that this dbt manifest declares as sources, beside the curated ones."""
    content = dbt.read_manifest(manifest)
    sources: dict[AssetKey, Source] = {
        key: source
        for source in content["sources"].values()
        if (key := source_key(source["name"])).path[0] == "landing" and source["name"] not in OF_CHECKS
    }

    def spec(key: AssetKey, source: Source) -> AssetSpec:
        return AssetSpec(
            key,
            deps=[company_facts, *map(reference_key, WHOSE)] if source["name"] in COMPANY_TABLES else [],
            description=source["description"],
            group_name="landing",
            owners=OWNERS,
            kinds={"duckdb"},
        )

    @multi_asset(
        name="landing",
        specs=[spec(*item) for item in sources.items()],
        backfill_policy=ONE_RUN,
    )
    def landing(
        context: AssetExecutionContext, warehouse: Warehouse, home_lock: HomeLock
    ) -> Iterator[MaterializeResult[None]]:
        """Views over what was read, and the records of this run and of earlier ones, in the build database."""
        del home_lock  # held while this runs
        with clear_failures():
            rows = prepare(warehouse.at(), warehouse, context.run.run_id, content)
        for key in sources:
            yield MaterializeResult(asset_key=key, metadata={"dagster/row_count": rows[key.path[-1]]})

    return landing


def prepare(home: Home, warehouse: Warehouse, run_id: str, manifest: Mapping[str, Any]) -> dict[str, int]:
    """Fill the landing schema of the build database, with a fingerprint of each table; rows by table.

    Raises BadInput when a table of a company or a curated one is missing.
    """
    from sources.reference import load_reference

    started_at = datetime.now(UTC)
    ciks = registrants(load_reference(REFERENCE))["cik"].to_list()
    edgar = warehouse.origin()
    inputs = describe(edgar, home, ciks)
    print_of_inputs = fingerprint(inputs)
    with open_build_database(home, is_full=warehouse.is_full) as con:
        sources = create_landing(con, home, ciks)
        record_columns(con, manifest)
        record_history(con, home)
        run = {
            "build_id": f"{started_at:%Y%m%dT%H%M%S%fZ}-{print_of_inputs[:8]}",
            "run_id": run_id,
            "started_at": started_at,
            "edgar": edgar,
            "tributary_version": tributary_version(),
            "git_commit": git_commit(),
            "input_fingerprint": print_of_inputs,
        }
        published = read_manifest(home) or {}
        record_runs(con, [*history(home), run])
        record_published(
            con,
            home.published_file,
            _histories(manifest),
            is_same_code=all(published.get("inputs", {}).get(part) == inputs[part] for part in ("code", "reference")),
        )
        sources |= table_fingerprints(con, run_id)
        build_state.record_sources(con, sources)
        tables = con.execute(
            "select table_name from information_schema.tables where table_schema = 'landing'"
        ).fetchall()
        return {
            name: con.execute(f'select count(*) from landing."{name}"').fetchall()[0][0]  # noqa: S608 - catalog names
            for (name,) in tables
        }


def _histories(manifest: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Columns and types of the tables that continue those of the published version."""
    return {
        node["name"]: {column["name"]: column["data_type"] for column in node["columns"].values()}
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and node["schema"] == "ops" and node["name"] in HISTORIES
    }

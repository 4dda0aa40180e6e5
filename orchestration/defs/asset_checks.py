"""Quality checks as Dagster asset checks: blocking checks of the landed data, the curated tables and every mart.

Which suite belongs to which asset, and what a failure stops. The expectations are in `orchestration.quality.suites`.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import duckdb
from dagster import (
    AssetCheckExecutionContext,
    AssetCheckResult,
    AssetChecksDefinition,
    AssetCheckSeverity,
    AssetCheckSpec,
    AssetKey,
    Failure,
    MetadataValue,
    asset_check,
    multi_asset_check,
)

from orchestration.defs.assets.reference import reference_key
from orchestration.defs.resources import Quality, Warehouse
from orchestration.quality.process import QualityProcess, QualityProcessFailed
from orchestration.quality.results import Outcomes, add_to, keep, message, stamped
from orchestration.quality.suites import expectations_of
from orchestration.release.comparison import Comparison, build_side, compare, published_side, record
from orchestration.runtime.paths import REFERENCE, Home
from orchestration.warehouse import build_state
from orchestration.warehouse.build_database import COMPANY_TABLES, REFERENCE_TABLES
from orchestration.warehouse.dbt import read_manifest
from orchestration.warehouse.fingerprint import SNAPSHOT_WORD
from sources.atomic_files import write_atomically
from sources.reference.companies import registrants


def suite_name(table: str) -> str:
    """Name of the expectation suite, and so of the asset check, of a table: `levy_due_suite`."""
    return f"{table.rpartition('.')[2]}_suite"


def suites_of(manifest: Path) -> list[AssetChecksDefinition]:
    """The three suites: of what was read from filings, of the curated tables, of the marts of the build file."""
    tables = list(dict.fromkeys(e.table_name for e in expectations_of("marts", manifest)))

    @asset_check(asset="company_facts", name="filings_suite", blocking=True)
    def landing(context: AssetCheckExecutionContext, warehouse: Warehouse, quality: Quality) -> AssetCheckResult:
        """What was read: columns, keys, data tests of filings. Filings and facts that fail one are quarantined."""
        from orchestration.quality.quarantine import listed, relied_upon, write_quarantine
        from sources.reference import load_reference

        home = warehouse.at()
        reference = load_reference(REFERENCE)
        watched = registrants(reference)["cik"].sort()
        ciks = [cik for cik in watched if (home.facts / cik / "documents.parquet").is_file()]
        tables = COMPANY_TABLES | {"landings": "landing.parquet"}
        files = {table: [str(home.facts / cik / file) for cik in ciks] for table, file in tables.items()}
        visits = [
            (cik, f"{datetime.now(UTC):%Y-%m-%d}", _origin_kind(warehouse.origin()))
            for cik in ciks
            if cik in reference["companies"]["cik"]
        ]  # a predecessor files no more
        asked = {"suite": "landing", "manifest": str(manifest), "tables": files, "visits": visits}
        rows = _outcomes_of_files(home, asked, quality.process, context.run.run_id, is_full=warehouse.is_full)
        items = listed(rows, home, ciks, warehouse.origin())
        relied = relied_upon(items, home)
        outcomes = Outcomes([*rows, *stamped([_filings_stand(relied.to_dicts())], context.run.run_id).rows])
        _keep(outcomes, home, context.run.run_id)
        _stop_if_broken(outcomes, relied.to_dicts())
        write_quarantine(items, home)
        context.log.info("%d expectations; %d filings or facts quarantined", len(rows), items.height)
        aside = "\n".join(f"- {one['document']}: {one['reason']}" for one in items.head(20).to_dicts())
        extra = {"set_aside": MetadataValue.md(aside or "nothing")}
        return _result(outcomes.rows, "filings_suite", home, extra=extra)

    @multi_asset_check(
        name="curated",
        specs=[
            AssetCheckSpec(
                suite_name(table),
                asset=reference_key(table),
                blocking=True,
                description="Columns, rows, keys, references and order of the curated table, as it is declared.",
            )
            for table in REFERENCE_TABLES
        ],
    )
    def curated(
        context: AssetCheckExecutionContext, warehouse: Warehouse, quality: Quality
    ) -> Iterator[AssetCheckResult]:
        home = warehouse.at()
        files = {path.stem: [str(path)] for path in sorted(home.reference.glob("*.parquet"))}
        asked = {"suite": "curated", "manifest": str(manifest), "tables": files}
        rows = _outcomes_of_files(home, asked, quality.process, context.run.run_id, is_full=warehouse.is_full)
        outcomes = Outcomes(rows)
        _keep(outcomes, home, context.run.run_id)
        yield from _results(rows, home, {f"landing.{table}": reference_key(table) for table in REFERENCE_TABLES})
        _stop_if_broken(outcomes)

    @multi_asset_check(
        name="marts",
        specs=[
            AssetCheckSpec(
                suite_name(table),
                asset=AssetKey(table.split(".")),
                blocking=True,
                description="Columns, rows, keys, references, known values and reasons, as the dbt YAML declares them, "
                "and the data tests that hold between marts.",
            )
            for table in tables
        ],
    )
    def marts(
        context: AssetCheckExecutionContext, warehouse: Warehouse, quality: Quality
    ) -> Iterator[AssetCheckResult]:
        home = warehouse.at()
        if not home.build_database.is_file():
            raise Failure("Nothing is built that could be tested. Run the job `refresh`.")
        comparison = _compared(home, manifest)
        outcomes = _outcomes_of_marts(home, manifest, quality.process, context.run.run_id)
        _keep(outcomes, home, context.run.run_id, comparison)
        add_to(home.build_database, outcomes)
        context.log.info(
            "%d expectations, %.1f CPU seconds for all suites", len(outcomes.rows), quality.process.cpu_seconds
        )
        yield from _results(outcomes.rows, home, {table: AssetKey(table.split(".")) for table in tables})
        _stop_if_broken(outcomes)

    return [landing, curated, marts]


def _outcomes_of_files(
    home: Home, question: Mapping[str, Any], process: QualityProcess, run_id: str, *, is_full: bool
) -> list[dict[str, Any]]:
    """The outcomes of every expectation of a suite that looks at Parquet files.

    When all were met the last time, and neither they nor what they look at has changed, they are not put to the test
    again, unless the build `is_full`: their outcomes are taken over, with the time at which they were checked.
    """
    versions = [version(package) for package in ("duckdb", "great-expectations")]
    seen = hashlib.sha256(json.dumps([question, versions], sort_keys=True).encode())
    for path in sorted(path for paths in question["tables"].values() for path in paths):
        with Path(path).open("rb") as file:
            seen.update(hashlib.file_digest(file, "sha256").digest())
    for expectation in expectations_of(question["suite"], Path(question["manifest"])):
        seen.update(expectation.key.encode())
    kept = home.build / f"{question['suite']}_met.json"
    try:
        before = json.loads(kept.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        before = {}
    if before.get("fingerprint") == seen.hexdigest() and not is_full:
        return [_reused(row, run_id) for row in before["outcomes"]]
    rows = stamped(_ask(process, question, home, run_id), run_id).rows
    kept.unlink(missing_ok=True)
    if all(row["success"] for row in rows):
        content = {"fingerprint": seen.hexdigest(), "outcomes": rows}
        write_atomically(json.dumps(content, default=str).encode(), kept)
    return rows


def _outcomes_of_marts(home: Home, manifest: Path, process: QualityProcess, run_id: str) -> Outcomes:
    """The outcomes of every expectation of marts.

    One that was met before, and neither changed itself nor reads anything that has changed since, is not put to the
    test again: its outcome is taken over, with the time at which it was checked.
    """
    expected = expectations_of("marts", manifest)
    with duckdb.connect(str(home.build_database)) as con:
        relations = build_state.relations(con, read_manifest(manifest))
        met = build_state.passed_before(con)
    prints = {e.key: build_state.fingerprint_of_expectation(e.key, e.reads, relations) for e in expected}
    reused = {key: _reused(json.loads(met[one]), run_id) for key, one in prints.items() if one in met}
    question = {"suite": "marts", "manifest": str(manifest), "file": str(home.build_database)}
    asked = [key for key in prints if key not in reused]
    new = {row["key"]: row for row in stamped(_ask(process, question | {"only": asked}, home, run_id), run_id).rows}
    found = new | reused
    with duckdb.connect(str(home.build_database)) as con:
        build_state.keep_passed(
            con,
            {one: json.dumps(found[key], default=str) for key, one in prints.items() if one and found[key]["success"]},
        )
    return Outcomes([found[e.key] for e in expected])


def _compared(home: Home, manifest: Path) -> Comparison | None:
    """Compare the build with the published version, if there is one: `ops.changes` and `ops.row_changes` have it."""
    before, now = published_side(home.published), build_side(home)
    if before is None or now is None:
        return None
    try:
        found = compare(before, now, read_manifest(manifest))
    except duckdb.Error:  # the published file is damaged, and the build replaces it
        return None
    record(found, home.build_database)
    return found


def _reused(row: dict[str, Any], run_id: str) -> dict[str, Any]:
    """An outcome of an earlier run as one of this run; it was checked when it was."""
    return row | {"run_id": run_id, "checked_at": datetime.fromisoformat(row["checked_at"])}


def _keep(outcomes: Outcomes, home: Home, run_id: str, comparison: Comparison | None = None) -> None:
    from orchestration.quality.pages import write_pages

    keep(outcomes, home)
    write_pages(home, run_id, comparison)


def _ask(process: QualityProcess, question: Mapping[str, Any], home: Home, run_id: str) -> list[dict[str, Any]]:
    """The outcomes of a suite; Great Expectations keeps suites, results and Data Docs in the data directory."""
    try:
        return process.ask({**question, "folder": str(home.great_expectations), "run_id": run_id})
    except QualityProcessFailed as fault:
        raise Failure(str(fault), allow_retries=False) from None


def _stop_if_broken(outcomes: Outcomes, relied: list[dict[str, Any]] | None = None) -> None:
    """Raise a Failure when an error may not go on; filings that readers rely on are named one by one."""
    if not outcomes.has_errors:
        return
    lines = [_relied_line(one) for one in (relied or [])[:_SHOWN]]
    if len(relied or []) > _SHOWN:
        lines.append(f"{len(relied or []) - _SHOWN} more; `tributary checks` lists them.")
    others = Outcomes([row for row in outcomes.rows if row["expectation"] != _STAND])
    raise Failure("\n".join([*lines, *others.messages()]), allow_retries=False)


def _relied_line(one: dict[str, Any]) -> str:
    """What is wrong with a filing or fact that readers rely on, and what to do."""
    fact = "" if one["fact_no"] is None else f", fact {one['fact_no']}"
    where = f"{one['address'] or one['document']}, {one['accession'] or 'companyfacts'}{fact}"
    reason = one["reason"] if one["reason"].endswith((".", "?")) else f"{one['reason']}."
    return (
        f"{where}: {reason} The published marts rest on it: put the file right where it comes from, and refresh again."
    )


_STAND: Final = "published_filings_not_quarantined"
_SHOWN: Final = 3


def _filings_stand(relied: list[dict[str, Any]]) -> dict[str, Any]:
    """The outcome of the one expectation that looks at what readers have: nothing that they rely on is quarantined."""
    return {
        "suite": "landing",
        "expectation": _STAND,
        "table_name": "landing.documents",
        "column_name": None,
        "severity": "error",
        "success": not relied,
        "observed": f"{len(relied)} rows",
        "expected": "0 rows",
        "query": "select * from ops.coverage where coverage_class != 'set_aside'",
        "rows": json.dumps(relied[:5], default=str),
    }


def _origin_kind(origin: str) -> str:
    if origin == SNAPSHOT_WORD:
        return "snapshot"
    return "service" if origin.startswith(("http://", "https://")) else "folder"


def _results(rows: list[dict[str, Any]], home: Home, assets: Mapping[str, AssetKey]) -> Iterator[AssetCheckResult]:
    """The result of the suite of each table."""
    of_table: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        of_table[row["table_name"]].append(row)
    for table, asset_key in assets.items():
        yield _result(of_table[table], suite_name(table), home, asset_key)


def _result(
    rows: list[dict[str, Any]],
    suite: str,
    home: Home,
    asset_key: AssetKey | None = None,
    extra: Mapping[str, MetadataValue[Any]] | None = None,
) -> AssetCheckResult:
    """The result of a suite: an error fails the check, a warning fails it as one."""
    failed = Outcomes(rows).failed
    is_error = any(row["severity"] == "error" for row in failed)
    return AssetCheckResult(
        asset_key=asset_key,
        check_name=suite,
        passed=not failed,
        severity=AssetCheckSeverity.ERROR if is_error else AssetCheckSeverity.WARN,
        metadata={
            "expectations": len(rows),
            "not_met": len(failed),
            "what_failed": MetadataValue.md("\n".join(f"- {message(row)}" for row in failed) or "nothing"),
            "how_to_look": MetadataValue.md("\n\n".join(f"```sql\n{row['query']}\n```" for row in failed) or "nothing"),
            "data_docs": MetadataValue.url(home.data_docs.as_uri()),
            "failing_rows": MetadataValue.json([json.loads(row["rows"]) for row in failed]),
            **(extra or {}),
        },
    )

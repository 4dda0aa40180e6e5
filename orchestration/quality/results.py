"""Results of quality checks: kept for every run, shown in `ops.checks`, and formatted as messages."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import duckdb

from orchestration.runtime.paths import Home
from orchestration.warehouse.build_database import insert
from sources.atomic_files import write_parquet_atomically

#: Columns of `landing.checks` and `ops.checks`, in order, and their DuckDB types.
CHECKS: Final = {
    "suite": "varchar",
    "expectation": "varchar",
    "table_name": "varchar",
    "column_name": "varchar",
    "severity": "varchar",
    "success": "boolean",
    "observed": "varchar",
    "expected": "varchar",
    "query": "varchar",
    "rows": "varchar",
    "run_id": "varchar",
    "checked_at": "timestamp",
}
#: Number of result files that are kept: three for each run.
KEPT_FILES: Final = 300
WORST: Final = 3

Row = dict[str, Any]


@dataclass(frozen=True)
class Outcomes:
    """The outcomes of one suite: a row for each expectation, as in `ops.checks`."""

    rows: list[Row]

    @property
    def failed(self) -> list[Row]:
        """The failed expectations, errors first, then by table."""
        broken = [row for row in self.rows if not row["success"]]
        return sorted(broken, key=lambda row: (row["severity"] != "error", row["table_name"], row["expectation"]))

    @property
    def has_errors(self) -> bool:
        """Whether an error prevents publication."""
        return any(row["severity"] == "error" for row in self.failed)

    def messages(self) -> list[str]:
        """Messages for the first errors, and the number of further ones."""
        stopping = [row for row in self.failed if row["severity"] == "error"]
        lines = [message(row) for row in stopping[:WORST]]
        if len(stopping) > WORST:
            more = len(stopping) - WORST
            lines.append(f"{more} more expectations failed; `tributary checks` lists them.")
        return lines


def message(row: Row) -> str:
    """The message of a failed expectation: the result, an example, and the remedy."""
    where = f" ({row['column_name']})" if row["column_name"] else ""
    example = next((f" Example: {_as_text(one)}." for one in json.loads(row["rows"]) if not _COUNTS & one.keys()), "")
    return (
        f"{row['expectation']} failed: {row['table_name']}{where}, found {row['observed']}, expected {row['expected']}."
        f"{example} {_REMEDIES.get(row['expectation']) or _REMEDIES[row['suite']]}"
    )


#: By suite, and for some expectations.
_REMEDIES: Final = {
    "landing": "Fix the files at their origin; `tributary checks` shows the rows.",
    "curated": "Fix data/reference; `tributary checks` shows the rows.",
    "marts": "Fix the data that the mart reads, or its YAML where the expectation is wrong.",
    "assert_headlines_explained": "Undo the change, or accept it: `tributary diff` shows what moved and why, and has "
    "the rows of data/reference/accepted_changes.csv.",
    "assert_published_rows_kept": "Restore the rows, or accept the loss with a row of data/reference/"
    "accepted_changes.csv: from_build_id, the table, `rows`, built_rows_of_table, day, reason.",
}


#: Columns that count failing rows, and so are not an example.
_COUNTS: Final = {"broken_rows", "row_count"}


def _as_text(row: Row) -> str:
    """A failing row as text: its place and reason, or its values."""
    if "reason" in row:
        names = [str(row[key]) for key in ("cik", "accession", "document") if row.get(key)]
        return f"{' '.join(names)}: {str(row['reason']).rstrip('.')}"
    return ", ".join(f"{name} {value}" for name, value in row.items() if value is not None)


def stamped(outcomes: Iterable[Row], run_id: str) -> Outcomes:
    """The outcomes of a suite as rows of `ops.checks`, with this run and the current time (UTC)."""
    checked_at = datetime.now(UTC).replace(tzinfo=None)
    return Outcomes([row | {"run_id": run_id, "checked_at": checked_at} for row in outcomes])


def keep(outcomes: Outcomes, home: Home) -> None:
    """Keep the outcomes of a suite as a Parquet file in the data directory; the oldest files are removed."""
    import polars as pl

    newest = max(outcomes.rows, key=lambda row: row["checked_at"])
    path = home.checks / f"{newest['checked_at']:%Y%m%dT%H%M%S%f}-{newest['suite']}-{newest['run_id']}.parquet"
    schema = dict.fromkeys(CHECKS, pl.String()) | {"success": pl.Boolean(), "checked_at": pl.Datetime("us")}
    table = pl.DataFrame([{name: row[name] for name in CHECKS} for row in outcomes.rows], schema=schema)
    write_parquet_atomically(table, path)
    for old in sorted(home.checks.glob("*.parquet"))[:-KEPT_FILES]:
        old.unlink()


def record_history(con: duckdb.DuckDBPyConnection, home: Home) -> None:
    """Write `landing.checks`: the outcomes of earlier runs and of this run's earlier suites."""
    columns = ", ".join(f"{name} {kind}" for name, kind in CHECKS.items())
    con.execute(f"create or replace table landing.checks ({columns})")
    if any(home.checks.glob("*.parquet")):
        con.execute("insert into landing.checks by name from read_parquet($1)", [str(home.checks / "*.parquet")])


def add_to(build_file: Path, outcomes: Outcomes) -> None:
    """Add the outcomes of a suite to the `ops.checks` of a build."""
    with duckdb.connect(str(build_file)) as con:
        insert(con, "ops.checks", [[row[name] for name in CHECKS] for row in outcomes.rows])


def may_be_published(build_file: Path, run_id: str) -> bool:
    """Whether this run checked its marts, and the newest outcomes of every suite have no error."""
    query = """
        with newest as (
            select suite, max(checked_at) as checked_at from ops.checks group by suite
        )
        select
            bool_or(suite = 'marts' and run_id = $1)
            and bool_and(success or severity != 'error')
        from ops.checks
        where (suite, checked_at) in (select (suite, checked_at) from newest)
    """
    with duckdb.connect(str(build_file), read_only=True) as con:
        row = con.execute(query, [run_id]).fetchone()
    return bool(row and row[0])

"""The private database that dbt builds in, and its landing schema: Parquet files of companies and curated tables as
plain tables for dbt, with a fingerprint of each.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import duckdb

from orchestration.runtime.paths import Home
from sources.errors import BadInput
from sources.reference.tables import TABLES

#: Schemas of a build file that stay private.
PRIVATE_SCHEMAS: Final = ("landing", "staging", "intermediate", "main")

#: landing table → file name in each company's folder
COMPANY_TABLES: Final = {
    "facts": "facts.parquet",
    "companyfacts": "companyfacts.parquet",
    "filings": "filings.parquet",
    "registrants": "company.parquet",
    "documents": "documents.parquet",
    "passages": "passages.parquet",
}

#: `landing.quarantine`: one row for each quarantined item and each expectation that it failed. Its file has two columns
#: more, which stay out: equal inputs give equal marts.
QUARANTINE: Final = {
    "quarantine_id": "varchar",  # eight hex digits, hash of item and expectation
    "cik": "varchar",
    "accession": "varchar",
    "form": "varchar",
    "filed": "date",
    "document": "varchar",
    "address": "varchar",
    "sha256": "varchar",
    "scope": "varchar",  # filing | fact
    "fact_no": "integer",  # null for a whole filing
    "fact_count": "bigint",  # number of facts that are not used because of it
    "expectation": "varchar",
    "reason": "varchar",
}

#: The curated tables, the list of their files, and the rows of all of them as text.
REFERENCE_TABLES: Final = (*sorted(table.name for table in TABLES), "reference_files", "curated_rows")

#: What is recorded of a run, in the order of ops.refresh: name and DuckDB type.
RUN: Final = {
    "build_id": "varchar",
    "run_id": "varchar",
    "started_at": "timestamp",
    "edgar": "varchar",
    "tributary_version": "varchar",
    "git_commit": "varchar",
    "input_fingerprint": "varchar",
    "company_count": "integer",
    "document_count": "integer",
    "fact_count": "bigint",
    "newest_filing_at": "timestamp",
    "newest_filing": "varchar",
    "withdrawn_at": "varchar",
}


#: What earlier builds changed, and this one (`orchestration.release.comparison`): tables of `landing` and of `ops`.
HISTORIES: Final = ("changes", "row_changes")

#: Tables of `landing` that are new in every run.
OF_THE_RUN: Final = ("runs", "checks", *HISTORIES)


def open_build_database(home: Home, *, is_full: bool = False) -> duckdb.DuckDBPyConnection:
    """The build database, opened for writing; an empty one when it `is_full`, is missing or cannot be read.

    Files that earlier releases left beside it are removed.
    """
    path = home.build_database
    path.parent.mkdir(parents=True, exist_ok=True)
    for other in home.build.glob("*.duckdb*"):
        if is_full or not other.name.startswith(path.name):
            other.unlink()
    try:
        return duckdb.connect(str(path))
    except duckdb.Error:  # damaged, or written by a newer DuckDB: its content can be built again
        for part in home.build.glob(f"{path.name}*"):
            part.unlink()
        return duckdb.connect(str(path))


def create_landing(con: duckdb.DuckDBPyConnection, home: Home, ciks: Iterable[str]) -> dict[str, str]:
    """Create the schema `landing` anew: views of these companies' tables and the curated ones, and what is quarantined.

    A view has every row of its files; dbt's staging models leave out what is quarantined, and say which company a row
    counts for.
    Returns a fingerprint of what each view shows. Raises BadInput when a company's or a curated table is missing: a
    build never silently leaves a company out.
    """
    folders = [home.facts / cik for cik in ciks]
    con.execute("drop schema if exists landing cascade")
    con.execute("create schema landing")
    shown: dict[str, str] = {}
    for table in REFERENCE_TABLES:
        shown[table] = _show(con, table, [_present(home.reference / f"{table}.parquet")])
    con.execute("create view landing.reference_dates as select name, accessed from landing.reference_files")
    shown["reference_dates"] = _content(con, "reference_dates")
    con.execute(f"create table landing.quarantine ({', '.join(f'{name} {kind}' for name, kind in QUARANTINE.items())})")
    if home.quarantine.is_file():
        names = ", ".join(QUARANTINE)
        con.execute(f"insert into landing.quarantine select {names} from read_parquet($1)", [str(home.quarantine)])  # noqa: S608 - our own names
    for table, file in COMPANY_TABLES.items():
        shown[table] = _show(con, table, [_present(folder / file) for folder in folders])
    return shown


def table_fingerprints(con: duckdb.DuckDBPyConnection, run_id: str) -> dict[str, str]:
    """A fingerprint of the rows of each table (not view) of the schema `landing`."""
    tables = con.execute("select table_name from duckdb_tables() where schema_name = 'landing'").fetchall()
    return {table: run_id if table in OF_THE_RUN else _content(con, table) for (table,) in tables}


def record_runs(con: duckdb.DuckDBPyConnection, runs: list[dict[str, Any]]) -> None:
    """Write `landing.runs`: this run (the last) and those published before it. Times are UTC.

    What this run counts (companies, documents, facts, the newest filing) is null here; the model `int_runs` counts it.
    """
    columns = ", ".join(f"{name} {kind}" for name, kind in RUN.items())
    rows = [[_plain(run.get(name)) for name in RUN] for run in runs]
    con.execute(f"create or replace table landing.runs ({columns})")
    insert(con, "landing.runs", rows)


def record_published(
    con: duckdb.DuckDBPyConnection, published: Path, histories: Mapping[str, Mapping[str, str]], *, is_same_code: bool
) -> None:
    """Write the published version for comparison: `landing.published`, `.published_values` and `.published_filings`.

    `published` has the number of rows of each table, by company where the table has a ticker. `published_values` has
    the reported values; it is empty when code or curated tables have changed, because another rule may choose another
    fact. `published_filings` has the filings whose documents were read. `histories` are further tables that continue
    those of the same name in `ops`, each with its columns and their types: what earlier builds changed.
    """
    con.execute(
        "create or replace table landing.published"
        " (build_id varchar, table_name varchar, ticker varchar, row_count bigint)"
    )
    con.execute(
        "create or replace table landing.published_values (cik varchar, metric varchar, geography varchar,"
        " geography_basis varchar, fiscal_year integer, slot varchar, accession varchar, value_usd decimal(18, 2))"
    )
    con.execute("create or replace table landing.published_filings (cik varchar, accession varchar)")
    for name, columns in histories.items():
        kinds = ", ".join(f"{column} {kind}" for column, kind in columns.items())
        con.execute(f"create or replace table landing.{name} ({kinds})")
    if not published.is_file():
        return
    try:
        con.execute(f"attach '{str(published).replace(chr(39), chr(39) * 2)}' as published (read_only)")
    except duckdb.Error:  # damaged: nothing to compare with, and the new build replaces it
        return
    tables = con.execute(
        "select schema_name, table_name, bool_or(column_name = 'ticker') from duckdb_columns()"
        " where database_name = 'published' group by all order by all"
    ).fetchall()
    for schema, table, has_ticker in tables:
        con.execute(
            f"insert into landing.published select b.build_id, $1, {'t.ticker' if has_ticker else 'null'}, count(*)"  # noqa: S608 - catalog names
            f' from published."{schema}"."{table}" as t'
            " inner join published.ops.refresh as b on b.is_current group by all",
            [f"{schema}.{table}"],
        )
    names = {f"{schema}.{table}" for schema, table, _ in tables}
    if "ops.coverage" in names:
        con.execute(
            "insert into landing.published_filings select distinct cik, accession from published.ops.coverage"
            " where source_kind in ('inline_xbrl', 'xbrl_instance')"
        )
    if is_same_code and "ops.value_history" in names:
        con.execute(
            "insert into landing.published_values"
            " select distinct cik, metric, geography, geography_basis, fiscal_year, slot, accession, value_usd"
            " from published.ops.value_history where derivation = 'reported' and value_usd is not null"
        )
    for name in histories:
        if f"ops.{name}" in names:
            con.execute(f"insert into landing.{name} by name from published.ops.{name}")
    con.execute("detach published")


def insert(con: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Sequence[object]]) -> None:
    """Insert all rows in one statement: single inserts take DuckDB two milliseconds each."""
    if rows:
        columns = [list(column) for column in zip(*rows, strict=True)]
        places = ", ".join(f"unnest(${number})" for number in range(1, len(columns) + 1))
        con.execute(f"insert into {table} select {places}", columns)


def _plain(value: object) -> object:
    """A time as text without its zone (all are UTC); any other value unchanged."""
    return value.replace(tzinfo=None).isoformat(sep=" ") if isinstance(value, datetime) else value


def _present(path: Path) -> Path:
    if not path.is_file():
        raise BadInput(
            str(path),
            "this table is missing",
            "Materialise company_facts (for every company) and the curated tables first, or run `tributary refresh`",
        )
    return path


def _show(con: duckdb.DuckDBPyConnection, table: str, paths: list[Path]) -> str:
    """A view over these Parquet files; the fingerprint of what it shows.

    DDL takes no parameters, so quotes in paths are doubled.
    """
    files = ", ".join("'" + str(path).replace("'", "''") + "'" for path in paths)
    con.execute(f"create view landing.{table} as from read_parquet([{files}])")
    seen = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            seen.update(hashlib.file_digest(file, "sha256").digest())
    return seen.hexdigest()


def _content(con: duckdb.DuckDBPyConnection, table: str) -> str:
    """A fingerprint of the names, types and rows of a table of the schema `landing`, independent of row order."""
    rows = con.execute(
        f"select md5(coalesce(string_agg(row_text, chr(10) order by row_text), ''))"  # noqa: S608 - our own names
        f" from (select cast(t as varchar) as row_text from landing.{table} as t)"
    ).fetchone()
    columns = con.execute(f"select column_name, column_type from (describe landing.{table})").fetchall()  # noqa: S608 - our own names
    return hashlib.sha256(repr((rows, columns)).encode()).hexdigest()

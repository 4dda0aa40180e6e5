"""Explain a published number: its value, rule, inputs and evidence, for every numeric column of every table.

Numbers of filings are taken apart by `filed_numbers`, where `ops.columns.explained_by` tells how; of all others,
`inputs` lists the rows that they are made of. `row_query` finds the row, the command line prints the explanation.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

import duckdb

from orchestration.lineage.evidence import cites_sources, holds_figures
from orchestration.lineage.explanation import Evidence, Explanation, InputGroup, InputRow
from orchestration.lineage.filed_numbers import filed_number
from orchestration.lineage.graph import Lineage
from orchestration.lineage.inputs import Inputs, key_of
from orchestration.lineage.missing import described_null, needed, reason_of
from orchestration.lineage.row_query import CannotExplain, Row, columns_of, condition_of, is_number, only_row
from orchestration.runtime.paths import Home

#: Ends of the names of columns that are explained where none is named.
AMOUNTS: Final = ("_usd", "_share", "units_p50", "_value")
#: Curated files that are named where a figure is missing.
FILES: Final = 3

__all__ = ["Evidence", "Explanation", "InputGroup", "InputRow", "explain", "explained_columns", "numeric_columns"]


def explain(
    con: duckdb.DuckDBPyConnection, table: str, where: str, column: str | None = None, lineage: Lineage | None = None
) -> Explanation:
    """Explain one number of a published table.

    `con` has the published file open; `table` is `schema.table`; `where` is a condition that one row meets, in
    SQL or as column=value words. Without
    `column` the default number of the table is explained. `lineage` is that of the dbt project the file was built
    with; by default that of the default data directory. Raises CannotExplain when there is no such table, column or
    row, or several rows.
    """
    lineage = lineage or Lineage.of(Home.find())
    columns = columns_of(con, table)
    chosen = _chosen(con, table, columns, column)
    row = only_row(con, table, condition_of(where, columns), columns, lineage.grain(table))
    if columns[chosen]["explained_by"]:
        found = _with_sources(con, lineage, filed_number(con, table, columns, chosen, row), row)
    else:
        found = _from_inputs(con, lineage, f"{table}.{chosen}", row)
    return replace(
        found,
        unit=columns[chosen]["unit"],
        key=key_of(lineage, table, row),
        rule=lineage.rule(table),
        sql_files=lineage.sql_files(table),
    )


def explained_columns(con: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """For each table the columns that are taken apart into the facts of filings."""
    return _by_table(con, "explained_by is not null")


def numeric_columns(con: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """For each table its numeric columns: those that can be explained."""
    return _by_table(con, "regexp_matches(lower(data_type), '^(decimal|double|float|.*int)')")


def _by_table(con: duckdb.DuckDBPyConnection, condition: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    query = f"select table_name, column_name from ops.columns where {condition} order by table_name, position"  # noqa: S608 - conditions are ours
    for table, column in con.execute(query).fetchall():
        found.setdefault(table, []).append(column)
    return found


def _chosen(con: duckdb.DuckDBPyConnection, table: str, columns: dict[str, Row], column: str | None) -> str:
    """The column to explain: the one asked for, else the table's first amount that is computed, else its first."""
    if not columns:
        raise CannotExplain(f"{table} is no published table. Choose one of {', '.join(numeric_columns(con))}.")
    numbers = [name for name in columns if is_number(columns[name])]
    if not numbers:
        raise CannotExplain(f"{table} has no numeric column. Choose one of {', '.join(numeric_columns(con))}.")
    if column is None:
        explained = {name: columns[name]["explained_by"] for name in numbers if columns[name]["explained_by"]}
        computed = [n for n, how in explained.items() if n.endswith("_usd") and ("formula" in how or "row_of" in how)]
        amounts = [name for name in numbers if name.endswith(AMOUNTS) and not re.search("_(low|high)_", name)]
        return (computed or list(explained) or amounts or numbers)[0]
    if column not in numbers:
        known = "cannot be explained" if column in columns else "does not exist"
        raise CannotExplain(f"{table}.{column} {known}. Give --column with one of {', '.join(numbers)}.")
    return column


def _with_sources(con: duckdb.DuckDBPyConnection, lineage: Lineage, found: Explanation, row: Row) -> Explanation:
    """A number of filings, with the sources that its row cites, and what it needs when it is null."""
    table, _, column = found.what.rpartition(".")
    if found.value is None:
        reason, code = _reason(row, column, found.description)
        wanted = list(needed(con, code, [], _files(lineage, table, column)))
        found = replace(found, null_reason=found.null_reason or reason, null_reason_code=code, needed=wanted)
    if found.facts or found.curated or found.operands:
        return found
    groups, evidence = Inputs(con, lineage).of(table, column, row)
    return replace(found, groups=groups, evidence=evidence)


def _from_inputs(con: duckdb.DuckDBPyConnection, lineage: Lineage, what: str, row: Row) -> Explanation:
    """A number as the rows that it is made of; `what` is its schema.table.column."""
    table, _, column = what.rpartition(".")
    columns = columns_of(con, table)
    inputs = Inputs(con, lineage)
    inputs.seen.add((table, str(key_of(lineage, table, row)), column))
    groups, evidence = inputs.of(table, column, row)
    parents = lineage.parents(table, column)
    if not groups and not evidence:
        evidence = [Evidence("table", parent.table, parent.description) for parent in parents]
    found = Explanation(
        what,
        row[column],
        columns[column]["description"],
        row_values=inputs.row_values(table, column, row),
        groups=groups,
        evidence=evidence,
        caveat=row.get("caveat"),
    )
    if row[column] is not None:
        return found
    reason, code = _reason(row, column, found.description)
    wanted = list(needed(con, code, groups, _files(lineage, table, column)))
    return replace(found, null_reason=reason, null_reason_code=code, needed=wanted)


def _reason(row: Row, column: str, description: str) -> tuple[str, str | None]:
    """Why a column of a row is null, and the reason's code: the row's own reason, else the column's description."""
    reason, code = reason_of(row, column)
    return reason or described_null(description) or "the row gives no reason for this column", code


def _files(lineage: Lineage, table: str, column: str) -> list[str]:
    """The curated files behind a column that take a new figure: those with figures of others, else with assumptions."""
    found = [name for name in lineage.curated_files(table, column) if cites_sources(name)]
    return [f"{name}.csv" for name in [name for name in found if holds_figures(name)] or found][:FILES]

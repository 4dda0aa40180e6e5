"""Explain a published number: its value, rule, inputs and evidence, for every numeric column of every table.

Numbers with `ops.columns.explained_by` are decomposed into facts of filings by `filed_numbers`; of all others, `inputs`
lists the rows that they are made of. `row_query` finds the row, the command line prints the explanation.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

import duckdb

from orchestration.lineage.evidence import cites_sources, holds_figures
from orchestration.lineage.explanation import Evidence, Explanation
from orchestration.lineage.filed_numbers import filed_number
from orchestration.lineage.graph import Lineage
from orchestration.lineage.inputs import Inputs, key_of
from orchestration.lineage.missing import described_null, needed, reason_of
from orchestration.lineage.row_query import CannotExplain, Row, columns_of, condition_of, is_number, only_row, rows
from orchestration.runtime.paths import Home

#: Ends of the names of columns that are explained where none is named.
AMOUNTS: Final = ("_usd", "_share", "units_p50", "_value")
#: Curated files that are named where a figure is missing.
FILES: Final = 3


def explain(
    con: duckdb.DuckDBPyConnection, table: str, where: str, column: str | None = None, lineage: Lineage | None = None
) -> Explanation:
    """Explain one number of a published table.

    `con` has the published file open; `table` is `schema.table`; `where` is a condition that one row meets, in
    SQL or as column=value words. Without `column` the default number of the table is explained. `lineage` is that of
    the dbt project the file was built with; by default that of the default data directory. Raises CannotExplain when
    there is no such table, column or row, or several rows.
    """
    lineage = lineage or Lineage.of(Home.find())
    columns = columns_of(con, table)
    chosen = _chosen(con, table, columns, column)
    row = only_row(con, table, condition_of(where, columns), columns, lineage.grain(table))
    key, inputs = key_of(lineage, table, row), Inputs(con, lineage)
    if columns[chosen]["explained_by"]:
        found = filed_number(con, table, columns, chosen, row)
    else:
        inputs.seen.add((table, str(key), chosen))
        found = Explanation(
            f"{table}.{chosen}",
            row[chosen],
            columns[chosen]["description"],
            row_values=inputs.row_values(table, chosen, row),
            caveat=row.get("caveat"),
        )
    if not (found.facts or found.curated or found.operands):
        groups, evidence = inputs.of(table, chosen, row)
        if not groups and not evidence:
            parents = lineage.parents(table, chosen)
            evidence = [Evidence("table", parent.table, parent.description) for parent in parents]
        found = replace(found, groups=groups, evidence=evidence)
    if found.value is None:
        reason, code = reason_of(row, chosen)
        reason = reason or described_null(found.description) or "the row gives no reason for this column"
        wanted = list(needed(con, code, found.groups, _files(lineage, table, chosen)))
        found = replace(found, null_reason=found.null_reason or reason, null_reason_code=code, needed=wanted)
    return replace(
        found,
        unit=columns[chosen]["unit"],
        key=key,
        rule=lineage.rule(table),
        sql_files=lineage.sql_files(table),
    )


def explained_columns(con: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """For each table the columns that are explained by the facts of filings."""
    return _by_table(con, lambda column: column["explained_by"] is not None)


def numeric_columns(con: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """For each table its numeric columns: those that can be explained."""
    return _by_table(con, is_number)


def _by_table(con: duckdb.DuckDBPyConnection, is_wanted: Callable[[Row], bool]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for column in filter(is_wanted, rows(con, "from ops.columns order by table_name, position")):
        found.setdefault(column["table_name"], []).append(column["column_name"])
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


def _files(lineage: Lineage, table: str, column: str) -> list[str]:
    """The curated files behind a column that take a new figure: those with figures of others, else with assumptions."""
    found = [name for name in lineage.curated_files(table, column) if cites_sources(name)]
    return [f"{name}.csv" for name in [name for name in found if holds_figures(name)] or found][:FILES]

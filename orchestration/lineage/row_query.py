"""Find the one row of the published file that a condition selects.

Opens the file for queries, and evaluates a condition given by the user: one row, or advice when there is none or
several.

A condition is text from outside, so it is an expression and nothing else, over a file that is open for reading, in a
database that reaches no other file.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import duckdb

Row = dict[str, Any]

#: Columns that are not used to distinguish rows: amounts, shares, texts, times.
_NO_KEYS: Final = ("_usd", "_share", "_label", "_at")


class CannotExplain(Exception):
    """The arguments do not select a single published number; the text has the remedy."""


def open_read_only(file: Path) -> duckdb.DuckDBPyConnection:
    """The published file, read-only, without access to other files and addresses."""
    con = duckdb.connect(str(file), read_only=True)
    con.execute("set enable_external_access = false")
    con.execute("set lock_configuration = true")
    return con


def only_row(con: duckdb.DuckDBPyConnection, table: str, where: str, columns: dict[str, Row]) -> Row:
    """The row of `schema.table` that meets `where`. Raises CannotExplain for no row, several, or an invalid condition.

    `columns` holds the table's columns by name, keys first, for the advice on how to distinguish several rows.
    """
    schema, name = table.split(".")
    # The line breaks prevent a comment at the end of the condition from hiding the rest.
    met = f'from "{schema}"."{name}" where (\n{where}\n)'
    try:
        duckdb.SQLExpression(where)  # refuses more than one expression, such as a second statement
        found = rows(con, f"{met} limit 2")
        advice = _advice(con, table, where, met, columns) if len(found) > 1 else None
    except duckdb.Error as fault:
        raise CannotExplain(
            f"--where cannot be read: {_error_text(fault, where)}. Write a SQL condition on {table}."
        ) from None
    if not found:
        raise CannotExplain(f"{table} has no row where {where}. Loosen the condition.")
    if advice:
        raise CannotExplain(advice)
    return found[0]


def rows(con: duckdb.DuckDBPyConnection, query: str, parameters: Row | None = None) -> list[Row]:
    """The answer, each row by column name."""
    cursor = con.execute(query, parameters or {})
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _error_text(fault: duckdb.Error, where: str) -> str:
    """DuckDB's message, in one line and without full stop."""
    if not where.strip():
        return "it is empty"
    return str(fault).splitlines()[0].rstrip(".! ")


def _advice(con: duckdb.DuckDBPyConnection, table: str, where: str, met: str, columns: dict[str, Row]) -> str:
    """How many rows meet the condition, and the columns that distinguish them."""
    keys = [key for key in columns if not key.endswith(_NO_KEYS)]
    counted = ", ".join(f'count(distinct "{key}"), count("{key}")' for key in keys)
    (counts,) = con.execute(f"select count(*), {counted} {met}").fetchall()
    height = counts[0]
    differing = [
        key
        for key, distinct, filled in zip(keys, counts[1::2], counts[2::2], strict=True)
        if distinct + (filled < height) > 1 and (filled == height or key == "fiscal_quarter")
    ]
    return f"{table} has {height:,} rows where {where}. They differ in {', '.join(differing) or 'amounts'}: name one."

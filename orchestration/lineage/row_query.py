"""Which one row of the published file a person means.

Belongs here: opening the file for questions, and turning a condition that somebody typed into one row or into advice.
Not: what the row's numbers are made of (`explain`).

A condition is text from outside, so it is an expression and nothing else, over a file that is open for reading, in a
database that reaches no other file.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import duckdb

Row = dict[str, Any]

#: Columns that tell rows apart in name only: amounts, shares, words for people, moments.
_NO_KEYS: Final = ("_usd", "_share", "_label", "_at")


class CannotExplain(Exception):
    """The question names no single published number; the text says what to ask instead."""


def open_for_questions(file: Path) -> duckdb.DuckDBPyConnection:
    """The published file, read-only, with every other file and address out of reach of what is asked."""
    con = duckdb.connect(str(file), read_only=True)
    con.execute("set enable_external_access = false")
    con.execute("set lock_configuration = true")
    return con


def only_row(con: duckdb.DuckDBPyConnection, table: str, where: str, columns: dict[str, Row]) -> Row:
    """The row of `schema.table` that meets `where`. Raises CannotExplain for no row, several, or what is no condition.

    `columns` holds the table's columns by name, keys first, for the advice on how to tell several rows apart.
    """
    schema, name = table.split(".")
    # The line breaks keep a comment at the end of the condition from hiding what follows it.
    met = f'from "{schema}"."{name}" where (\n{where}\n)'
    try:
        duckdb.SQLExpression(where)  # refuses whatever is more than one expression: a second statement, say
        found = rows(con, f"{met} limit 2")
        advice = _advice(con, table, where, met, columns) if len(found) > 1 else None
    except duckdb.Error as fault:
        raise CannotExplain(
            f"--where cannot be read: {_told(fault, where)}. Write a SQL condition on {table}."
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


def _told(fault: duckdb.Error, where: str) -> str:
    """What DuckDB says, in one line and without the full stop that follows here."""
    if not where.strip():
        return "it is empty"
    return str(fault).splitlines()[0].rstrip(".! ")


def _advice(con: duckdb.DuckDBPyConnection, table: str, where: str, met: str, columns: dict[str, Row]) -> str:
    """How many rows meet the condition, and the columns by which one of them can be named."""
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

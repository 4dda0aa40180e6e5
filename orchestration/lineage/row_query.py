"""Find the one row of the published file that a condition selects.

Opens the file for queries, and evaluates a condition given by the user: one row, or advice when there is none or
several.

A condition is text from outside, so it is an expression and nothing else, over a file that is open for reading, in a
database that reaches no other file.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import duckdb

Row = dict[str, Any]

#: Columns that are not used to distinguish rows: amounts, shares, texts, times.
_NO_KEYS: Final = ("_usd", "_share", "_label", "_at")
#: Rows that the advice shows.
_SHOWN: Final = 3


class CannotExplain(Exception):
    """The arguments do not select a single published number; the text has the remedy."""


def open_read_only(file: Path) -> duckdb.DuckDBPyConnection:
    """The published file, read-only, without access to other files and addresses."""
    con = duckdb.connect(str(file), read_only=True)
    con.execute("set enable_external_access = false")
    con.execute("set lock_configuration = true")
    return con


@lru_cache(maxsize=200)
def columns_of(con: duckdb.DuckDBPyConnection, table: str) -> dict[str, Row]:
    """The columns of a published table by name, in order, as ops.columns describes them; none for an unknown table."""
    found = rows(con, "from ops.columns where table_name = $table order by position", {"table": table})
    return {row["column_name"]: row for row in found}


def is_number(column: Row) -> bool:
    """Whether a column of ops.columns has numbers."""
    return bool(re.match(r"decimal|double|float|\w*int", column["data_type"].lower()))


def quoted(name: str) -> str:
    """A column's name as SQL."""
    return '"' + name.replace('"', '""') + '"'


def table_name(table: str) -> str:
    """`schema.table` as SQL."""
    return ".".join(map(quoted, table.split(".")))


def condition_of(where: str, columns: dict[str, Row]) -> str:
    """A condition as SQL: as it is, or from words such as `ticker=NVDA fiscal_quarter=null`.

    Only where every word names a column and a bare value; a value that is a column's name, or is quoted, is SQL.
    """
    words = [re.fullmatch(r"(\w+)=([\w.:+-]+)", word) for word in where.split()]
    if not words or not all(word and word[1] in columns and word[2] not in columns for word in words):
        return where
    pairs = [(quoted(word[1]), word[2]) for word in words if word]
    return " and ".join(f"{key} is null" if value == "null" else f"{key} = '{value}'" for key, value in pairs)


def only_row(con: duckdb.DuckDBPyConnection, table: str, where: str, columns: dict[str, Row], keys: list[str]) -> Row:
    """The row of `schema.table` that meets `where`. Raises CannotExplain for no row, several, or an invalid condition.

    `columns` has the table's columns by name and `keys` those that identify a row, for the advice on how to
    distinguish several rows.
    """
    met = _met(table, where)
    try:
        duckdb.SQLExpression(where)  # refuses more than one expression, such as a second statement
        found = rows(con, f"{met} limit 2")
        advice = _advice(con, table, where, columns, keys) if len(found) > 1 else None
    except duckdb.Error as fault:
        raise CannotExplain(
            f"--where cannot be read: {_error_text(fault, where)}. Write a SQL condition on {table}."
        ) from None
    if not found:
        named = f" Its rows differ in {', '.join(keys)}." if keys else ""
        nearest = _nearest(con, table, where, keys)
        raise CannotExplain(f"{table} has no row where {where}. Loosen the condition.{named}{nearest}")
    if advice:
        raise CannotExplain(advice)
    return found[0]


def rows(con: duckdb.DuckDBPyConnection, query: str, parameters: Row | None = None) -> list[Row]:
    """The answer, each row by column name."""
    cursor = con.execute(query, parameters or {})
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _met(table: str, where: str) -> str:
    """The rows of a table that meet a condition, as SQL."""
    # The line breaks prevent a comment at the end of the condition from hiding the rest.
    return f"from {table_name(table)} where (\n{where}\n)"


def _error_text(fault: duckdb.Error, where: str) -> str:
    """DuckDB's message, in one line and without full stop."""
    if not where.strip():
        return "it is empty"
    return str(fault).splitlines()[0].rstrip(".! ")


def _nearest(con: duckdb.DuckDBPyConnection, table: str, where: str, keys: list[str]) -> str:
    """The rows that meet most parts of a condition of several parts; empty where it cannot be taken apart."""
    parts = re.split(r"\s+and\s+", where.strip(), flags=re.IGNORECASE)
    try:
        for part in parts:
            duckdb.SQLExpression(part)
        count = " + ".join(f"coalesce(cast((\n{part}\n) as integer), 0)" for part in parts)
        query = f"from (select *, {count} as parts_met from {table_name(table)}) order by parts_met desc limit {_SHOWN}"  # noqa: S608 - checked above
        found = [row for row in rows(con, query) if row["parts_met"]]
    except duckdb.Error:
        return ""
    return f" Nearest rows: {_in_short(found, keys)}." if found and keys else ""


def _in_short(found: list[Row], keys: list[str]) -> str:
    return "; ".join(", ".join(f"{key}={row[key]}" for key in keys if row[key] is not None) for row in found)


def _advice(con: duckdb.DuckDBPyConnection, table: str, where: str, columns: dict[str, Row], own: list[str]) -> str:
    """How many rows meet the condition, the columns that distinguish them, and the first of them."""
    met = _met(table, where)
    keys = [key for key in columns if not key.endswith(_NO_KEYS)]
    counted = ", ".join(f'count(distinct "{key}"), count("{key}")' for key in keys)
    (counts,) = con.execute(f"select count(*), {counted} {met}").fetchall()
    height = counts[0]
    differing = [
        key
        for key, distinct, filled in zip(keys, counts[1::2], counts[2::2], strict=True)
        if distinct + (filled < height) > 1 and (filled == height or key == "fiscal_quarter")
    ]
    first = f" First rows: {_in_short(rows(con, f'{met} limit {_SHOWN}'), own)}." if own else ""
    differ = ", ".join(differing) or "amounts"
    return f"{table} has {height:,} rows where {where}. They differ in {differ}: name one.{first}"

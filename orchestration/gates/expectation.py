"""What one expectation is, and SQL that several need. Not: where expectations come from (`doors`), nor how they are put
to the test (`gx`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Expectation:
    """One expectation of one table: `query` selects the rows that break it; none may be."""

    #: The door it stands at: landing, curated or marts.
    suite: str
    expectation: str
    table_name: str
    #: The columns that are looked at, with commas between; None for the whole table.
    column_name: str | None
    #: error stops publication, warn is shown.
    severity: str
    expected: str
    query: str
    #: What a row that breaks it sets aside: its whole filing, or that one fact; None for nothing.
    sets_aside: str | None = None


def literal(value: object) -> str:
    """A SQL string literal."""
    return "'" + str(value).replace("'", "''") + "'"


def broken_rows(table: str, conditions: Iterable[tuple[str, str]]) -> str:
    """SQL that counts, in one pass over a table, the rows for which each condition holds, when there are any.

    `conditions` are pairs: what the count is told of (a column, say), and a condition on a row.
    """
    cases = ", ".join(f"case when {condition} then {literal(told)} end" for told, condition in conditions)
    found = f"select unnest([{cases}]) as column_name from {table}"  # noqa: S608 - names of our own project
    named = f"from ({found}) where column_name is not null group by column_name"
    return f"select column_name, count(*) as broken_rows {named}"


def repeated_rows(table: str, columns: str) -> str:
    """SQL that counts the keys that stand in a table more than once, when there are any."""
    keys = f"select {columns} from {table} group by {columns} having count(*) > 1"  # noqa: S608 - names of our own project
    return f"select {literal(columns)} as column_name, count(*) as broken_rows from ({keys}) having count(*) > 0"  # noqa: S608 - as above


def columns_as_promised(suite: str, table_name: str, types: dict[str, str]) -> Expectation:
    """The table has these columns, in this order, of these DuckDB types."""
    promised = ", ".join(
        f"({position}, {literal(name)}, {literal(kind.lower())})"
        for position, (name, kind) in enumerate(types.items(), start=1)
    )
    query = f"""
        with promised (position, column_name, data_type) as (values {promised}),
        built as (
            select row_number() over () as position, column_name, lower(column_type) as data_type
            from (describe {table_name})
        )
        select * from (from promised except from built) union all (from built except from promised)
    """  # noqa: S608 - names of our own project
    return Expectation(suite, "columns_are_as_promised", table_name, None, "error", "0 rows", query)

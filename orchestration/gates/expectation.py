"""What one expectation is, and SQL that several need. Not: where expectations come from (`doors`), nor how they are put
to the test (`gx`).
"""

from __future__ import annotations

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


def counted(column: str, rows: str, broken: str) -> str:
    """SQL that counts the rows of `rows` for which `broken` holds, when there are any, under the column's name."""
    found = f"select {literal(column)} as column_name from {rows} where {broken}"  # noqa: S608 - names of our own project
    return f"select column_name, count(*) as broken_rows from ({found}) group by column_name"  # noqa: S608 - ours


def columns_as_promised(suite: str, table_name: str, types: dict[str, str]) -> Expectation:
    """The table has these columns, in this order, of these DuckDB types."""
    schema, table = table_name.split(".")
    promised = ", ".join(
        f"({position}, {literal(name)}, {literal(kind.lower())})"
        for position, (name, kind) in enumerate(types.items(), start=1)
    )
    query = f"""
        with promised (position, column_name, data_type) as (values {promised}),
        built as (
            select column_index as position, column_name, lower(data_type) as data_type
            from duckdb_columns()
            where schema_name = {literal(schema)} and table_name = {literal(table)}
                and database_name = current_database()
        )
        select * from (from promised except from built) union all (from built except from promised)
    """  # noqa: S608 - names of our own project
    return Expectation(suite, "columns_are_as_promised", table_name, None, "error", "0 rows", query)

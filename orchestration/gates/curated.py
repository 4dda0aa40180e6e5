"""What the declarations of the curated tables promise of what was written for the warehouse.

Belongs here: one expectation for each table and kind of rule in `sources.reference.tables`. Not: reading CSV files,
where the same rules name the line (`sources.reference.load`); here they hold for the typed tables that dbt reads.
"""

from __future__ import annotations

from collections.abc import Iterator

from orchestration.gates.expectation import Expectation, columns_as_promised, counted, literal
from orchestration.gates.frames import duckdb_types
from sources.reference.cells import polars_type
from sources.reference.tables import TABLES, Column, Needed, Table
from sources.reference.write import WRITTEN


def declared() -> list[Expectation]:
    """The expectations of every curated table."""
    return [expectation for table in TABLES for expectation in _of(table)]


def _of(table: Table) -> Iterator[Expectation]:
    name = f"landing.{table.name}"
    kept = f"select row_count from landing.reference_files where name = {literal(table.name + '.csv')}"  # noqa: S608 - ours
    rows = f"select count(*) as row_count from {name} having count(*) is distinct from ({kept})"  # noqa: S608 - ours
    yield Expectation("curated", "rows_are_those_of_the_file", name, None, "error", "as many as its file", rows)
    if table.name in WRITTEN:
        yield columns_as_promised("curated", name, duckdb_types(WRITTEN[table.name]))
        return
    yield columns_as_promised("curated", name, duckdb_types({c.name: polars_type(c.kind) for c in table.columns}))
    rules = {
        "a value is missing": [*_there(table), *(_needed(rule) for rule in table.needed)],
        "a key stands twice": [
            (", ".join(key), f"true group by {', '.join(key)} having count(*) > 1") for key in table.unique
        ],
        "a value is not known": [_known(column) for column in table.columns if column.values],
        "a reference leads nowhere": [_found(column) for column in table.columns if column.refers_to],
        "a value is out of bounds": [*_bounds(table)],
        "low is above high": [(f"{low}, {high}", f"{low} > {high}") for low, high in table.ordered],
    }
    broken = [(column, condition, rule) for rule, pairs in rules.items() for column, condition in pairs]
    query = " union all ".join(
        f"select {literal(rule)} as rule, * from ({counted(column, name, condition)})"  # noqa: S608 - ours
        for column, condition, rule in broken
    )
    yield Expectation("curated", "rows_are_as_declared", name, None, "error", "0 rows", query)


def _there(table: Table) -> Iterator[tuple[str, str]]:
    for column in table.columns:
        if column.required or column.default is not None:
            empty = f" or {column.name} = ''" if polars_type(column.kind) == polars_type("string") else ""
            yield column.name, f"{column.name} is null{empty}"


def _needed(rule: Needed) -> tuple[str, str]:
    among = ", ".join(literal(value) for value in rule.among)
    is_needed = f"coalesce({rule.when} in ({among}), false)" if among else f"{rule.when} is not null"
    return rule.column, f"({rule.column} is not null) != ({is_needed})"


def _known(column: Column) -> tuple[str, str]:
    values = ", ".join(literal(value) for value in column.values)
    return column.name, f"cast({column.name} as varchar) not in ({values})"


def _found(column: Column) -> tuple[str, str]:
    table, key = (column.refers_to or ".").split(".")
    known = f"(select list(distinct {key}) from landing.{table})"  # noqa: S608 - names of our own project
    cell = f"string_split({column.name}, ';')" if column.kind == "names" else f"[{column.name}]"
    return column.name, f"{column.name} is not null and not list_has_all({known}, {cell})"


def _bounds(table: Table) -> Iterator[tuple[str, str]]:
    for column in table.columns:
        if column.kind == "share":
            yield column.name, f"{column.name} not between 0 and 1"
        if column.least is not None:
            yield column.name, f"{column.name} < {column.least}"

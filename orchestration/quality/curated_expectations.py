"""Expectations of the curated tables, from their declarations in `sources.reference.tables`.

Where Great Expectations has a kind for a rule, that is used; a rule on several columns or tables is a query.
`sources.reference.load` checks the same rules on the CSV files, with line numbers; here they are checked on the typed
tables that dbt reads.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from orchestration.quality.expectation import (
    Expectation,
    Native,
    broken_rows,
    columns_as_declared,
    in_order,
    literal,
    no_nulls,
    repeated_rows,
    unexpected_rows,
    unique,
)
from orchestration.quality.parquet import duckdb_types
from sources.reference.cells import polars_type
from sources.reference.tables import TABLES, Cited, Column, Holds, Needed, Shares, Table
from sources.reference.write import WRITTEN


def declared() -> list[Expectation]:
    """The expectations of every curated table."""
    return [expectation for table in TABLES for expectation in _of(table)]


def _of(table: Table) -> Iterator[Expectation]:
    name = f"landing.{table.name}"
    kept = f"select row_count from landing.reference_files where name = {literal(table.name + '.csv')}"  # noqa: S608 - our own names
    rows = f"select count(*) as row_count from {name} having count(*) is distinct from ({kept})"  # noqa: S608 - our own names
    yield Expectation("curated", "rows_match_file", name, None, "error", "as many as its file", rows)
    if table.name in WRITTEN:
        yield columns_as_declared("curated", name, duckdb_types(WRITTEN[table.name]))
        return
    yield columns_as_declared("curated", name, duckdb_types({c.name: polars_type(c.kind) for c in table.columns}))
    rules = {
        "is missing": [*_there(table), *(_needed(rule) for rule in table.needed)],
        "does not fit": [*(_held(rule) for rule in table.holds), *(_different(pair) for pair in table.different)],
        "does not fit its source": [_cited(rule, table) for rule in table.cited],
        "is not known": [_known(column) for column in table.columns if column.values],
        "leads nowhere": [_found(column) for column in table.columns if column.refers_to],
        "is out of bounds": [*_bounds(table), *(pair for rule in table.shares for pair in _shares(rule, table))],
        "are not in order": [(f"{low}, {high}", f"{low} > {high}") for low, high in table.ordered],
    }
    conditions = [(f"{column} {rule}", condition) for rule, pairs in rules.items() for column, condition in pairs]
    keys = [repeated_rows(name, ", ".join(key)) for key in table.unique]
    query = " union all ".join([broken_rows(name, conditions), *keys])
    # A key with a null is not compared by Great Expectations.
    always = {column.name for column in table.columns if _is_always(column)}
    of_keys = [unique(key) for key in table.unique if always.issuperset(key)]
    others = [keys[place] for place, key in enumerate(table.unique) if not always.issuperset(key)]
    across = [(f"{column} {rule}", condition) for rule in _ACROSS for column, condition in rules[rule]]
    across += [(f"{rule} is missing", condition) for rule, condition in (*_empty(table), *map(_needed, table.needed))]
    across += [
        (f"{column} is not known", condition)
        for column, condition in rules["is not known"]
        if not _is_text(table.column(column))
    ]
    across += [
        (f"{column} is out of bounds", condition) for rule in table.shares for column, condition in _shares(rule, table)
    ]
    if across:
        others.append(broken_rows(name, across))
    natives = (*no_nulls(sorted(always)), *_native_rules(table), *of_keys)
    if others:
        natives += (unexpected_rows(" union all ".join(others)),)
    yield Expectation("curated", "rows_match_declaration", name, None, "error", "0 rows", query, natives=natives)


#: Kinds of rules that look at another table or at several columns of a row.
_ACROSS: Final = ("does not fit", "does not fit its source", "leads nowhere")


def _is_always(column: Column) -> bool:
    return column.required or column.default is not None


def _is_text(column: Column) -> bool:
    return polars_type(column.kind) == polars_type("string")


def _native_rules(table: Table) -> Iterator[Native]:
    """Known values, bounds and order, as Great Expectations has them."""
    for column in table.columns:
        bounds: dict[str, Any] = {}
        if column.kind == "share":
            bounds = {"min_value": 0, "max_value": 1}
        elif column.kind == "positive":
            bounds = {"min_value": 0, "strict_min": True}
        for limits in (bounds, {"min_value": column.least} if column.least is not None else {}):
            if limits:
                yield Native("ExpectColumnValuesToBeBetween", {"column": column.name, **limits})
        if column.values and _is_text(column):
            yield Native("ExpectColumnValuesToBeInSet", {"column": column.name, "value_set": list(column.values)})
    for low, high in table.ordered:
        yield in_order(low, high)


def _there(table: Table) -> Iterator[tuple[str, str]]:
    for column in table.columns:
        if _is_always(column):
            empty = f" or {column.name} = ''" if _is_text(column) else ""
            yield column.name, f"{column.name} is null{empty}"


def _empty(table: Table) -> Iterator[tuple[str, str]]:
    """Texts that must be there are not empty."""
    return ((column.name, f"{column.name} = ''") for column in table.columns if _is_always(column) and _is_text(column))


def _needed(rule: Needed) -> tuple[str, str]:
    among = ", ".join(literal(value) for value in rule.among)
    is_needed = f"coalesce({rule.when} in ({among}), false)" if among else f"{rule.when} is not null"
    if not rule.only:
        return rule.column, f"{rule.column} is null and {is_needed}"
    return rule.column, f"({rule.column} is not null) != ({is_needed})"


def _held(rule: Holds) -> tuple[str, str]:
    among = ", ".join(literal(value) for value in rule.among)
    is_value = f"{rule.column} is not distinct from {literal(rule.value)}"
    return rule.column, f"({is_value}) != coalesce({rule.when} in ({among}), false)"


def _cited(rule: Cited, table: Table) -> tuple[str, str]:
    other, key = str(table.column(rule.column).refers_to).split(".")
    among = ", ".join(literal(value) for value in rule.among)
    fitting = f"select {key} from landing.{other} where {rule.field} = {literal(rule.value)}"  # noqa: S608 - our own names
    return rule.when, f"{rule.when} in ({among}) and {rule.column} not in ({fitting})"


def _different(pair: tuple[str, str]) -> tuple[str, str]:
    first, second = pair
    return second, f"{second} = {first}"


def _known(column: Column) -> tuple[str, str]:
    values = ", ".join(literal(value) for value in column.values)
    return column.name, f"cast({column.name} as varchar) not in ({values})"


def _found(column: Column) -> tuple[str, str]:
    targets = [target.split(".") for target in (column.refers_to or ".").split("|")]
    lists = [_names(table, key) for table, key in targets]
    known = lists[0] if len(lists) == 1 else f"list_concat({', '.join(lists)})"
    cell = {
        "names": f"string_split({column.name}, ';')",
        "formula": f"regexp_extract_all({column.name}, '[A-Za-z][A-Za-z0-9]*')",
    }.get(column.kind, f"[{column.name}]")
    return column.name, f"{column.name} is not null and not list_has_all({known}, {cell})"


def _names(table: str, key: str) -> str:
    """All values of a column, as a list; a cell that is a list gives each of its names."""
    declared = next((t for t in TABLES if t.name == table), None)
    is_list = declared is not None and declared.column(key).kind == "names"
    cell = f"unnest(string_split({key}, ';'))" if is_list else key
    return f"(select list(distinct name) from (select {cell} as name from landing.{table}))"  # noqa: S608 - our own names


def _bounds(table: Table) -> Iterator[tuple[str, str]]:
    for column in table.columns:
        if column.kind == "share":
            yield column.name, f"{column.name} not between 0 and 1"
        if column.kind == "positive":
            yield column.name, f"{column.name} <= 0"
        if column.least is not None:
            yield column.name, f"{column.name} < {column.least}"


def _shares(rule: Shares, table: Table) -> Iterator[tuple[str, str]]:
    """A formula with claims is evaluated later and is not a number here."""
    is_share = f"{rule.unit} = 'share'"
    if rule.through is not None:
        other, key = str(table.column(rule.through).refers_to).split(".")
        of_shares = f"select {key} from landing.{other} where {rule.unit} = 'share'"  # noqa: S608 - our own names
        is_share = f"{rule.through} in ({of_shares})"
    for name in rule.columns:
        yield name, f"{is_share} and try_cast({name} as double) not between 0 and 1"

"""An expectation, its outcome, and SQL that several expectations share."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

ROWS: Final = "UnexpectedRowsExpectation"
#: The columns of a failing row that count others.
COUNTS: Final = ("broken_rows", "row_count")


@dataclass(frozen=True)
class Native:
    """An expectation of Great Expectations: the name of its class and its arguments."""

    kind: str
    arguments: Mapping[str, Any]

    @property
    def columns(self) -> str | None:
        """The columns that it looks at, separated by commas; None for the whole table."""
        found = self.arguments
        if "column_A" in found:
            return f"{found['column_B']}, {found['column_A']}"
        return found.get("column") or ", ".join(found.get("column_list", ())) or None


@dataclass(frozen=True)
class Expectation:
    """One expectation of one table: `query` selects the failing rows, for a person to run; it must return none.

    Great Expectations checks `natives`, which say the same; without any, it runs the query.
    """

    #: landing, curated or marts.
    suite: str
    expectation: str
    table_name: str
    #: The columns that are checked, separated by commas; None for the whole table.
    column_name: str | None
    #: error stops publication, warn is only shown.
    severity: str
    expected: str
    query: str
    #: What a failing row quarantines: its filing, or that one fact; None for nothing.
    quarantines: str | None = None
    #: Tables and views that its query reads, as schema.name; only expectations of marts have them.
    reads: frozenset[str] = frozenset()
    natives: tuple[Native, ...] = field(default=(), hash=False)
    #: What it means, in a sentence, where its name does not say so.
    description: str = ""

    @property
    def asked(self) -> tuple[Native, ...]:
        """What Great Expectations checks."""
        return self.natives or (unexpected_rows(self.query),)

    @property
    def key(self) -> str:
        """A hash that is unique to this version of this expectation."""
        asked = [(native.kind, sorted(native.arguments.items())) for native in self.natives]
        parts = (self.suite, self.expectation, self.table_name, self.column_name, self.severity, self.query, asked)
        return hashlib.sha256(repr(parts).encode()).hexdigest()


@dataclass(frozen=True)
class Outcome:
    """The outcome of one expectation."""

    expectation: Expectation
    #: Failing rows; all of them where they are quarantined, otherwise some.
    rows: list[dict[str, Any]]
    #: The error when it could not be run.
    fault: str | None = None
    #: The number of failing rows, where `rows` has only some; None when they tell it.
    count: int | None = None

    @property
    def success(self) -> bool:
        """Whether it ran without error and no row failed."""
        return not self.rows and self.fault is None

    @property
    def observed(self) -> str:
        """The number of failing rows, or the error when it could not be run."""
        if self.fault is not None:
            return f"could not be run: {self.fault}"
        return f"{self.failing} rows"

    @property
    def failing(self) -> int:
        """The number of failing rows."""
        if self.count is not None:
            return self.count
        counts = [row[name] for row in self.rows for name in COUNTS if name in row]
        return sum(counts) if counts else len(self.rows)


def combined(outcomes: Sequence[Outcome]) -> Outcome:
    """Combine the outcomes of one expectation on several parts of the companies into one.

    Numbers of rows are added up. A row that is the same in every part (a missing column) is kept once.
    """
    if len(outcomes) == 1:
        return outcomes[0]
    rows: dict[str, dict[str, Any]] = {}
    for row in (row for outcome in outcomes for row in outcome.rows):
        named = {name: value for name, value in row.items() if name != "broken_rows"}
        counted = rows.get(repr(named), {}).get("broken_rows", 0) + row.get("broken_rows", 0)
        rows[repr(named)] = row | {"broken_rows": counted} if "broken_rows" in row else row
    fault = next((outcome.fault for outcome in outcomes if outcome.fault is not None), None)
    # Rows that are cut short are rows of facts: no two parts have the same.
    count = sum(one.failing for one in outcomes) if any(one.count is not None for one in outcomes) else None
    return Outcome(outcomes[0].expectation, list(rows.values()), fault, count)


def in_words(name: str) -> str:
    """The name of an expectation as words, for pages that people read."""
    return name.removeprefix("assert_").replace("_", " ")


def literal(value: object) -> str:
    """A SQL string literal."""
    return "'" + str(value).replace("'", "''") + "'"


def broken_rows(table: str, conditions: Iterable[tuple[str, str]]) -> str:
    """SQL that counts, in one pass over a table, the rows for which each condition holds, when there are any.

    `conditions` are pairs: the label of the count, such as a column, and a condition on a row.
    """
    cases = ", ".join(f"case when {condition} then {literal(label)} end" for label, condition in conditions)
    found = f"select unnest([{cases}]) as column_name from {table}"  # noqa: S608 - our own names
    named = f"from ({found}) where column_name is not null group by column_name"
    return f"select column_name, count(*) as broken_rows {named}"


def repeated_rows(table: str, columns: str) -> str:
    """SQL that counts the repeated keys of a table, when there are any."""
    keys = f"select {columns} from {table} group by {columns} having count(*) > 1"  # noqa: S608 - our own names
    return f"select {literal(columns)} as column_name, count(*) as broken_rows from ({keys}) having count(*) > 0"  # noqa: S608 - our own names


def unexpected_rows(query: str) -> Native:
    """A query of failing rows as Great Expectations runs it: it must name `{batch}`, and other braces are doubled.

    Its table is named by the query itself, because `{batch}` becomes a subquery, which hides the name from the query.
    """
    doubled = query.replace("{", "{{").replace("}", "}}")
    return Native(ROWS, {"unexpected_rows_query": f"/* {{batch}} */ {doubled}"})


def no_nulls(columns: Iterable[str]) -> tuple[Native, ...]:
    """Columns that have a value in every row."""
    return tuple(Native("ExpectColumnValuesToNotBeNull", {"column": column}) for column in columns)


def in_order(smaller: str, larger: str) -> Native:
    """A column that is nowhere below another; a comparison with null is no failure."""
    pair = {"column_A": larger, "column_B": smaller}
    how = {"or_equal": True, "ignore_row_if": "neither"}
    return Native("ExpectColumnPairValuesAToBeGreaterThanB", pair | how)


def unique(columns: Sequence[str]) -> Native:
    """A key without nulls that names a row once. Great Expectations leaves out keys with a null."""
    if len(columns) == 1:
        return Native("ExpectColumnValuesToBeUnique", {"column": columns[0]})
    return Native("ExpectCompoundColumnsToBeUnique", {"column_list": list(columns), "ignore_row_if": "never"})


def columns_as_declared(
    suite: str, table_name: str, types: dict[str, str], reads: frozenset[str] = frozenset()
) -> Expectation:
    """The table has these columns, in this order, of these DuckDB types.

    The types are compared by a query: Great Expectations compares classes of SQLAlchemy, for which DECIMAL(18,2) and
    DECIMAL(38,2) are one.
    """
    declared = ", ".join(f"({literal(name)}, {literal(kind.lower())})" for name, kind in types.items())
    numbered = ", ".join(f"({place}, {literal(name)})" for place, name in enumerate(types, start=1))
    described = f"select row_number() over () as position, * from (describe {table_name})"  # noqa: S608 - our own names
    other_types = f"""
        with declared (column_name, data_type) as (values {declared}),
        built as (select column_name, lower(column_type) as data_type from (describe {table_name}))
        select built.column_name, built.data_type, declared.data_type as declared_type
        from built
        join declared on built.column_name = declared.column_name
        where built.data_type != declared.data_type
    """  # noqa: S608 - our own names
    query = f"""
        with declared (position, column_name) as (values {numbered}),
        built as (select position, column_name from ({described})),
        misplaced as ((from declared except from built) union all (from built except from declared))
        select column_name, 'position ' || position as found, null as declared_type from misplaced
        union all
        from ({other_types})
    """  # noqa: S608 - our own names
    order = Native("ExpectTableColumnsToMatchOrderedList", {"column_list": list(types)})
    asked = (order, unexpected_rows(other_types))
    return Expectation(
        suite, "columns_match_contract", table_name, None, "error", "0 rows", query, reads=reads, natives=asked,
    )  # fmt: skip

"""An expectation, its outcome, and SQL that several expectations share."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Expectation:
    """One expectation of one table: `query` selects the failing rows; it must return none."""

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

    @property
    def key(self) -> str:
        """A hash that is unique to this version of this expectation."""
        parts = (self.suite, self.expectation, self.table_name, self.column_name, self.severity, self.query)
        return hashlib.sha256(repr(parts).encode()).hexdigest()


@dataclass(frozen=True)
class Outcome:
    """The outcome of one expectation."""

    expectation: Expectation
    #: Failing rows; all of them where they are quarantined, otherwise some.
    rows: list[dict[str, Any]]
    #: The error when it could not be run.
    fault: str | None = None
    #: Whether there may be more rows.
    is_cut: bool = False

    @property
    def success(self) -> bool:
        """Whether it ran without error and no row failed."""
        return not self.rows and self.fault is None

    @property
    def observed(self) -> str:
        """The number of failing rows, or the error when it could not be run."""
        if self.fault is not None:
            return f"could not be run: {self.fault}"
        counts = [row[name] for row in self.rows for name in ("broken_rows", "row_count") if name in row]
        return f"{sum(counts) if counts else len(self.rows)} rows{' or more' if self.is_cut else ''}"


def combined(outcomes: Sequence[Outcome]) -> Outcome:
    """Combine the outcomes of one expectation on several parts of the companies into one.

    Numbers of rows are added up. A row that is the same in every part (a missing column) is kept once.
    """
    rows: dict[str, dict[str, Any]] = {}
    for row in (row for outcome in outcomes for row in outcome.rows):
        named = {name: value for name, value in row.items() if name != "broken_rows"}
        counted = rows.get(repr(named), {}).get("broken_rows", 0) + row.get("broken_rows", 0)
        rows[repr(named)] = row | {"broken_rows": counted} if "broken_rows" in row else row
    fault = next((outcome.fault for outcome in outcomes if outcome.fault is not None), None)
    return Outcome(outcomes[0].expectation, list(rows.values()), fault, any(outcome.is_cut for outcome in outcomes))


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


def columns_as_declared(
    suite: str, table_name: str, types: dict[str, str], reads: frozenset[str] = frozenset()
) -> Expectation:
    """The table has these columns, in this order, of these DuckDB types."""
    declared = ", ".join(
        f"({position}, {literal(name)}, {literal(kind.lower())})"
        for position, (name, kind) in enumerate(types.items(), start=1)
    )
    query = f"""
        with declared (position, column_name, data_type) as (values {declared}),
        built as (
            select row_number() over () as position, column_name, lower(column_type) as data_type
            from (describe {table_name})
        )
        select * from (from declared except from built) union all (from built except from declared)
    """  # noqa: S608 - our own names
    return Expectation(suite, "columns_match_contract", table_name, None, "error", "0 rows", query, reads=reads)

"""The rows that a number is made of, for every published table: from dbt's lineage and the keys that tables share.

A row of a parent belongs to a number when it has the same values in the columns that identify rows of either table, and
in lists of keys (`claim_ids` names rows by `claim_id`). Where several do, values are compared: a row that has the
number itself, or rows that add up to it, are distinguished from rows that only share the key.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

import duckdb

from orchestration.lineage.evidence import curated_rows, fact_evidence, keys_of, names_values, row_evidence
from orchestration.lineage.explanation import Evidence, InputGroup, InputRow
from orchestration.lineage.filed_numbers import filed_number
from orchestration.lineage.graph import Lineage, Parent
from orchestration.lineage.row_query import Row, columns_of, is_number, quoted, rows, table_name

#: Rows of a group that are listed, by how far they lie from the number; of a group that shares a part of the key only,
#: and of all groups together that are taken apart.
LISTED: Final = (24, 4, 2)
LOOSE: Final = 5
TAKEN_APART: Final = 40
#: Columns of an input row, and pieces of evidence of one row, that are shown.
VALUES: Final = 4
EVIDENCE: Final = 16
#: Column that is null for a year, and the mark of a period's end that several columns of a row name.
QUARTER: Final = "fiscal_quarter"
ENDS: Final = "*_end"
TIMES: Final = ("year", "fiscal_year", QUARTER, "as_of")
#: Rows of one table that are looked through.
MOST_ROWS: Final = 2000


@dataclass
class Inputs:
    """Collects the inputs of one number; a row that was met before is not taken apart again."""

    con: duckdb.DuckDBPyConnection
    lineage: Lineage
    seen: set[tuple[str, str, str]] = field(default_factory=set)

    def of(self, table: str, column: str, row: Row, depth: int = 0) -> tuple[list[InputGroup], list[Evidence]]:
        """The input rows of a number by table, and the evidence that its row names."""
        parents = self.lineage.parents(table, column)
        groups = [*self._added_up(table, column, row, depth), *self._pointed_at(row, depth)]
        if not groups:
            published = [parent for parent in parents if parent.kind == "published"]
            groups = [group for parent in published for group in self._of_parent(table, column, row, parent, depth)]
        numbers = [g for g in groups if any(_is_number(value) for one in g.rows for value in one.values.values())]
        groups = numbers or groups
        own = [*self._facts(table, column, row), *row_evidence(self.con, row)]
        curated = curated_rows(self.con, parents, row, self.lineage.grain(table), self.lineage.reference)
        if own or groups or depth:
            curated = [one for one in curated if one.kind != "list"]
        return groups, unrepeated([*own, *curated])

    def row_values(self, table: str, column: str, row: Row) -> Row:
        """Other numbers of the row that the SQL of its model names on the way to the column."""
        columns, names = columns_of(self.con, table), self.lineage.row_names(table, column)
        keys = self.lineage.grain(table)
        found = [name for name in columns if name in names and name not in keys and is_number(columns[name])]
        return {name: row[name] for name in found if row[name] is not None}

    def _facts(self, table: str, column: str, row: Row) -> list[Evidence]:
        """The facts of the number itself, or of the filed numbers of its row that it is computed from."""
        columns = columns_of(self.con, table)
        filed = [name for name in (column, *self.row_values(table, column, row)) if columns[name]["explained_by"]]
        found = (filed_number(self.con, table, columns, name, row) for name in filed[:VALUES])
        return fact_evidence([fact for one in found for fact in one.all_facts()])

    def _of_parent(self, table: str, column: str, row: Row, parent: Parent, depth: int) -> Iterator[InputGroup]:
        columns, keys = columns_of(self.con, parent.table), self.lineage.grain(parent.table)
        shown = _shown(parent, columns, keys, column)
        wanted = self._wanted(parent.table, table, row)
        if not shown or not (wanted or parent.literals):
            return
        found, used = self._matching(parent, wanted, row)
        found, how = _related(_of_period(found, row), row[column], shown)
        named = [key for key in wanted if key in keys or key != wanted[key]]
        is_own = bool(how) or bool(named and all(key in used or key == QUARTER for key in named))
        if is_own or depth == 0:
            same = ", ".join(key if name in (key, ENDS) else f"{key} in {name}" for key, name in used.items())
            loose = f"{f'with the same {same}, ' if same else ''}of which the SQL takes some"
            relation = how or (f"with the same {same}" if is_own else loose)
            yield from self._group(parent.table, found, shown, depth if is_own else None, relation)

    def _wanted(self, parent: str, table: str, row: Row) -> dict[str, str]:
        """The columns of a parent that name the rows of a row, each with the row's column that has the values."""
        columns, keys = columns_of(self.con, parent), self.lineage.grain(parent)
        found = {key: key for key in keys if key in row}
        found |= {key: name for key in keys if (name := _list_of(key, row))}
        if not keys or set(found) != set(keys):
            others = [key for key in self.lineage.grain(table) if key in columns and key not in found]
            found |= {key: key for key in others if self._has(parent, key, row[key])}
            if "source_id" in columns and row.get("source_ids"):
                found["source_id"] = "source_ids"
        if "period_end" in columns and "period_end" not in row and _ends_of(row):
            found["period_end"] = ENDS
        return found

    def _has(self, table: str, column: str, value: object) -> bool:
        """Whether a table has a row with this value, or whether the column means something else in it."""
        return value is None or bool(self._rows(table, [f"{quoted(column)} = $value"], [], {"value": value}))

    def _matching(self, parent: Parent, wanted: dict[str, str], row: Row) -> tuple[list[Row], dict[str, str]]:
        """Rows with these keys, and the keys used: one that is null, such as the quarter of a year, may be any."""
        columns, grain = columns_of(self.con, parent.table), self.lineage.grain(parent.table)
        lists = {k: _ends_of(row) if name == ENDS else keys_of(k, row) for k, name in wanted.items() if k != name}
        shared = [key for key, name in wanted.items() if key == name]
        newest = {"version": "version = 'latest'", "is_current": "is_current"}
        fixed = [test for name, test in newest.items() if name in columns and name not in row and not row.get("as_of")]
        literals = [] if {*wanted, *newest} >= set(grain) else _compared(parent, columns)
        if row.get("year") and "year" not in columns and "period_end" in columns:
            fixed.append(f"{int(row['year'])} between year(period_start) and year(period_end)")
        filled = [key for key in shared if row[key] is not None]
        # Texts in the SQL narrow the rows where they fit; keys other than times weigh more than they do.
        attempts = [(shared, literals), (filled, literals)]
        attempts.append((filled, []) if set(filled) - set(TIMES) or lists else ([], literals))
        for keys, texts in attempts:
            conditions = [f"{quoted(key)} is not distinct from ${key}" for key in keys]
            conditions += [f"list_contains(${key}, {quoted(key)})" for key in lists]
            if conditions or texts:
                parameters = {key: row[key] for key in keys} | lists
                found = self._rows(parent.table, [*conditions, *fixed, *texts], grain, parameters)
                if found:
                    return found, {key: name for key, name in wanted.items() if key in keys or key in lists}
        return [], {}

    def _added_up(self, table: str, column: str, row: Row, depth: int) -> Iterator[InputGroup]:
        """Of a running total, the rows up to this one."""
        columns, keys = columns_of(self.con, table), self.lineage.grain(table)
        part = column.replace("cumulative_", "").replace("_to_date", "")
        times = [key for key in TIMES if key in keys]
        if part == column or part not in columns or not times or row[column] is None:
            return
        same = [key for key in keys if key not in times]
        order = "period_end" if "period_end" in columns else times[0]
        conditions = [f"{quoted(key)} is not distinct from ${key}" for key in same]
        conditions += [f"{order} <= $upto", f"{quoted(part)} is not null"]
        conditions += [f"{QUARTER} is not null"] if QUARTER in times else []
        found = self._rows(table, conditions, [order], {key: row[key] for key in same} | {"upto": row[order]})
        first = next((n for n in range(len(found) - 1, -1, -1) if _sum(found[n:], part) == row[column]), None)
        relation = "added up" if first is not None else "up to this one, which the running total is made of"
        yield from self._group(table, found[first or 0 :], [part], depth, relation)

    def _pointed_at(self, row: Row, depth: int) -> Iterator[InputGroup]:
        """The rows that a row names by table and condition."""
        table, where = row.get("evidence_table"), row.get("evidence_where")
        if not table or not where:
            return
        columns, keys = columns_of(self.con, table), self.lineage.grain(table)
        found = self._rows(table, [f"({where})"], keys, {})
        wanted = [value for name in ("found_value", "found_low") if (value := row.get(name)) is not None]
        numbers = [name for name in columns if is_number(columns[name]) and name not in keys]
        equal = [name for name in numbers if any(one[name] in wanted for one in found if one[name] is not None)]
        headline = [name for name in numbers if name.endswith(("_usd", "_share", "value_point", "_mid_share"))]
        yield from self._group(table, found, (equal or headline or numbers)[:VALUES], depth, "named as evidence")

    def _group(
        self, table: str, found: list[Row], shown: list[str], depth: int | None, relation: str
    ) -> Iterator[InputGroup]:
        """The rows of one table; without a depth they are listed only."""
        if found:
            most = LOOSE if depth is None else LISTED[depth]
            yield InputGroup(
                table, [self._input(table, row, shown, depth) for row in found[:most]], len(found), relation
            )

    def _input(self, table: str, row: Row, shown: list[str], depth: int | None) -> InputRow:
        columns, key = columns_of(self.con, table), key_of(self.lineage, table, row)
        values = {name: row[name] for name in shown}
        units = {name: columns[name]["unit"] for name in shown}
        mark = (table, str(key), shown[0])
        if mark in self.seen:
            return InputRow(table, key, values, units, is_repeated=True)
        self.seen.add(mark)
        reason = row.get("null_reason") if all(value is None for value in values.values()) else None
        groups: list[InputGroup] = []
        if depth is not None and depth + 1 < len(LISTED) and len(self.seen) <= TAKEN_APART:
            groups, evidence = self.of(table, shown[0], row, depth + 1)
        else:
            evidence = unrepeated(row_evidence(self.con, row))
        return InputRow(table, key, values, units, reason, evidence, groups)

    def _rows(self, table: str, conditions: list[str], order: list[str], parameters: Row) -> list[Row]:
        by = f" order by {', '.join(map(quoted, order))}" if order else ""
        query = f"from {table_name(table)} where {' and '.join(conditions)}{by} limit {MOST_ROWS}"
        fixed = tuple((key, tuple(value) if isinstance(value, list) else value) for key, value in parameters.items())
        return _answer(self.con, query, fixed)


@lru_cache(maxsize=2000)
def _answer(con: duckdb.DuckDBPyConnection, query: str, parameters: tuple[tuple[str, object], ...]) -> list[Row]:
    """The rows of a query; many numbers of a row are made of the same ones."""
    return rows(con, query, {key: list(value) if isinstance(value, tuple) else value for key, value in parameters})


def unrepeated(evidence: Iterable[Evidence]) -> list[Evidence]:
    """The evidence without repetitions: each source once, and no filing of which a fact is given."""
    kept: dict[tuple[str, str], Evidence] = {}
    facts: set[str] = set()
    for one in evidence:
        if one.kind == "fact":
            facts.add(one.name)
        if one.kind != "filing" or one.name not in facts:
            kept.setdefault((one.kind, one.name if one.kind in ("source", "filing") else one.text), one)
    return list(kept.values())[:EVIDENCE]


def key_of(lineage: Lineage, table: str, row: Row) -> Row:
    """The columns that identify a row, with their values; without a known grain its first columns."""
    names = lineage.grain(table) or [name for name in row if not name.endswith("_usd")][:8]
    return {name: row[name] for name in names if row.get(name) is not None}


def _shown(parent: Parent, columns: dict[str, Row], keys: list[str], column: str) -> list[str]:
    """The columns of a parent to show: numbers that the SQL reads, else one of the same name, else other columns."""
    read = [name for name in columns if name in parent.names and name not in keys]
    same = [column] if column in columns and column not in keys and is_number(columns[column]) else []
    numbers = [*same, *(name for name in read if is_number(columns[name]) and name not in same)]
    return (numbers or [name for name in read if not name.endswith("reason")])[:VALUES]


def _list_of(key: str, row: Row) -> str | None:
    """The column of a row that gives values of a key besides the key itself, such as `capacity_claim_ids`."""
    return next((name for name in row if names_values(name, key) and name != key and row[name]), None)


def _compared(parent: Parent, columns: dict[str, Row]) -> list[str]:
    """The texts that the SQL compares columns of a parent with, as conditions."""
    literals = {name: values for name, values in parent.literals.items() if name in columns}
    return [f"{quoted(name)} in ({', '.join(sorted(values))})" for name, values in literals.items()]


def _ends_of(row: Row) -> list[date]:
    """The days on which the periods end that the row names, such as `before_end` and `newest_end`."""
    return [value for name, value in row.items() if name.endswith("_end") and isinstance(value, date)]


def _of_period(found: list[Row], row: Row) -> list[Row]:
    """Years for a row of a year, and quarters where a row names no year, since a year repeats its quarters."""
    is_year = "fiscal_year" in row
    fitting = [one for one in found if (one.get(QUARTER) is None) == is_year]
    return found if QUARTER in row or not any(one.get(QUARTER) for one in found) else fitting or found


def _related(found: list[Row], value: object, shown: list[str]) -> tuple[list[Row], str]:
    """The rows that give the number, and how: all add up to it, or the newest of each company do, or one has it."""
    if value is None:
        return found, ""
    for name in shown if len(found) > 1 else []:
        if _sum(found, name) == value:
            return [row for row in found if row[name] is not None], f"whose {name} are added up"
        newest = _newest(found, name)
        if len(newest) < len(found) and _sum(newest, name) == value:
            return newest, f"the newest of each company, whose {name} are added up"
    for name in shown:
        same = [row for row in found if row[name] is not None and row[name] == value]
        if same:
            return same, f"whose {name} has this value"
    return found, "that are counted" if isinstance(value, int) and value == len(found) else ""


def _newest(found: list[Row], name: str) -> list[Row]:
    by_company: dict[object, Row] = {}
    for row in found:
        if row.get("ticker") and row.get("period_end") and row[name] is not None:
            before = by_company.get(row["ticker"])
            if before is None or row["period_end"] > before["period_end"]:
                by_company[row["ticker"]] = row
    return list(by_company.values())


def _sum(found: list[Row], name: str) -> Decimal | None:
    """The sum of a column of exact numbers, null values left out; None for others."""
    values = [row[name] for row in found if row[name] is not None]
    if not values or not all(_is_number(value) and not isinstance(value, float) for value in values):
        return None
    return sum((Decimal(value) for value in values), Decimal(0))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)

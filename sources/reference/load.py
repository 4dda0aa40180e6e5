"""Load the curated tables: all of them typed, or one error that lists every fault in every file.

Runs the checks over a whole folder. Declarations are in `tables`, file structure in `rows`, cells in `cells`, output
for the warehouse in `write`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import polars as pl

from sources.errors import BadInput
from sources.reference.cells import NUMBER, Value, WrongCell, parse, polars_type
from sources.reference.rows import Row, read_rows
from sources.reference.sidecars import read_sidecar
from sources.reference.tables import TABLES, Cited, Column, Needed, Shares, Table


class ReferenceFaults(Exception):
    """All faults of a folder of curated tables, one line each."""

    def __init__(self, faults: Sequence[BadInput]) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


@dataclass
class _Loaded:
    """A table being loaded: typed rows with their line numbers. A cell that failed is absent from its row."""

    table: Table
    label: str
    lines: list[int] = field(default_factory=list)
    rows: list[dict[str, Value]] = field(default_factory=list)
    faults: list[BadInput] = field(default_factory=list)

    def fault(self, index: int, column: str, problem: str, remedy: str) -> None:
        self.faults.append(BadInput(self.label, problem, remedy, f"line {self.lines[index]}, column {column}"))


def load_reference(folder: Path) -> dict[str, pl.DataFrame]:
    """The curated tables by name, in file order. Raises ReferenceFaults with every fault found in the folder.

    The result is cached until a file changes, because several steps of a run need it.
    """
    content = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        if path.is_file():
            content.update(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return dict(_load(folder, content.hexdigest()))


@lru_cache(maxsize=1)
def _load(folder: Path, _content: str) -> dict[str, pl.DataFrame]:
    loaded = {table.name: _load_table(folder, table) for table in TABLES}
    for one in loaded.values():
        _check_keys(one)
        _check_order(one)
        _check_needed(one)
        _check_holds(one)
        _check_different(one)
        _check_references(one, loaded)
        _check_shares(one, loaded)
        _check_cited(one, loaded)
    faults = [fault for one in loaded.values() for fault in one.faults]
    for table in TABLES:
        faults += read_sidecar(folder / f"{table.name}.yml", label(folder, f"{table.name}.yml"))[1]
    if faults:
        raise ReferenceFaults(faults)
    return {name: _frame(one) for name, one in loaded.items()}


def label(folder: Path, name: str) -> str:
    """The name of a file in messages: its last two folders and its name, the same on every machine."""
    return "/".join([*folder.resolve().parts[-2:], name])


def _load_table(folder: Path, table: Table) -> _Loaded:
    path = folder / f"{table.name}.csv"
    loaded = _Loaded(table, label(folder, path.name))
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        loaded.faults.append(BadInput(loaded.label, "the file is missing", "Restore it from version control."))
        return loaded
    except OSError as error:
        remedy = "Make it a readable file."
        loaded.faults.append(BadInput(loaded.label, f"the file cannot be read ({error.strerror})", remedy))
        return loaded
    read = read_rows(data, loaded.label, table)
    loaded.faults += read.faults
    for row in read.rows:
        _load_row(loaded, row)
    return loaded


def _load_row(loaded: _Loaded, row: Row) -> None:
    values: dict[str, Value] = {}
    loaded.lines.append(row.line)
    loaded.rows.append(values)
    for column in loaded.table.columns:
        try:
            values[column.name] = parse(row.cells[column.name], column)
        except WrongCell as wrong:
            loaded.fault(len(loaded.rows) - 1, column.name, wrong.problem, wrong.remedy)


def _check_keys(loaded: _Loaded) -> None:
    remedies = dict(loaded.table.if_repeated)
    for key in loaded.table.unique:
        seen: dict[tuple[Value, ...], int] = {}
        for index, row in enumerate(loaded.rows):
            if not all(name in row for name in key):
                continue
            value = tuple(row[name] for name in key)
            first = seen.setdefault(value, loaded.lines[index])
            if first != loaded.lines[index]:
                shown = ", ".join("(empty)" if v is None else repr(str(v)) for v in value)
                problem = f"{shown} is already on line {first}"
                loaded.fault(index, ", ".join(key), problem, remedies.get(key, "Keep one of the two rows."))


def _check_order(loaded: _Loaded) -> None:
    for low, high in loaded.table.ordered:
        for index, row in enumerate(loaded.rows):
            first, second = row.get(low), row.get(high)
            if first is not None and second is not None and first > second:  # type: ignore[operator] # both columns have one type
                problem = f"{low} {first} is later or larger than {high} {second}"
                loaded.fault(index, low, problem, "Put the two in order.")


def _check_needed(loaded: _Loaded) -> None:
    for rule in loaded.table.needed:
        for index, row in enumerate(loaded.rows):
            if rule.column not in row or rule.when not in row:
                continue
            needed, filled = _is_needed(rule, row), row[rule.column] is not None
            if (needed and not filled) or (rule.only and filled and not needed):
                among = f" is {' or '.join(rule.among)}" if rule.among else " is filled"
                only = ", and only then" if rule.only else ""
                problem = f"{rule.column} must be filled when {rule.when}{among}{only}"
                remedy = f"Fill in or clear {rule.column}." if rule.only else f"Fill in {rule.column}."
                loaded.fault(index, rule.column, problem, remedy)


def _is_needed(rule: Needed, row: dict[str, Value]) -> bool:
    value = row[rule.when]
    return value in rule.among if rule.among else value is not None


def _check_holds(loaded: _Loaded) -> None:
    for rule in loaded.table.holds:
        for index, row in enumerate(loaded.rows):
            if rule.column not in row or rule.when not in row:
                continue
            if (row[rule.column] == rule.value) != (row[rule.when] in rule.among):
                among = " or ".join(rule.among)
                problem = f"{rule.column} must be {rule.value} when {rule.when} is {among}, and only then"
                loaded.fault(index, rule.column, problem, f"Correct {rule.column} or {rule.when}.")


def _check_different(loaded: _Loaded) -> None:
    for first, second in loaded.table.different:
        for index, row in enumerate(loaded.rows):
            if second in row and row[second] is not None and row[second] == row.get(first):
                problem = f"{row[second]!r} is the row's own {first}"
                loaded.fault(index, second, problem, "Name another row, or leave the cell empty.")


def _check_references(loaded: _Loaded, tables: dict[str, _Loaded]) -> None:
    for column in loaded.table.columns:
        if column.refers_to is None:
            continue
        targets = [tuple(target.split(".")) for target in column.refers_to.split("|")]
        if any(tables[other].faults for other, _ in targets):
            continue  # it could not be loaded; its own faults are listed
        known = {
            name
            for other, key in targets
            for row in tables[other].rows
            for name in _named(row.get(key), tables[other].table.column(key))
        }
        files = " or ".join(f"{other}.csv" for other, _ in targets)
        for index, row in enumerate(loaded.rows):
            for value in _named(row.get(column.name), column):
                if value not in known:
                    loaded.fault(
                        index, column.name, f"{value!r} is not in {files}", f"Add it to {files}, or correct it."
                    )


def _named(cell: Value, column: Column) -> list[str]:
    """The names in a cell that must exist in another table; a formula has names of claims and numbers."""
    if cell is None:
        return []
    if column.kind == "names":
        return str(cell).split(";")
    if column.kind == "formula":
        return [part for part in re.split("[*/]", str(cell)) if not NUMBER.fullmatch(part)]
    return [str(cell)]


def _check_shares(loaded: _Loaded, tables: dict[str, _Loaded]) -> None:
    for rule in loaded.table.shares:
        for index, row in enumerate(loaded.rows):
            if _unit(rule, row, loaded.table, tables) != "share":
                continue
            for name in rule.columns:
                number = row.get(name)
                if number is None or not NUMBER.fullmatch(str(number)):
                    continue
                if not 0 <= Decimal(str(number)) <= 1:
                    side = "above 1" if Decimal(str(number)) > 1 else "below 0"
                    problem = f"{str(number)!r} is {side}, but the unit is a share"
                    loaded.fault(index, name, problem, "Write a share from 0 to 1, such as 0.15 for 15 %.")


def _unit(rule: Shares, row: dict[str, Value], table: Table, tables: dict[str, _Loaded]) -> Value:
    """The unit of a row: its own, or that of the row which its column `through` refers to; None when there is none."""
    if rule.through is None:
        return row.get(rule.unit)
    other, key = str(table.column(rule.through).refers_to).split(".")
    named = row.get(rule.through)
    return next((found.get(rule.unit) for found in tables[other].rows if found.get(key) == named), None)


def _check_cited(loaded: _Loaded, tables: dict[str, _Loaded]) -> None:
    for rule in loaded.table.cited:
        for index, row in enumerate(loaded.rows):
            if row.get(rule.when) not in rule.among:
                continue
            found = _cited(rule, row, loaded.table, tables)
            if found not in (None, rule.value):
                cited = f"that of {row[rule.column]!r} is {found}"
                problem = f"{row[rule.when]} needs a source whose {rule.field} is {rule.value}; {cited}"
                loaded.fault(
                    index, rule.when, problem, "Write secondary where another reports it, or cite the document itself."
                )


def _cited(rule: Cited, row: dict[str, Value], table: Table, tables: dict[str, _Loaded]) -> Value:
    """A field of the row that is cited; None when there is no such row, which is reported elsewhere."""
    other, key = str(table.column(rule.column).refers_to).split(".")
    named = row.get(rule.column)
    return next((found.get(rule.field) for found in tables[other].rows if found.get(key) == named), None)


def _frame(loaded: _Loaded) -> pl.DataFrame:
    schema = {column.name: polars_type(column.kind) for column in loaded.table.columns}
    return pl.DataFrame(loaded.rows, schema=schema, orient="row")

"""Rules within one curated table: keys, order, filled cells, rows that must agree with each other.

Each function records the faults of one kind of rule, as the table's declaration has it (`tables.rules`).
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from sources.reference.cells import Value
from sources.reference.loaded import Loaded, Row, day, decimal, shown
from sources.reference.tables import Needed
from sources.reference.tables.rules import Ordered

#: How far a product may be from its factors, which are rounded.
PRODUCT_TOLERANCE: Final = Decimal("0.005")
PERCENT: Final = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s?%")


def check_rows(loaded: Loaded) -> None:
    """Record every fault that a row, or its key, shows by itself."""
    for check in (_check_keys, _check_order, _check_needed, _check_holds, _check_different):
        check(loaded)


def check_likeness(loaded: Loaded) -> None:
    """Record rows that do not fit the other rows of the table, or other cells of their own."""
    for check in (
        _check_repeated,
        _check_any_of,
        _check_same,
        _check_spans,
        _check_products,
        _check_percent,
        _check_spelled,
    ):
        check(loaded)


def _check_keys(loaded: Loaded) -> None:
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


def _check_order(loaded: Loaded) -> None:
    rules = [Ordered(low, high, ()) for low, high in loaded.table.ordered]
    for rule in (*rules, *loaded.table.ordered_when):
        for index, row in loaded.filled(rule.low, rule.high):
            if any(row.get(name) not in among for name, among in rule.where):
                continue
            first, second = row[rule.low], row[rule.high]
            if first > second:  # type: ignore[operator] # both columns have one type
                why = "".join(f", and {name} is {row[name]}" for name, _ in rule.where)
                problem = f"{rule.low} {first} is later or larger than {rule.high} {second}{why}"
                loaded.fault(index, rule.low, problem, "Put the two in order.")


def _check_needed(loaded: Loaded) -> None:
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


def _is_needed(rule: Needed, row: Row) -> bool:
    value = row[rule.when]
    return value in rule.among if rule.among else value is not None


def _check_holds(loaded: Loaded) -> None:
    for rule in loaded.table.holds:
        for index, row in enumerate(loaded.rows):
            if rule.column not in row or rule.when not in row:
                continue
            if (row[rule.column] == rule.value) != (row[rule.when] in rule.among):
                among = " or ".join(rule.among)
                problem = f"{rule.column} must be {rule.value} when {rule.when} is {among}, and only then"
                loaded.fault(index, rule.column, problem, f"Correct {rule.column} or {rule.when}.")


def _check_different(loaded: Loaded) -> None:
    for first, second in loaded.table.different:
        for index, row in enumerate(loaded.rows):
            if second in row and row[second] is not None and row[second] == row.get(first):
                problem = f"{row[second]!r} is the row's own {first}"
                loaded.fault(index, second, problem, "Name another row, or leave the cell empty.")


def _check_repeated(loaded: Loaded) -> None:
    """A row that repeats another under an id of its own: equal in all but the id and the note."""
    first, *others = loaded.table.unique[0]
    seen: dict[tuple[Value, ...], int] = {}
    if others or first == "note":
        return
    compared = [column.name for column in loaded.table.columns if column.name not in (first, "note")]
    for index, row in enumerate(loaded.rows):
        if not all(name in row for name in compared):
            continue
        line = seen.setdefault(tuple(row[name] for name in compared), loaded.lines[index])
        if line != loaded.lines[index] and row.get(first) is not None:
            loaded.fault(
                index, first, f"the row repeats line {line} under another {first}", "Keep one of the two rows."
            )


def _check_any_of(loaded: Loaded) -> None:
    for rule in loaded.table.any_of:
        for index, row in loaded.filled(rule.when):
            is_exempt = row[rule.when] not in rule.among or (
                rule.unless and rule.unless in str(row.get("note")).lower()
            )
            if is_exempt or any(name not in row or row[name] is not None for name in rule.columns):
                continue
            names = ", ".join(rule.columns)
            otherwise = f", or write {rule.unless!r} into its note" if rule.unless else ""
            loaded.fault(index, names, "all of these cells are empty", f"Fill in one of them{otherwise}.")


def _check_same(loaded: Loaded) -> None:
    """Of rows that should agree, those that differ from most of them; from the first where there are as many."""
    for rule in loaded.table.same:
        for column in rule.columns:
            groups: dict[tuple[Value, ...], list[int]] = {}
            for index, row in loaded.filled(*rule.key, column):
                groups.setdefault(tuple(row[name] for name in rule.key), []).append(index)
            for key, indexes in groups.items():
                values = [loaded.rows[index][column] for index in indexes]
                usual = max(dict.fromkeys(values), key=values.count)
                line = loaded.lines[indexes[values.index(usual)]]
                for index, value in zip(indexes, values, strict=True):
                    if value != usual:
                        of = ", ".join(f"{name} {part}" for name, part in zip(rule.key, key, strict=True))
                        problem = f"{shown(value)!r} is not {shown(usual)!r}, as line {line} has it of the same {of}"
                        loaded.fault(index, column, problem, "Correct one of the two rows.")


def _check_spans(loaded: Loaded) -> None:
    for rule in loaded.table.spans:
        for index, row in loaded.filled(rule.start, rule.end):
            days = (day(row[rule.end]) - day(row[rule.start])).days + 1
            if days > 0 and not any(low <= days <= high for low, high in rule.days):
                lengths = " or ".join(f"{low} to {high}" for low, high in rule.days)
                problem = f"{row[rule.start]} to {row[rule.end]} is {days} days, but a fiscal period is {lengths}"
                loaded.fault(index, f"{rule.start}, {rule.end}", problem, "Correct one of the two days.")


def _check_products(loaded: Loaded) -> None:
    for rule in loaded.table.products:
        for index, row in loaded.filled(rule.column, *rule.factors):
            number, (one, two) = decimal(row[rule.column]), (decimal(row[name]) for name in rule.factors)
            if abs(number - one * two) > PRODUCT_TOLERANCE * number:
                problem = f"{shown(number)} is not {rule.factors[0]} {shown(one)} times {rule.factors[1]} {shown(two)}"
                loaded.fault(index, rule.column, problem, "Correct one of the three.")


def _check_percent(loaded: Loaded) -> None:
    """A text that names rates in percent names that of the row."""
    for column, text in loaded.table.percent:
        for index, row in loaded.filled(column, text):
            named = [Decimal(found) / 100 for found in PERCENT.findall(str(row[text]))]
            if named and decimal(row[column]) not in named:
                rates = " and ".join(f"{shown(rate * 100)} %" for rate in named)
                problem = f"{shown(row[column])} is not the rate that {text} names ({rates})"
                loaded.fault(index, column, problem, f"Correct {column} or {text}.")


def _check_spelled(loaded: Loaded) -> None:
    """One name is written in one way: not in two that differ by case, blanks or punctuation alone."""
    for column in loaded.table.spelled:
        ways: dict[str, str] = {}
        for index, row in loaded.filled(column):
            name = str(row[column])
            first = ways.setdefault(re.sub(r"[\W_]", "", name).casefold() or name, name)
            if name != first:
                loaded.fault(index, column, f"{name!r} is {first!r} in another row", "Write the name in one way.")

"""Rules between curated tables: references, shares, sources, rows that must agree with the row that they name.

Each function records the faults of one kind of rule, as the table's declaration has it (`tables.rules`).
"""

from __future__ import annotations

import re
from decimal import Decimal

from sources.reference.cells import NUMBER, Value
from sources.reference.loaded import Loaded, Row, Tables, shown
from sources.reference.tables import Cited, Column, Shares, Table
from sources.reference.tables.vocabulary import TIERS_OF_CONFIDENCE


def check_between_tables(loaded: Loaded, tables: Tables) -> None:
    """Record references that lead nowhere, and cells that what they refer to does not allow."""
    for check in (_check_references, _check_shares, _check_cited):
        check(loaded, tables)


def check_agreement(loaded: Loaded, tables: Tables) -> None:
    """Record rows that do not agree with the row of another table that they name."""
    for check in (_check_tiers, _check_agrees, _check_tickers):
        check(loaded, tables)


def _check_references(loaded: Loaded, tables: Tables) -> None:
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


def _check_shares(loaded: Loaded, tables: Tables) -> None:
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


def _unit(rule: Shares, row: Row, table: Table, tables: Tables) -> Value:
    """The unit of a row: its own, or that of the row which its column `through` refers to; None when there is none."""
    if rule.through is None:
        return row.get(rule.unit)
    other, key = str(table.column(rule.through).refers_to).split(".")
    named = row.get(rule.through)
    return next((found.get(rule.unit) for found in tables[other].rows if found.get(key) == named), None)


def _check_cited(loaded: Loaded, tables: Tables) -> None:
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


def _cited(rule: Cited, row: Row, table: Table, tables: Tables) -> Value:
    """A field of the row that is cited; None when there is no such row, which is reported elsewhere."""
    other, key = str(table.column(rule.column).refers_to).split(".")
    named = row.get(rule.column)
    return next((found.get(rule.field) for found in tables[other].rows if found.get(key) == named), None)


def _check_tiers(loaded: Loaded, tables: Tables) -> None:
    """A row is not surer than its source; that a document is a primary source is a rule of its own."""
    if not loaded.table.cited:
        return
    tiers = {row.get("source_id"): row.get("tier") for row in tables["sources"].rows}
    for index, row in loaded.filled("source_id", "confidence"):
        confidence, tier = str(row["confidence"]), tiers.get(row["source_id"])
        fitting = TIERS_OF_CONFIDENCE.get(confidence, ())
        if confidence != "document" and tier is not None and tier not in fitting:
            problem = f"{confidence} rests on a source that is {' or '.join(fitting)}; {row['source_id']!r} is {tier}"
            loaded.fault(index, "confidence", problem, "Write how sure the source makes it, or cite a better one.")


def _check_agrees(loaded: Loaded, tables: Tables) -> None:
    for rule in loaded.table.agrees:
        other, key = str(loaded.table.column(rule.through).refers_to).split(".")
        found = {row.get(key): row.get(rule.field) for row in tables[other].rows}
        for index, row in loaded.filled(rule.column, rule.through):
            value = found.get(row[rule.through])
            if value is not None and value != row[rule.column]:
                theirs = f"{rule.field} {shown(value)} of {row[rule.through]!r} in {other}.csv"
                problem = f"{shown(row[rule.column])} is not {theirs}"
                loaded.fault(index, rule.column, problem, rule.remedy)


def _check_tickers(loaded: Loaded, tables: Tables) -> None:
    """A ticker or CIK that is not watched, but has the characters of one that is, in another order, is a slip.

    A company that is no longer watched may stay in most tables, so an unknown one alone is none.
    """
    for column in loaded.table.columns:
        key = column.kind
        if loaded.table.name in ("companies", "former_ciks") and key == "cik":
            continue
        if loaded.table.name == "companies" or key not in ("ticker", "cik") or column.refers_to:
            continue
        watched = {str(row[key]) for _, row in tables["companies"].filled(key)}
        orders = {"".join(sorted(name)): name for name in watched}
        for index, row in loaded.filled(column.name):
            name = str(row[column.name])
            other = orders.get("".join(sorted(name)))
            if name not in watched and other is not None:
                problem = f"{name!r} is not in companies.csv, which has {other!r} with the same characters"
                loaded.fault(index, column.name, problem, f"Write {other}, or correct companies.csv.")

"""A curated table while it is loaded: typed rows with their line numbers, and the faults found so far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from sources.errors import BadInput
from sources.reference.cells import Value
from sources.reference.tables import Table

Row = dict[str, Value]


@dataclass
class Loaded:
    """The rows of one table. A cell that could not be parsed is absent from its row; an empty one is None."""

    table: Table
    label: str
    lines: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    faults: list[BadInput] = field(default_factory=list)

    def fault(self, index: int, column: str, problem: str, remedy: str) -> None:
        """Record a fault of one row: file, line, column, problem, remedy."""
        self.faults.append(BadInput(self.label, problem, remedy, f"line {self.lines[index]}, column {column}"))

    def filled(self, *columns: str) -> Iterator[tuple[int, Row]]:
        """The rows in which all these columns are filled and were parsed, with their position."""
        for index, row in enumerate(self.rows):
            if all(row.get(name) is not None for name in columns):
                yield index, row


Tables = dict[str, Loaded]


def label(folder: Path, name: str) -> str:
    """The name of a file in messages: its last two folders and its name, the same on every machine."""
    return "/".join([*folder.resolve().parts[-2:], name])


def decimal(value: Value) -> Decimal:
    """A cell of a numeric kind as a number."""
    return Decimal(str(value))


def day(value: Value) -> date:
    """A cell of kind date as a day."""
    if not isinstance(value, date):
        raise TypeError(f"{value!r} is not a day")
    return value


def shown(value: Value) -> str:
    """A value as it is typed: a number without needless zeros."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value)

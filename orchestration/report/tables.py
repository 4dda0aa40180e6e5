"""Tables of the page: their columns, and the cells made from the rows of an answer.

A cell keeps the exact value of every figure with its column, and its row keeps the condition that selects it in the
published table, so that a displayed value can be compared with the marts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from orchestration.report import formatting
from orchestration.report.queries import Answer, where

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Part:
    """A part of a cell: plain formatting, or a figure of a column, or a link within the page."""

    text: str
    column: str | None = None
    value: str | None = None
    href: str | None = None


@dataclass(frozen=True)
class Cell:
    """The content of one cell, and its sort key."""

    title: str
    parts: list[Part]
    sort: str
    kind: str


@dataclass(frozen=True)
class Line:
    """A row with the condition that finds it in its table."""

    where: str
    cells: list[Cell]
    row: Row


@dataclass(frozen=True)
class Column:
    """A column of a table: its title, the columns of the answer that it shows, and their format."""

    title: str
    names: tuple[str, ...]
    kind: str = "text"


@dataclass(frozen=True)
class Table:
    """A table of the page."""

    table: str
    columns: Sequence[Column]
    lines: list[Line] = field(default_factory=list)


_FIGURES: Final[dict[str, Callable[[Any], str]]] = {
    "usd": formatting.usd,
    "share": formatting.share,
    "count": formatting.count,
    "whole": formatting.whole,
    "plain": lambda value: formatting.NOTHING if value is None else str(value).replace("-", "−"),
}
_PLAIN: Final[dict[str, Callable[[Any], str]]] = {
    "day": formatting.day,
    "scope": formatting.scope,
    "words": formatting.plain,
}
NUMERIC: Final = frozenset(_FIGURES)


def tabled(answer: Answer, table: str, keys: Sequence[str], columns: Sequence[Column]) -> Table:
    """The rows of an answer as a table of the page; `keys` identify a row in the published `table`."""
    lines = [Line(where(row, keys), [_cell(row, column) for column in columns], row) for row in answer.rows()]
    return Table(table, columns, lines)


def figure(row: Row, name: str, kind: str) -> Part:
    """One figure with its exact value."""
    return Part(_FIGURES[kind](row[name]), name, None if row[name] is None else exact(row[name]))


def exact(value: Any) -> str:
    """The exact value as text."""
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _cell(row: Row, column: Column) -> Cell:
    parts = _parts(row, column)
    first = row[column.names[0]]
    if column.kind == "fiscal":
        first = row[column.names[2]] if len(column.names) > 2 else first
    known = [row[name] for name in column.names if row[name] is not None]
    value = first if first is not None else (known[0] if known else "")
    return Cell(column.title, parts, exact(value), "number" if column.kind in NUMERIC else column.kind)


def _parts(row: Row, column: Column) -> list[Part]:
    names, kind = column.names, column.kind
    first = row[names[0]]
    if kind in _FIGURES:
        return _figures(row, names, kind)
    if kind in _TOGETHER:
        return _TOGETHER[kind](row, names)
    if first is None:
        return [Part(formatting.NOTHING)]
    if kind == "source":
        return [Part(str(first), href=f"#source-{first}")]
    return [Part(_PLAIN.get(kind, str)(first))]


def _figures(row: Row, names: Sequence[str], kind: str) -> list[Part]:
    """One figure, or two ends of a range; a range without width is shown once."""
    if len(names) == 1:
        return [figure(row, names[0], kind)]
    low, high = (figure(row, name, kind) for name in (names[0], names[-1]))
    if low.value is None and high.value is None:
        return [Part(formatting.NOTHING)]
    if low.text == high.text:
        return [low]
    return [low, Part(" to "), high]


def _claimed(row: Row, names: Sequence[str]) -> list[Part]:
    """A claim's figure in its own unit, its range, its days or its text: (low, value, high, from, to, text)."""
    low, value, high, first, last, text = names

    def part(name: str) -> Part:
        return Part(formatting.in_unit(row[name], row["unit"]), name, exact(row[name]))

    ends = [part(name) for name in (low, high) if row[name] is not None]
    if row[value] is not None and (len(ends) < 2 or ends[0].text == ends[1].text):
        parts = [part(value)]
    elif len(ends) == 2:
        parts = [ends[0], Part(" to "), ends[1]] if ends[0].text != ends[1].text else ends[:1]
    elif ends:
        parts = [Part("at least " if row[high] is None else "at most "), ends[0]]
    elif row[first] is not None:
        parts = [Part(formatting.spread(formatting.day(row[first]), formatting.day(row[last])))]
    else:
        parts = [Part(formatting.plain(row[text]))]
    return parts


def _when(row: Row, names: Sequence[str]) -> list[Part]:
    """When a signal happened, or when it is due."""
    del names
    if row["happened_from"] is not None:
        return [Part(formatting.period(row["happened_from"], row["happened_to"], row["happened_precision"]))]
    if row["due_from"] is None and row["due_to"] is None:
        return [Part("no date")]
    return [Part(f"due {formatting.period(row['due_from'], row['due_to'], row['due_precision'])}")]


def _fiscal(row: Row, names: Sequence[str]) -> list[Part]:
    year, quarter, *end = (row[name] for name in names)
    return [Part(formatting.fiscal(year, quarter, *end))]


def _filing(row: Row, names: Sequence[str]) -> list[Part]:
    """An accession with a link to the filing's index at the SEC."""
    accession, cik = (row[name] for name in names)
    if accession is None:
        return [Part(formatting.NOTHING)]
    folder = f"https://www.sec.gov/Archives/edgar/data/{int(cik)}/{accession.replace('-', '')}"
    return [Part(accession, href=f"{folder}/{accession}-index.htm")]


def _reasoned(row: Row, names: Sequence[str]) -> list[Part]:
    """The claim, then the reason of the verdict, then the evidence: rows of the warehouse, as conditions."""
    return [Part(str(row[name] or "")) for name in names]


def newest(answer: Answer, column: str) -> str:
    """The newest day of a column as text."""
    values = [row[column] for row in answer.rows() if row[column] is not None]
    value: date | datetime | None = max(values) if values else None
    return formatting.day(value)


_TOGETHER: Final[dict[str, Callable[[Row, Sequence[str]], list[Part]]]] = {
    "claimed": _claimed,
    "filing": _filing,
    "fiscal": _fiscal,
    "reasoned": _reasoned,
    "when": _when,
}

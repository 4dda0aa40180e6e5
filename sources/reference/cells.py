"""One cell: from text to a typed value, or the problem with it.

Contains one parser and one polars type for each kind of column. The cell's place is added by `load`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Final

import duckdb
import polars as pl

from sources.edgar.schemas import VALUE
from sources.reference.tables import Column, Kind

Value = str | int | Decimal | date | None

#: A rate or probability: 0 to 1, with six digits after the point.
SHARE: Final = pl.Decimal(9, 6)

TYPES: Final[dict[Kind, pl.DataType]] = {
    "integer": pl.Int64(),
    "decimal": VALUE,
    "positive": VALUE,
    "share": SHARE,
    "date": pl.Date(),
}

NUMBER: Final = re.compile(r"[+-]?[0-9]{1,20}(\.[0-9]{1,18})?")
#: kind → (pattern of a whole cell, name of the kind, what to write instead)
SHAPES: Final[dict[Kind, tuple[re.Pattern[str], str, str]]] = {
    "ticker": (
        re.compile(r"[A-Z0-9]+([.\-][A-Z0-9]+)*"),
        "a ticker (capital letters and digits)",
        "Write the ticker as the exchange lists it, such as NVDA.",
    ),
    "accession": (
        re.compile(r"[0-9]{10}-[0-9]{2}-[0-9]{6}"),
        "an accession",
        "Write it with both dashes, such as 0001045810-26-000021.",
    ),
    "qname": (
        re.compile(r"[A-Za-z][\w.-]*:[A-Za-z_][\w.-]*"),
        "a prefixed XBRL name",
        "Write prefix and name, such as us-gaap:Revenues.",
    ),
    "xbrl_decimals": (
        re.compile(r"INF|-?[0-9]{1,2}"),
        "an XBRL decimals attribute",
        "Write a whole number such as -6 (exact to the million), or INF.",
    ),
    "url": (
        re.compile(r"https?://[^\s/]+\.[^\s/]+(/\S*)?"),
        "a web address",
        "Write the whole address, beginning with https://.",
    ),
    "names": (
        re.compile(r"\w[\w.\-]*(;\w[\w.\-]*)*"),
        "a list of names",
        "Write names with a semicolon between them and no blanks, such as NVDA;AMD.",
    ),
    "windows": (
        re.compile(r"[0-9.]+-[0-9.]+@[0-9.]+-[0-9.]+(;[0-9.]+-[0-9.]+@[0-9.]+-[0-9.]+)*"),
        "a list of classes",
        "Write performance@bandwidth, each low-high, such as 14000-17500@4500-5000, with semicolons between.",
    ),
    "conditions": (
        re.compile(r"\w+=[^\s;=]+(;\w+=[^\s;=]+)*"),
        "a list of conditions",
        "Write column=value with semicolons between, such as metric=accelerator_price;unit=usd.",
    ),
    "formula": (
        re.compile(r"(C[0-9]+[a-z]?|[0-9]+(\.[0-9]+)?)([*/](C[0-9]+[a-z]?|[0-9]+(\.[0-9]+)?))*"),
        "a number, or claims multiplied and divided",
        "Write a number such as 0.75, or claims of capacity_estimates.csv such as C021*C026/C025.",
    ),
    "geography": (
        re.compile(r"[A-Z]{2}|=country|region|residual|excluded_china|combined"),
        "a geography",
        "Write a two-letter ISO 3166 code, =country, region, residual, excluded_china or combined.",
    ),
}


class WrongCell(ValueError):
    """A cell that its column does not allow: the problem, and what to write instead."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy


def polars_type(kind: Kind) -> pl.DataType:
    return TYPES.get(kind, pl.String())


def parse(text: str, column: Column) -> Value:
    """The typed value of a cell without surrounding blanks; None when an optional cell is empty. Raises WrongCell."""
    if not text and column.default is not None:
        text = column.default
    if not text:
        if column.required:
            raise WrongCell("the cell is empty but must be filled", f"Fill in {column.name}.")
        return None
    value = PARSERS.get(column.kind, _string)(text, column)
    if column.values and text not in column.values:
        raise WrongCell(f"{text!r} is not one of {', '.join(column.values)}", "Write one of these exactly.")
    return value


def _string(text: str, column: Column) -> Value:
    if column.kind in SHAPES:
        shape, called, remedy = SHAPES[column.kind]
        if not shape.fullmatch(text):
            raise WrongCell(f"{text!r} is not {called}", remedy)
    return text


def _cik(text: str, _: Column) -> Value:
    if not re.fullmatch(r"[0-9]{1,10}", text) or not int(text):
        raise WrongCell(f"{text!r} is not a CIK (up to ten digits)", "Write the number from EDGAR's company page.")
    return text.zfill(10)


def _integer(text: str, column: Column) -> Value:
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", text):
        raise WrongCell(f"{text!r} is not a whole number", "Write digits only, such as 0 or -1.")
    if column.least is not None and int(text) < column.least:
        raise WrongCell(f"{text!r} is below {column.least}", f"Write a whole number from {column.least} up.")
    return int(text)


def _decimal(text: str, _: Column) -> Decimal:
    if not NUMBER.fullmatch(text):
        raise WrongCell(f"{text!r} is not a number", "Write digits and a point, without separators, unit or exponent.")
    return Decimal(text)


def _positive(text: str, column: Column) -> Value:
    number = _decimal(text, column)
    if number <= 0:
        raise WrongCell(f"{text!r} is not above 0", "Write the number, or leave the cell empty where it is not known.")
    return number


def _windows(text: str, column: Column) -> Value:
    """Classes, unchanged; each bound must be a number, and each low end below its high end."""
    _string(text, column)
    for window in text.split(";"):
        for pair in window.split("@"):
            low, high = (_decimal(bound, column) for bound in pair.split("-"))
            if low >= high:
                problem = f"in {window!r} the low end {low} is not below the high end {high}"
                raise WrongCell(problem, "Write each class as low-high, such as 14000-17500@4500-5000.")
    return text


def _share(text: str, _: Column) -> Value:
    remedy = "Write a share from 0 to 1 with at most six decimals, such as 0.15 for 15 %."
    if not NUMBER.fullmatch(text):
        raise WrongCell(f"{text!r} is not a share", remedy)
    share = Decimal(text)
    if not 0 <= share <= 1:
        raise WrongCell(f"{text!r} is {'above 1' if share > 1 else 'below 0'}, but the column is a share", remedy)
    if share != share.quantize(Decimal("0.000001")):
        raise WrongCell(f"{text!r} has more than six decimals", remedy)
    return share


def _date(text: str, _: Column) -> Value:
    remedy = "Write year-month-day, such as 2026-01-25."
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise WrongCell(f"{text!r} is not a date", remedy)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongCell(f"{text!r} is not a day of the calendar", remedy) from None


def _regex(text: str, _: Column) -> Value:
    complaint = regex_complaint(text)
    if complaint:
        raise WrongCell(
            f"{text!r} is not a regular expression ({complaint})",
            "Write RE2 syntax: no look-ahead, no look-behind, no back-references.",
        )
    return text


@cache
def regex_complaint(pattern: str) -> str | None:
    """DuckDB's error for a pattern; None when it compiles. DuckDB uses RE2, whose syntax is not Python's."""
    try:
        _engine().cursor().execute("select regexp_matches('', $1, 'i')", [pattern])
    except duckdb.Error as error:
        return str(error).removeprefix("Invalid Input Error: ").splitlines()[0]
    return None


@cache
def _engine() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


PARSERS: Final[dict[Kind, Callable[[str, Column], Value]]] = {
    "cik": _cik,
    "integer": _integer,
    "decimal": _decimal,
    "positive": _positive,
    "windows": _windows,
    "share": _share,
    "date": _date,
    "regex": _regex,
}

"""Read a page of the report: its figures with the row that they name and the text that they show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import lxml.html

SCALES = {"bn": 9, "mn": 6, "%": -2}


@dataclass(frozen=True)
class ShownFigure:
    """A figure on the page: where it says it comes from, its exact value, and the words that a reader sees."""

    table: str
    where: str
    column: str
    value: str
    text: str


def parse(page: Path) -> Any:
    """The page as a tree."""
    return lxml.html.fromstring(page.read_bytes())


def figures(tree: Any) -> Iterator[ShownFigure]:
    """Every figure of the page that names a column of a mart."""
    for node in tree.iter("data"):
        table, where = (_nearest(node, name) for name in ("data-table", "data-where"))
        yield ShownFigure(table, where, node.get("data-column"), node.get("value"), node.text_content().strip())


def _nearest(node: Any, name: str) -> str:
    while node is not None:
        if node.get(name):
            return str(node.get(name))
        node = node.getparent()
    raise AssertionError(f"a figure without {name}")


def bounds(text: str) -> tuple[Decimal, Decimal]:
    """Between which values a figure must lie to be shown so: half a unit of its last digit either way."""
    if found := re.fullmatch(r"(\d+)\s(\w{3}) (\d{4})", text):
        day = datetime.strptime(" ".join(found.groups()), "%d %b %Y").date()  # noqa: DTZ007 - a day has no zone
        number = Decimal((day - date(1970, 1, 1)).days)
        return number, number
    found = re.fullmatch(r"(−?)[$¥]?([\d,]+(?:\.\d+)?)(?:\s(.+))?", text)
    assert found, text
    sign, digits, unit = found.groups()
    number = Decimal(digits.replace(",", "")) * (-1 if sign else 1)
    scale = SCALES.get(unit or "", 0)
    last = int(number.as_tuple().exponent) if "." in digits else _trailing(digits)
    half = Decimal(5).scaleb(last - 1 + scale)
    return number.scaleb(scale) - half, number.scaleb(scale) + half


def _trailing(digits: str) -> int:
    """How many digits at the end of a whole number are only rounding: three are shown."""
    plain = digits.replace(",", "")
    return max(0, len(plain) - 3) if set(plain[3:]) <= {"0"} else 0

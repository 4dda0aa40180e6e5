"""The inline XBRL transforms that yield text: dates, booleans and ticked boxes.

Covers what the cover page of a filing needs. Number transforms are in `transforms`, the SEC's names of places and
exchanges in `sec_names`; no fact that is read has a duration. A date is written as in XML Schema: 2025-01-26, --01-26
(month and day), 2025-01 (year and month).
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from sources.edgar.xbrl.sec_names import sec_code
from sources.edgar.xbrl.transforms import plain_name

_MONTH_NAMES: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS: Final = {word: number for number, word in enumerate(_MONTH_NAMES, 1)}
_PARTS: Final = re.compile(r"year|month|day")
_TOKEN: Final = re.compile(r"[0-9]+|[^\W\d_]+")
#: Transforms of the first registry, whose names do not contain their order.
_ORDERS: Final = {
    "dateslashus": "month day year",
    "datedotus": "month day year",
    "datelongus": "month day year",
    "dateshortus": "month day year",
    "dateslasheu": "day month year",
    "datedoteu": "day month year",
    "datelonguk": "day month year",
    "dateshortuk": "day month year",
}
_FIXED: Final = {
    "fixedtrue": "true",
    "booleantrue": "true",
    "fixedfalse": "false",
    "booleanfalse": "false",
    "nocontent": "",
    "fixedempty": "",
    "fixedzero": "0",
}
_BALLOT: Final = {
    "☐": "false",
    "☒": "true",
    "☑": "true",
    "o": "false",
    "x": "true",
    "þ": "true",
    "¨": "false",
    "✓": "true",
}
_BOXES: Final = {
    "boolballotbox": _BALLOT,
    "yesnoballotbox": {box: "Yes" if value == "true" else "No" for box, value in _BALLOT.items()},
}
#: `datequarterend`: the last month of the quarter that a word or digit names.
_QUARTERS: Final = {"1": 3, "first": 3, "2": 6, "second": 6, "3": 9, "third": 9, "4": 12, "fourth": 12, "last": 12}


def read_text(shown: str, transform: str | None) -> tuple[str, str | None]:
    """The text of a non-numeric fact, and why its transform was not applied (then the text is the one shown)."""
    text = " ".join(shown.split())
    if transform is None:
        return text, None
    name = plain_name(transform)
    if name in _FIXED:
        return _FIXED[name], None
    if name == "datequarterend":
        found = _quarter_end(text)
    elif name.startswith("date"):
        found = _date(text, name)
    else:
        found = _BOXES[name].get(text.lower()) if name in _BOXES else sec_code(text, name)
    if found is None:
        return text, f"{text[:60]!r} was not transformed by {transform}"
    return found, None


def _quarter_end(text: str) -> str | None:
    """The last day of the calendar quarter that a text names by its number or ordinal and its year."""
    tokens = _TOKEN.findall(text.lower())
    years = [int(one) for one in tokens if one.isdigit() and len(one) == 4]
    months = [_QUARTERS[one] for one in tokens if one in _QUARTERS]
    if len(years) != 1 or len(months) != 1 or not years[0]:
        return None
    return f"{years[0]:04d}-{months[0]:02d}-{30 if months[0] in (6, 9) else 31}"


def _date(text: str, name: str) -> str | None:
    """A date in the order given by the transform's name, with the month as a number or in English."""
    if "era" in name or "ind" in name:  # years of Japanese eras, and India's national calendar
        return None
    # Other languages have a code at the end of the name (…-de); only their numeric months are supported.
    order = _PARTS.findall(_ORDERS.get(name, name))
    has_month_name = any(word.isalpha() and word[:3].lower() in _MONTHS for word in _TOKEN.findall(text))
    tokens = [
        token
        for token in _TOKEN.findall(text)
        if token.isdigit() or (has_month_name and token[:3].lower() in _MONTHS and len(token) > 2)
    ]
    if not order or len(tokens) != len(order):
        return None
    parts: dict[str, int] = {}
    for part, token in zip(order, tokens, strict=True):
        number = int(token) if token.isdigit() and len(token) <= 4 else _MONTHS.get(token[:3].lower())
        if number is None or (part != "month" and not token.isdigit()):
            return None
        parts[part] = number + 2000 if part == "year" and len(token) <= 2 else number
    try:  # a leap year, so that 29 February is a day
        day = date(parts.get("year", 2000), parts.get("month", 1), parts.get("day", 1))
    except ValueError:
        return None
    written = {
        ("day", "month", "year"): day.isoformat(),
        ("day", "month"): f"--{day:%m-%d}",
        ("month", "year"): f"{day.year:04d}-{day.month:02d}",
    }
    return written.get(tuple(sorted(parts)))

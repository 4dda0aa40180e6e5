"""EDGAR's JSON answers as Python values, and the errors for bad answers.

Contains decoding with exact numbers, detection of web pages in place of data, checks of type and date, and error texts
with their place. What the fields of an answer mean is in `submissions` and `companyfacts`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, Final, NoReturn

import polars as pl

from sources.errors import BadInput

FETCH_AGAIN: Final = "Fetch the file again"
#: Text for the place of a row (counted from 0), computed only when there is a fault.
Place = Callable[[int], str]
#: How much of a body is read to distinguish a page from data.
_HEAD: Final = 4096
#: A page's title may come after its styles and scripts.
_TITLE: Final = re.compile(rb"<title[^>]*>([^<]*)", re.IGNORECASE)
#: An escape in a JSON string; its code, where it is one by number.
_ESCAPE: Final = re.compile(r"\\(?:u([0-9a-fA-F]{4})|.)")
_SURROGATE: Final = re.compile(r"\\u[dD][89a-fA-F]")
RATE_PAGE: Final = "EDGAR's page «Request Rate Threshold Exceeded», not data"
UNDECLARED_PAGE: Final = "EDGAR's page «Undeclared Automated Tool», not data"
#: What EDGAR returns in place of data, and the text for it. The first match counts.
_PAGES: Final = (
    (b"request rate threshold exceeded", RATE_PAGE),
    (b"undeclared automated tool", UNDECLARED_PAGE),
    (b"nosuchkey", "EDGAR's «NoSuchKey» answer (there is no such file), not data"),
    (b"file unavailable", "EDGAR's page «File Unavailable», not data"),
)


class _RepeatedName(ValueError):
    """The same name twice in one object: a JSON reader would silently keep the last."""


def recognise_page(data: bytes) -> str | None:
    """The text for a well-known EDGAR page; None for any other body."""
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not head.startswith(b"<"):
        return None
    title = _TITLE.search(data)
    shown = head + title[1].lower() if title else head
    return next((words for mark, words in _PAGES if mark in shown), None)


def _lone_surrogate(text: str) -> int | None:
    """Where half of a surrogate pair (U+D800 to U+DFFF) is escaped alone: Python reads it, and nothing can write it."""
    if not _SURROGATE.search(text):
        return None
    first: int | None = None
    for found in _ESCAPE.finditer(text):
        code = int(found[1] or "0", 16)
        is_second = 0xDC00 <= code <= 0xDFFF
        if first is not None and not (is_second and found.start() == first + len(found[0])):
            return first
        if first is None and is_second:
            return found.start()
        first = found.start() if 0xD800 <= code < 0xDC00 else None
    return first


def read_json(data: bytes, name: str) -> dict[str, Any]:
    """The JSON object in `data`, numbers exact: int, or Decimal for a number with a point or an exponent.

    Raises BadInput (with the byte and the line) for an empty body, a web page, text that is not UTF-8, truncated or
    otherwise unreadable JSON, half a surrogate pair, a repeated name, NaN or Infinity, and for JSON that is not an
    object.
    """
    if not data.strip():
        raise BadInput(name, "empty, 0 bytes of JSON", FETCH_AGAIN, "the whole file")
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise BadInput(name, recognise_page(data) or "a web page or XML, not JSON", FETCH_AGAIN, "byte 0, line 1")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        place = f"byte {fault.start}, line {line}"
        raise BadInput(name, f"not UTF-8 text ({fault.reason})", FETCH_AGAIN, place) from fault
    if (at := _lone_surrogate(text)) is not None:
        problem = f"{text[at : at + 6]} is half of a surrogate pair, and no character"
        raise BadInput(name, problem, FETCH_AGAIN, f"character {at}, line {text.count(chr(10), 0, at) + 1}")
    try:
        value = json.loads(
            text, parse_float=Decimal, parse_constant=_refuse_constant, object_pairs_hook=_object_with_unique_names
        )
    except json.JSONDecodeError as fault:
        _raise_unreadable(text, name, fault)
    except (ValueError, ArithmeticError, RecursionError) as fault:
        unnamed = {RecursionError: "nested too deeply", InvalidOperation: "an exponent beyond any number"}
        problem = unnamed.get(type(fault), str(fault))
        raise BadInput(name, f"not usable JSON: {problem}", FETCH_AGAIN, "the whole file") from fault
    if not isinstance(value, dict):
        raise BadInput(
            name, f"JSON, but {json_type(value)} where an object should be", "Check what this file is", "byte 0, line 1"
        )
    return value


def json_type(value: object) -> str:
    """The JSON type of a value as text for an error message."""
    if value is None:
        return "null"
    names: dict[type, str] = {bool: "true/false", str: "a string", int: "a number", Decimal: "a number"}
    return names.get(type(value), "a list" if isinstance(value, list) else "an object")


def wrong_type(name: str, place: str, expected: str, value: object) -> BadInput:
    """The fault "here should be …, but there is …"."""
    remedy = "Check that this is the file EDGAR gives, or fetch it again"
    return BadInput(name, f"{expected} expected, {json_type(value)} found", remedy, place)


def cik_of(value: object, name: str, place: str = "cik") -> str:
    """A CIK as ten digits from EDGAR's number or string. Raises BadInput when it is neither."""
    text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if not (text.isascii() and text.isdigit() and len(text) <= 10):
        raise wrong_type(name, place, "a CIK (up to ten digits)", value)
    return text.zfill(10)


def strings(values: Sequence[object], name: str, column: str, place: Place | None = None) -> pl.Series:
    """A text column; null, missing and "" become null. Raises BadInput at the first entry of another type."""
    try:
        return pl.Series(column, [None if value == "" else value for value in values], dtype=pl.String, strict=True)
    except TypeError:
        row = next(row for row, value in enumerate(values) if value is not None and not isinstance(value, str))
        raise wrong_type(name, _place(column, row, place), "a string", values[row]) from None


def dates(text: pl.Series, name: str, place: Place | None = None) -> pl.Series:
    """Dates from YYYY-MM-DD text. Raises BadInput at the first that is no date."""
    parsed = text.str.to_date("%Y-%m-%d", strict=False)
    unshaped = (text.str.len_bytes() != 10) | parsed.is_null()
    _refuse(text, unshaped, name, "a date (YYYY-MM-DD)", place)
    return parsed


def instants(text: pl.Series, name: str, place: Place | None = None) -> pl.Series:
    """UTC instants, in microseconds, from text such as 2025-11-19T21:36:17.000Z. Raises BadInput as `dates` does."""
    parsed = text.str.to_datetime("%Y-%m-%dT%H:%M:%S%.fZ", time_unit="us", strict=False)
    _refuse(text, parsed.is_null(), name, "a time (YYYY-MM-DDThh:mm:ss.000Z)", place)
    return parsed.dt.replace_time_zone("UTC")


def _refuse(text: pl.Series, is_bad: pl.Series, name: str, expected: str, place: Place | None) -> None:
    """Raise BadInput for the first text that is present and invalid."""
    bad = text.is_not_null() & is_bad
    if bad.any():
        row = bad.arg_max() or 0
        problem = f"{expected} expected, {text[row]!r} found"
        raise BadInput(name, problem, "Fetch the file again", _place(text.name, row, place))


def _place(column: str, row: int, place: Place | None) -> str:
    """The place of an entry: its column, and its number from 1 or the caller's text for the row."""
    return f"{place(row)}, {column}" if place else f"{column}, entry {row + 1}"


def _object_with_unique_names(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A dict of a JSON object. Raises when a name is repeated, because one of the two values would be lost."""
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _RepeatedName(f"the name {twice!r} appears twice in one object")
    return made


def _refuse_constant(word: str) -> NoReturn:
    """Refuse NaN and Infinity, which Python accepts but JSON does not have."""
    raise ValueError(f"{word} is not a JSON number")


def _raise_unreadable(text: str, name: str, fault: json.JSONDecodeError) -> NoReturn:
    """Raise BadInput with the place of the error, and whether the JSON is truncated or is not JSON."""
    end = text.rstrip()
    is_in_last_word = fault.pos >= len(end) - len("false") and not end.endswith("}")
    is_cut = fault.pos >= len(end) or is_in_last_word or fault.msg.startswith("Unterminated string")
    at = len(text) if is_cut else fault.pos
    place = f"byte {len(text[:at].encode())}, line {text.count(chr(10), 0, at) + 1}"
    problem = "truncated JSON: it ends in the middle" if is_cut else f"not JSON ({fault.msg.lower()})"
    raise BadInput(name, problem, FETCH_AGAIN, place) from fault

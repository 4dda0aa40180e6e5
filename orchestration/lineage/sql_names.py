"""Which names an SQL query reads to compute a column, by name, without a parser of SQL.

Follows `expression as name` through the common table expressions of one query. Tables are not distinguished, so a name
that two of them share counts for both: the answer may hold a name too many, and is a list of what to look at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

_IGNORED: Final = re.compile(r"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'|\{#.*?#\}", re.DOTALL)
_TOKEN: Final = re.compile(r'"[^"]*"|[A-Za-z_]\w*|[(),.\[\]]')
_STARTS: Final = frozenset(
    [",", "select", "distinct", "from", "join", "on", "where", "by", "having", "using", "union", "with"]
)
_KEYWORDS: Final = frozenset(
    [
        "all", "and", "as", "asc", "between", "by", "case", "cast", "cross", "current", "desc", "distinct", "else",
        "end", "exclude", "except", "false", "filter", "first", "following", "full", "group", "having", "ilike",
        "in", "inner", "interval", "is", "join", "last", "left", "like", "limit", "not", "null", "nulls", "on",
        "or", "order", "outer", "over", "partition", "preceding", "qualify", "range", "replace", "right", "row",
        "rows", "select", "then", "true", "unbounded", "union", "using", "when", "where", "with", "bigint",
        "boolean", "date", "decimal", "double", "integer", "timestamp", "varchar",
    ]
)  # fmt: skip
_LITERAL: Final = re.compile(r"'[^']*'")
_COMPARED: Final = re.compile(r"(?<![\w.])(?:\w+\.)?(\w+)\s*(?:=\s*('[^']*')|in\s*\(((?:\s*'[^']*'\s*,?)+)\))")
_OPEN, _CLOSE = frozenset("(["), frozenset(")]")


def names_read(sql: str, columns: Iterable[str]) -> frozenset[str]:
    """Names that the query takes from its tables to compute these columns; a column itself where it is passed on."""
    definitions = _definitions(sql)
    found = _reached(definitions, columns)
    return frozenset(name for name in found if not definitions.get(name, frozenset()) - {name})


def names_beside(sql: str, column: str) -> frozenset[str]:
    """Every name on the way to the column, itself left out: candidates for the columns of a row it is computed from."""
    definitions = _definitions(sql)
    return frozenset(_reached(definitions, definitions.get(column, ())) - {column})


def _reached(definitions: Mapping[str, frozenset[str]], names: Iterable[str]) -> set[str]:
    """These names, the names in their expressions, and so on."""
    found: set[str] = set()
    pending = set(names)
    while pending:
        name = pending.pop()
        found.add(name)
        pending |= definitions.get(name, frozenset()) - found
    return found


@lru_cache(maxsize=512)
def _definitions(sql: str) -> dict[str, frozenset[str]]:
    """For each name after `as`, the names in its expression; of a name defined more than once, of all expressions."""
    tokens = [token.strip('"') for token in _TOKEN.findall(_IGNORED.sub(" ", sql))]
    found: dict[str, set[str]] = {}
    for place, token in enumerate(tokens):
        if token.lower() != "as" or place + 1 == len(tokens) or not re.match(r"[A-Za-z_]", tokens[place + 1]):
            continue
        name = tokens[place + 1]
        if name.lower() in _KEYWORDS:
            continue
        found.setdefault(name, set()).update(_names(tokens, _start(tokens, place), place))
    return {name: frozenset(read) for name, read in found.items()}


def _start(tokens: list[str], end: int) -> int:
    """Where the expression that ends before `end` starts: after a comma or clause of the same depth."""
    depth = 0
    for place in range(end - 1, -1, -1):
        word = tokens[place].lower()
        if word in _CLOSE:
            depth += 1
        elif word in _OPEN:
            if depth == 0:
                return place + 1
            depth -= 1
        elif depth == 0 and word in _STARTS:
            return place + 1
    return 0


def _names(tokens: list[str], start: int, end: int) -> Iterable[str]:
    """Names in the expression; no keywords, functions and names of tables before a dot."""
    for place in range(start, end):
        token = tokens[place]
        following = tokens[place + 1] if place + 1 < end else ""
        if re.match(r"[A-Za-z_]", token) and token.lower() not in _KEYWORDS and following not in ("(", "."):
            yield token


def literals_read(sql: str) -> dict[str, frozenset[str]]:
    """For each name that the query compares with texts, `name = 'text'` or `name in ('text', ...)`, these as SQL.

    Conditions with `or`, `not` and `case` are not distinguished: the texts narrow a list of rows to look at, and prove
    nothing.
    """
    found: dict[str, set[str]] = {}
    for name, one, several in _COMPARED.findall(re.sub(r"--[^\n]*", " ", sql)):
        found.setdefault(name, set()).update(_LITERAL.findall(one or several))
    return {name: frozenset(values) for name, values in found.items()}

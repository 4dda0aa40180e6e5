"""Tables in documentation that are answers of the published marts: `python -m orchestration.pages` writes them anew.

A page holds a query in a comment, the table that answers it, and a closing comment:

    <!-- sql
    select ... from capacity.yield_consensus
    -->
    | ... |
    <!-- /sql -->

Belongs here: filling such tables in. Not: what is asked (the page says so), nor prose.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Final

import duckdb

from orchestration.home import PROJECT, Home

PAGES: Final = PROJECT / "docs"
ANSWER: Final = re.compile(r"<!-- sql\n(?P<query>.*?)\n-->\n(?P<table>.*?)<!-- /sql -->", re.DOTALL)


def pages() -> list[Path]:
    """Every page of the documentation that holds a query."""
    return [path for path in sorted(PAGES.glob("*.md")) if ANSWER.search(path.read_text(encoding="utf-8"))]


def answered(text: str, con: duckdb.DuckDBPyConnection) -> str:
    """The text of a page with every table as the marts answer now."""

    def answer(found: re.Match[str]) -> str:
        asked = con.execute(found["query"])
        columns = [column[0] for column in asked.description or ()]
        return f"<!-- sql\n{found['query']}\n-->\n{_table(columns, asked.fetchall())}<!-- /sql -->"

    return ANSWER.sub(answer, text)


def _table(columns: list[str], rows: Iterable[tuple[object, ...]]) -> str:
    lines = [columns, ["---"] * len(columns), *([_cell(value) for value in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cell(value: object) -> str:
    """A figure without the zeros that its type adds; nothing is a dash; a bar would end the cell."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        value = f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else value
    return str(value).replace("|", "\\|")


def main() -> None:
    """Write every page anew from the published file."""
    with duckdb.connect(str(Home.find().published_file), read_only=True) as con:
        for page in pages():
            page.write_text(answered(page.read_text(encoding="utf-8"), con), encoding="utf-8")
            sys.stdout.write(f"{page.relative_to(PROJECT)}\n")


if __name__ == "__main__":
    main()

"""Documentation pages with query results from the published file.

`python -m orchestration.catalog.documentation` updates them.

A page has a query, in a comment or visible, then the result as a table, and a closing comment:

    <!-- sql                                                    ```sql
    select ... from capacity.yield_consensus                    select ... from capacity.yield_consensus
    -->                                                         ```
    | ... |
    <!-- /sql -->                                               <!-- answer -->
                                                                | ... |
                                                                <!-- /answer -->

This module fills in the tables. `dictionary.md` is generated completely.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Final

import duckdb

from orchestration.runtime.paths import PROJECT, Home
from orchestration.warehouse.dbt import ensure_manifest

PAGES: Final = PROJECT / "docs"
DICTIONARY: Final = PAGES / "dictionary.md"
ANSWER: Final = re.compile(
    r"(?P<before><!-- sql\n(?P<hidden>(?:(?!-->).)*?)\n-->\n"
    r"|```sql\n(?P<shown>(?:(?!```).)*?)\n```\n\n<!-- answer -->\n)"
    r"(?P<table>.*?)(?P<after><!-- /(?:sql|answer) -->)",
    re.DOTALL,
)


def pages() -> list[Path]:
    """Every page of the documentation that holds a query."""
    return [path for path in sorted(PAGES.glob("*.md")) if ANSWER.search(path.read_text(encoding="utf-8"))]


def answered(text: str, con: duckdb.DuckDBPyConnection) -> str:
    """The text of a page with every table updated from the marts."""

    def answer(found: re.Match[str]) -> str:
        asked = con.execute(found["hidden"] or found["shown"])
        columns = [column[0] for column in asked.description or ()]
        return f"{found['before']}{_table(columns, asked.fetchall())}{found['after']}"

    return ANSWER.sub(answer, text)


def _table(columns: list[str], rows: Iterable[tuple[object, ...]]) -> str:
    lines = [columns, ["---"] * len(columns), *([_cell(value) for value in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cell(value: object) -> str:
    """A value as text: without trailing zeros, null as a dash, bars escaped."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        value = f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else value
    return str(value).replace("|", "\\|")


def main() -> None:
    """Update every page from the published file."""
    from orchestration.catalog.dictionary import read_dictionary
    from orchestration.catalog.dictionary_pages import as_markdown

    home = Home.find()
    with duckdb.connect(str(home.published_file), read_only=True) as con:
        for page in pages():
            page.write_text(answered(page.read_text(encoding="utf-8"), con), encoding="utf-8")
            sys.stdout.write(f"{page.relative_to(PROJECT)}\n")
    DICTIONARY.write_text(as_markdown(read_dictionary(home.published_file, ensure_manifest(home))), encoding="utf-8")
    sys.stdout.write(f"{DICTIONARY.relative_to(PROJECT)}\n")


if __name__ == "__main__":
    main()

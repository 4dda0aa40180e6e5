"""The data dictionary as Markdown for `docs/`, and as an offline HTML page for the report."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader

from orchestration.catalog.dictionary import Dictionary, Table, read_dictionary
from orchestration.quality.expectation import in_words

TITLE: Final = "Data dictionary"
LEAD: Final = (
    "Every published table and column: type, unit, meaning, an example, where it comes from, and its checks. "
    "Generated from the published file and the dbt project."
)


def as_markdown(dictionary: Dictionary) -> str:
    """The dictionary as Markdown: schemas, tables with their lineage, columns."""
    lines = [f"# {TITLE}", "", LEAD, ""]
    for schema, tables in _by_schema(dictionary):
        lines += [f"* **{schema}**: {', '.join(f'[{t.name}](#{_anchor(t.name)})' for t in tables)}"]
    lines += ["* [macros with parameters](#macros-with-parameters)", ""]
    for schema, tables in _by_schema(dictionary):
        lines += [f"## Schema {schema}", ""]
        for table in tables:
            lines += _table(table)
    lines += ["## Macros with parameters", "", "| macro | answers |", "| --- | --- |"]
    lines += [_row(f"`{q.name}({', '.join(q.parameters)})`", q.description) for q in dictionary.macros]
    return "\n".join(lines) + "\n"


def as_html(dictionary: Dictionary) -> str:
    """The dictionary as one HTML page without any outside address."""
    environment = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True)
    environment.filters["words"] = in_words
    environment.filters["anchor"] = _anchor
    template = environment.get_template("dictionary.html.j2")
    return template.render(title=TITLE, lead=LEAD, schemas=list(_by_schema(dictionary)), macros=dictionary.macros)


def dictionary_page(published: Path, manifest: Path) -> str:
    """The dictionary of a published file as an HTML page; `manifest` is dbt's, of the project that built it."""
    return as_html(read_dictionary(published, manifest))


def _by_schema(dictionary: Dictionary) -> Iterable[tuple[str, list[Table]]]:
    for schema, tables in groupby(dictionary.tables, key=lambda table: table.name.split(".")[0]):
        yield schema, list(tables)


def _table(table: Table) -> list[str]:
    facts = {
        "Key": "; ".join(", ".join(f"`{column}`" for column in key) for key in table.keys),
        "Reads": _listed(table.parents),
        "Landed sources": _listed(f"landing.{name}" for name in table.landed),
        "Read by": _listed(table.readers),
        "Checks": _listed(map(in_words, table.checks)),
    }
    return [
        f"### {table.name}",
        "",
        table.description.strip(),
        "",
        *[f"* {name}: {text}." for name, text in facts.items() if text],
        "",
        "| column | type | unit | meaning | example | checks |",
        "| --- | --- | --- | --- | --- | --- |",
        *[
            _row(
                f"`{column.name}`",
                column.data_type,
                column.unit,
                column.description,
                column.example or "–",
                _listed(map(in_words, column.checks)) or "–",
            )
            for column in table.columns
        ],
        "",
    ]


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


def _row(*cells: str) -> str:
    return f"| {' | '.join(' '.join(cell.split()).replace('|', chr(92) + '|') for cell in cells)} |"


def _anchor(name: str) -> str:
    """The anchor of a heading, as GitHub generates it."""
    return name.replace(".", "")

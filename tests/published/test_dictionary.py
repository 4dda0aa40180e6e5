"""The data dictionary cannot lie: it is made of the published file, and the committed page is what the file gives."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from orchestration.catalog.dictionary import Dictionary, read_dictionary
from orchestration.catalog.dictionary_pages import as_markdown, dictionary_page
from orchestration.catalog.documentation import DICTIONARY
from orchestration.runtime.paths import Home
from orchestration.warehouse.dbt import ensure_manifest
from tests.support.project import Tributary
from tests.support.warehouse import mart_names, rows

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def manifest(published: Path) -> Path:
    return ensure_manifest(Home(published))


@pytest.fixture(scope="module")
def known(published: Path, manifest: Path) -> Dictionary:
    return read_dictionary(Home(published).published_file, manifest)


class Page(HTMLParser):
    """Addresses that a page asks for, and the ids that it has."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        reported = dict(attrs)
        self.addresses += [reported[name] or "" for name in ("src", "href") if name in reported]
        if reported.get("id"):
            self.ids.add(reported["id"] or "")


def test_the_committed_page_is_what_the_published_file_gives(known: Dictionary) -> None:
    assert DICTIONARY.read_text(encoding="utf-8") == as_markdown(known), (
        "run `python -m orchestration.catalog.documentation`"
    )


def test_every_published_column_is_described_and_has_a_unit(published: Path, known: Dictionary) -> None:
    in_file = rows(
        published,
        "select schema_name || '.' || table_name, column_name from duckdb_columns() where not internal order by all",
    )
    said = {(table.name, column.name): column for table in known.tables for column in table.columns}
    assert sorted(said) == sorted(in_file)
    lacking = [name for name, column in said.items() if not column.unit or len(column.description.split()) < 2]
    assert lacking == []
    assert all(table.description and table.checks for table in known.tables)


def test_comments_in_the_file_are_the_descriptions(published: Path, known: Dictionary) -> None:
    """A BI tool that shows comments shows what the dictionary says."""
    comments = dict(
        rows(
            published,
            "select schema_name || '.' || table_name || '.' || column_name, comment from duckdb_columns()"
            " where not internal",
        )
    )
    other = [
        f"{table.name}.{column.name}"
        for table in known.tables
        for column in table.columns
        if " ".join(column.description.split()) != " ".join((comments[f"{table.name}.{column.name}"] or "").split())
    ]
    assert other == []


def test_lineage_reaches_what_was_landed(published: Path, known: Dictionary) -> None:
    tables = {table.name: table for table in known.tables}
    assert sorted(tables) == mart_names(published)
    # the list of codes comes with the code that uses them, and from no data
    assert [table.name for table in known.tables if not (table.parents and table.landed)] == ["ops.reason_codes"]
    assert {"facts", "metric_concepts", "levy_scenarios"} <= set(tables["levy.levy_due"].landed)
    assert "levy.china_revenue" in tables["levy.levy_due"].parents
    assert "levy.levy_due" in tables["levy.china_revenue"].readers
    assert tables["levy.levy_due"].keys == (("ticker", "fiscal_year", "fiscal_quarter", "scenario_id"),)


def test_checks_are_named_where_they_look(known: Dictionary) -> None:
    (due,) = (table for table in known.tables if table.name == "levy.levy_due")
    of_columns = {column.name: column.checks for column in due.columns}
    assert of_columns["levy_usd"] == ("ascending_columns", "reason_when_null")
    assert "accepted_values" in of_columns["geography_basis"]
    assert "assert_levy_equals_rate_times_base" in due.checks
    assert "levy_is_rate_on_china_revenue" in due.checks


def test_examples_stand_in_their_columns(published: Path, known: Dictionary) -> None:
    (regimes,) = (table for table in known.tables if table.name == "levy.regimes")
    example = next(column.example for column in regimes.columns if column.name == "regime_id")
    assert (example,) in rows(published, "select regime_id from levy.regimes")
    empty = [column.name for table in known.tables if table.name == "ops.quarantine" for column in table.columns]
    assert empty
    reported = {column.example for table in known.tables for column in table.columns if table.row_count == 0}
    assert reported <= {None, "differs by run"}


def test_the_html_page_asks_for_nothing_and_links_to_what_is_there(published: Path, manifest: Path) -> None:
    text = dictionary_page(Home(published).published_file, manifest)
    page = Page()
    page.feed(text)
    assert "url(" not in text
    assert page.addresses
    assert all(address.startswith("#") and address[1:] in page.ids for address in page.addresses)
    assert "levylevy_due-levy_usd" in page.ids


def test_links_inside_the_markdown_page_lead_to_headings() -> None:
    text = DICTIONARY.read_text(encoding="utf-8")
    headings = {
        re.sub(r"[^\w\- ]", "", line.lstrip("# ")).lower().replace(" ", "-")
        for line in text.splitlines()
        if line.startswith("#")
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= headings


def test_the_command_writes_either_page(tributary: Tributary, published: Path, tmp_path: Path) -> None:
    markdown = tributary("dictionary", "--home", published)
    assert markdown.stdout == DICTIONARY.read_text(encoding="utf-8")
    assert tributary("dictionary", "--home", published, "--out", tmp_path / "d.html").returncode == 0
    assert (tmp_path / "d.html").read_text().startswith("<!doctype html>")


def test_the_command_says_what_is_wrong(tributary: Tributary, published: Path, tmp_path: Path) -> None:
    other = tributary("dictionary", "--home", published, "--out", tmp_path / "d.pdf")
    assert (other.returncode, "neither .md nor .html" in other.stderr) == (2, True)
    nothing = tributary("dictionary", "--home", tmp_path)
    assert (nothing.returncode, "Run `tributary refresh` first" in nothing.stderr) == (3, True)
    nowhere = tributary("dictionary", "--home", published, "--out", tmp_path / "no" / "d.md")
    assert (nowhere.returncode, "cannot be written" in nowhere.stderr) == (1, True)

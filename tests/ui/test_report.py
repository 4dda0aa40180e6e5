"""The report of a published version: its figures are those of the marts, its queries and commands do what they say."""

from __future__ import annotations

import re
import shlex
import shutil
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import duckdb
import lxml.html
import pytest

from orchestration.lineage.explain import explain
from orchestration.report.build import LIMIT_BYTES, write_report
from orchestration.report.charts.theme import NARROW, WIDE, Theme
from orchestration.report.fault import ReportFault
from orchestration.report.figures import FIGURES
from orchestration.report.queries import SQL, ask_all
from orchestration.runtime.paths import Home
from tests.support.page import bounds, figures, parse
from tests.support.project import Tributary, building
from tests.support.warehouse import build_id, manifest

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def page(published: Path) -> lxml.html.HtmlElement:
    return parse(published / "published" / "report" / "index.html")


@pytest.fixture(scope="module")
def marts(published: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(published / "published" / "tributary.duckdb"), read_only=True)


def test_every_figure_is_the_one_of_its_row(page: lxml.html.HtmlElement, marts: duckdb.DuckDBPyConnection) -> None:
    """Its exact value equals the mart's, and what a reader sees is that value rounded."""
    of_row = defaultdict(list)
    for figure in figures(page):
        of_row[figure.table, figure.where].append(figure)
    for (table, where), shown in of_row.items():
        asked = marts.execute(f"select {', '.join(one.column for one in shown)} from {table} where {where}")  # noqa: S608 - our own words
        rows = asked.fetchall()
        assert len(rows) == 1, (table, where)
        for figure, found in zip(shown, rows[0], strict=True):
            assert Decimal(figure.value) == Decimal(str(found)), figure
            low, high = bounds(figure.text)
            assert low <= Decimal(str(found)) <= high, figure
    assert sum(map(len, of_row.values())) > 500
    assert {table for table, _ in of_row} >= {
        "levy.levy_to_date", "levy.levy_due", "levy.china_revenue", "levy.exposure", "rnd.levy_vs_rnd", "ops.refresh",
        "capacity.yield_evidence", "capacity.accelerator_supply", "capacity.substitution", "claims.article_claims",
    }  # fmt: skip


def test_the_answer_is_at_the_top(page: lxml.html.HtmlElement, marts: duckdb.DuckDBPyConnection) -> None:
    """What is expected, in force, due on one chip, said by the article, and how sure that is; in force as a range."""
    cards = page.cssselect("#answer .card")
    assert [card.get("id") for card in cards] == ["expected", "in-force", "per-chip", None, "how-sure"]
    ends = [Decimal(node.get("value")) for node in page.cssselect("#in-force .big data")]
    (expected,) = marts.execute(
        "select levy_low_usd, levy_high_usd from levy.levy_to_date where scenario_id = 'as_in_force'"
    ).fetchall()
    assert tuple(ends) == expected
    assert expected[0] < expected[1]


def test_the_answer_says_what_china_makes_by_itself(
    page: lxml.html.HtmlElement, marts: duckdb.DuckDBPyConnection
) -> None:
    """Four scenarios of sources on the first screen; a figure that depends most on an assumption alone has a star."""
    (table,) = page.cssselect("#answer #by-itself ~ div table")
    labels = [cell.text_content() for cell in table.cssselect("tbody th")]
    assert labels == ["All sources", "No foreign dies", "No foreign memory", "Domestic only"]
    medians = table.cssselect("td.number")
    ((figure_count, alone),) = marts.execute(
        "select count(*), count(*) filter (where most_sensitive_rests_on = 'assumption_alone')"
        " from capacity.accelerator_supply where scenario_kind = 'sources'"
    ).fetchall()
    assert len(medians) == figure_count
    assert sum("*" in cell.text_content() for cell in medians) == alone > 0
    text = " ".join(page.cssselect("#answer")[0].text_content().split())
    assert f"{alone} of these {figure_count} figures depend most on an assumption that no claim supports" in text


def test_every_company_is_ranked_or_listed(page: lxml.html.HtmlElement, marts: duckdb.DuckDBPyConnection) -> None:
    """Most exposed first; a company of which only a quotation is known is ranked, not listed as unknown."""
    newest = "from levy.exposure where is_newest and china_of_revenue_high_share"
    ranked = marts.execute(f"select ticker {newest} is not null order by china_of_revenue_low_share desc").fetchall()
    (drawing,) = page.cssselect("#sector-exposure .wide svg")
    places = [drawing.text_content().index(f"{ticker} FY") for (ticker,) in ranked]
    assert places == sorted(places)
    without = marts.execute(f"select company_name, ticker, null_reason {newest} is null order by ticker").fetchall()
    listed = [" ".join(item.text_content().split()) for item in page.cssselect("#not-shown li")]
    assert listed == [f"{name} ({ticker}): {reason}" for name, ticker, reason in without]


def test_every_drawing_has_words_facts_and_its_query(
    page: lxml.html.HtmlElement, marts: duckdb.DuckDBPyConnection
) -> None:
    """Alternative text, basis, unit, as-of day, source; and the query shown gives the rows of the table shown."""
    drawings = page.cssselect(".drawing")
    assert len(drawings) == len(FIGURES)
    for drawing in drawings:
        assert drawing.get("role") == "img"
        assert len(drawing.get("aria-label").split()) > 10
        assert len(drawing.cssselect(".wide svg")) == len(drawing.cssselect(".narrow svg")) == 1
    for facts in page.cssselect("dl.facts"):
        assert [node.text for node in facts.iter("dt")] == ["Basis", "Unit", "As of", "Source"]
        assert all(node.text_content().strip() not in {"", "–"} for node in facts.iter("dd"))
    for figure in FIGURES:
        (how,) = page.cssselect(f"#how-{figure.name}")
        sql = how.cssselect("pre:not(.command) code")[0].text_content()
        assert sql == (SQL / f"{figure.query}.sql").read_text().strip()
        rows = marts.execute(sql).fetchall()
        (table, *_) = page.cssselect(f"#{figure.name} table") or page.cssselect("#claims table")
        assert len(table.cssselect("tbody tr:not(.empty)")) == len(rows) > 0, figure.name


def test_charts_keep_to_their_grammar(published: Path) -> None:
    """Drawing leaves this test out, because it takes half of its time."""
    answers = ask_all(published / "published" / "tributary.duckdb")
    for figure in FIGURES:
        for theme in (Theme(WIDE), Theme(NARROW), Theme(WIDE, is_dark=True)):
            assert figure.chart(answers, theme).to_dict(validate=True)["$schema"]


def test_commands_on_the_page_explain(page: lxml.html.HtmlElement, marts: duckdb.DuckDBPyConnection) -> None:
    commands = [node.text_content() for node in page.cssselect("pre.command code")]
    assert len(commands) >= 4
    for command in commands:
        program, verb, table, *rest = shlex.split(command)
        assert (program, verb) == ("tributary", "explain")
        options = dict(zip(rest[::2], rest[1::2], strict=True))
        explained = explain(marts, table, options["--where"], options.get("--column"))
        assert explained.what.startswith(table), command


def test_links_within_the_page_lead_somewhere(page: lxml.html.HtmlElement, published: Path) -> None:
    ids = [node.get("id") for node in page.cssselect("[id]")]
    assert len(ids) == len(set(ids))
    folder = published / "published" / "report"
    for link in page.cssselect("a[href]"):
        address = link.get("href")
        if address.startswith("#"):
            target = address[1:]
            assert target in ids, address
        elif not address.startswith("https://") and not address.startswith("http://"):
            assert (folder / address).is_file(), address


def test_one_folder_small_and_whole(published: Path) -> None:
    folder = (published / "published" / "report").resolve()
    assert folder == (published / "published" / "versions" / build_id(published) / "report").resolve()
    pages = list(folder.glob("*.html"))
    assert sum(path.stat().st_size for path in pages) < LIMIT_BYTES
    text = (folder / "index.html").read_text()
    led_to = re.findall(r'(?:src|href|xlink:href)="(?!#|charts/|https?://|data:,)([^"]*)"', text.split("<main>")[0])
    assert set(led_to) == {path.name for path in pages} - {"index.html"}
    assert "<link rel=stylesheet" not in text
    assert "@import" not in text
    assert "url(" not in text
    for figure in FIGURES:
        assert (folder / "charts" / f"{figure.name}.svg").read_text().startswith("<svg")
        assert (folder / "charts" / f"{figure.name}.png").read_bytes().startswith(b"\x89PNG")


def test_a_version_is_written_once(home: Path) -> None:
    """And again on request; the same marts give the same page, and no chart of it is drawn again."""
    place = home / "published" / "report" / "index.html"
    before, written_at = place.read_bytes(), place.stat().st_mtime_ns
    assert not write_report(Home(home)).is_new
    assert place.stat().st_mtime_ns == written_at
    written = write_report(Home(home), anew=True)
    assert written.is_new
    assert written.drawn == ()
    assert place.stat().st_mtime_ns > written_at
    assert place.read_bytes() == before
    assert not list((home / "published" / "current").resolve().glob(".report*"))


def test_a_changed_row_draws_its_chart_alone(home: Path) -> None:
    """And the report is that of a home in which nothing was drawn before, byte for byte."""
    _change(home, "delete from watch.catalysts where signal = (select max(signal) from watch.catalysts)")
    assert write_report(Home(home), anew=True).drawn == ("watch-list",)
    folder = home / "published" / "report"
    files = {path.name: path.read_bytes() for path in folder.rglob("*.*")}
    shutil.rmtree(home / "build" / "charts")
    assert len(write_report(Home(home), anew=True).drawn) == len(FIGURES)
    assert {path.name: path.read_bytes() for path in folder.rglob("*.*")} == files


def test_a_report_that_fails_leaves_what_was(home: Path) -> None:
    place = home / "published" / "report" / "index.html"
    before = place.read_bytes()
    _change(home, "drop table watch.catalysts")
    with pytest.raises(ReportFault, match=r"query watch_list\.sql fails .* run `tributary refresh`"):
        write_report(Home(home), anew=True)
    assert place.read_bytes() == before


def test_the_command_writes_it_and_prints_its_place(home: Path, tmp_path: Path, tributary: Tributary) -> None:
    shutil.rmtree((home / "published" / "report").resolve())
    done = tributary("report", "--home", home)
    assert done.returncode == 0, done.stderr
    assert (
        f"Report: {home / 'published' / 'report' / 'index.html'} (build {build_id(home)}, {len(FIGURES)} charts"
        in done.stdout
    )
    nothing = tributary("report", "--home", tmp_path / "nowhere")
    assert nothing.returncode == 3
    assert "Run `tributary refresh` first" in nothing.stdout


#: Declares a report of a project that lacks most of the marts that its queries read.
EXPOSURE = """version: 2

exposures:
  - name: report
    type: analysis
    owner: {name: Tributary, email: tributary@localhost}
    depends_on: [ref('headline')]
"""


def test_marts_are_published_though_the_report_fails(toy_home: Path, toy_copy: Path, toy: Tributary) -> None:
    (toy_copy / "models" / "_exposures.yml").write_text(EXPOSURE)
    before = build_id(toy_home)
    done = toy("refresh", "--home", toy_home, env=building(toy_copy))
    assert done.returncode == 5
    assert re.search(r"the report's query \w+\.sql fails", done.stderr)
    assert "The marts are published; the report is not." in done.stderr
    assert "Nothing was published" not in done.stderr
    assert "Report: missing for this version; `tributary report` writes it." in done.stdout
    assert build_id(toy_home) > before
    assert manifest(toy_home)["row_counts"]["rnd.rnd_reported"] > 0
    assert not (toy_home / "published" / "report").exists()


def test_a_project_without_the_exposure_has_no_report(toy_home: Path, toy: Tributary) -> None:
    """A refresh succeeds without it; `tributary report` gives the reason."""
    assert not (toy_home / "published" / "report").exists()
    done = toy("refresh", "--home", toy_home)
    assert done.returncode == 0, done.stderr
    assert "Nothing new" in done.stdout
    asked = toy("report", "--home", toy_home)
    assert asked.returncode == 1
    assert "the dbt project has no exposure `report`" in asked.stderr
    assert len(asked.stderr.strip().splitlines()) == 1


MISSING = {
    "delete from levy.china_revenue": "No company in the data reports its revenue in China by quarter.",
    "delete from levy.levy_to_date": "No regime in force has a documented levy in this version.",
    "delete from claims.article_claims": "There is no claim of the article.",
    "delete from capacity.accelerator_supply": "The simulation has no result for the base scenario.",
    "delete from watch.catalysts": "Nothing is on the watch list.",
    "insert into ops.checks select suite, 'a_made_up_test', table_name, column_name, 'warn', false, '3 rows', '0 rows',"
    " query, rows, run_id, checked_at from ops.checks"
    " where run_id = (select run_id from ops.refresh where is_current) limit 1": "expectations failed.",
}


def test_what_is_missing_is_said(home: Path) -> None:
    """Each table by itself, on one page, among others that are whole."""
    for change in MISSING:
        _change(home, change)
    written = write_report(Home(home), anew=True)
    assert 0 < written.chart_count < len(FIGURES)
    tree = parse(home / "published" / "report" / "index.html")
    text = " ".join(tree.text_content().split())
    assert [said for said in MISSING.values() if said not in text] == []
    (failed,) = (one for one in tree.cssselect(".failed.warn") if "a made up test" in one.text_content())
    assert "found 3 rows, expected 0 rows" in failed.text_content()
    _has_no_leftovers(tree)


def test_a_company_with_one_basis_has_one_series(home: Path) -> None:
    _change(home, "delete from levy.china_revenue where geography_basis != 'billing_location'")
    _change(home, "delete from ops.value_history where geography_basis != 'billing_location' and geography = 'CN'")
    write_report(Home(home), anew=True)
    tree = parse(home / "published" / "report" / "index.html")
    (drawing,) = tree.cssselect("#china-revenue-by-quarter .wide svg")
    legend = drawing.text_content()
    assert "billing location" in legend
    assert "customer headquarters" not in legend
    assert "recast" not in legend
    assert "twice:" not in tree.text_content()


def test_an_empty_warehouse_still_reads(home: Path) -> None:
    """Every table of every mart without a row: nothing drawn, everything said."""
    with duckdb.connect(str((home / "published" / "tributary.duckdb").resolve())) as con:
        for schema, table in con.execute("select schema_name, table_name from duckdb_tables()").fetchall():
            con.execute(f"delete from {schema}.{table}")  # noqa: S608 - catalog names
    written = write_report(Home(home), anew=True)
    assert written.chart_count == 0
    tree = parse(home / "published" / "report" / "index.html")
    assert len(tree.cssselect(".nothing[role=note]")) == len(FIGURES)
    assert not list(figures(tree))
    _has_no_leftovers(tree)


def _change(home: Path, statement: str) -> None:
    with duckdb.connect(str((home / "published" / "tributary.duckdb").resolve())) as con:
        con.execute(statement)


def _has_no_leftovers(tree: lxml.html.HtmlElement) -> None:
    for node in tree.cssselect("script, style, pre"):
        node.drop_tree()
    leftover = r"(?:^|[\s(])(?:None|nan|NaN|NaT|null|undefined|Undefined)(?:$|[).,;:])"
    assert not [text for text in tree.itertext() if re.search(leftover, text.strip())]

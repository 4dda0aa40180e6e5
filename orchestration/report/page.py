"""The pages of the report: their data, and rendering them to HTML with `templates/`.

`PAGES` lists the pages: each has a file name and a function from an Edition to HTML. To add a page, add a row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from orchestration.report import formatting
from orchestration.report.chart_cache import Drawing
from orchestration.report.figure import Figure, command
from orchestration.report.figures import FIGURES
from orchestration.report.queries import Answers, where
from orchestration.report.tables import Table, exact, newest, tabled
from orchestration.report.verdicts import VERDICTS

TEMPLATES: Final = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Edition:
    """The data of the pages: answers of one published version, and charts by figure name."""

    answers: Answers
    drawings: dict[str, Drawing | None]
    published_file: Path
    manifest: dict[str, Any]
    dbt_manifest: Path


@dataclass(frozen=True)
class Page:
    """A page of the report."""

    file: str
    title: str
    render: Callable[[Edition], str]


@dataclass(frozen=True)
class Shown:
    """A figure as the template needs it."""

    figure: Figure
    drawing: Drawing | None
    table: Table
    alt: str
    as_of: str
    sql: str
    command: str | None


def report_page(edition: Edition) -> str:
    """The main page, which needs no network."""
    answers = edition.answers
    shown = {figure.query: _shown(figure, edition) for figure in FIGURES}
    so_far = {row["scenario_id"]: row for row in answers["levy_so_far"].rows()}
    claims = {row["claim_id"]: row for row in answers["article_figures"].rows()}
    refresh = next((row for row in answers["freshness"].rows() if row["is_current"]), None)
    return str(
        _environment()
        .get_template("page.html.j2")
        .render(
            fig=shown,
            answers=answers,
            announced=so_far.get("as_announced"),
            in_force=so_far.get("as_in_force"),
            article=claims,
            refresh=refresh,
            manifest=edition.manifest,
            turns=_turns(answers["recast"].rows()),
            verdicts=_verdicts(answers),
            pages=[page for page in PAGES if page.file != "index.html"],
            style=Markup((TEMPLATES / "style.css").read_text(encoding="utf-8")),  # noqa: S704 - our own file
            script=Markup((TEMPLATES / "script.js").read_text(encoding="utf-8")),  # noqa: S704 - our own file
        )
    )


def dictionary(edition: Edition) -> str:
    """The data dictionary of the version."""
    from orchestration.catalog.dictionary_pages import dictionary_page

    return dictionary_page(edition.published_file, edition.dbt_manifest)


#: Every page of the report, the main page first.
PAGES: Final[Sequence[Page]] = (
    Page("index.html", "The report", report_page),
    Page("dictionary.html", "Dictionary", dictionary),
)


def _shown(figure: Figure, edition: Edition) -> Shown:
    answer = edition.answers[figure.query]
    return Shown(
        figure,
        edition.drawings.get(figure.name),
        tabled(answer, figure.table, figure.keys, figure.columns),
        figure.alt(answer.rows()),
        newest(answer, figure.known),
        answer.sql,
        command(figure, answer),
    )


def _turns(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Years with a figure on more than one basis, each with its figures in order of publication."""
    years = dict.fromkeys((row["ticker"], row["fiscal_year"]) for row in rows)
    return [
        {
            "ticker": ticker,
            "fiscal_year": year,
            "rows": [r for r in rows if (r["ticker"], r["fiscal_year"]) == (ticker, year)],
        }
        for ticker, year in years
    ]


def _verdicts(answers: Answers) -> list[tuple[str, int]]:
    """Each verdict that some claim has, in a reader's order, with how many have it."""
    found = [row["verdict"] for row in answers["article_claims"].rows()]
    order = list(VERDICTS)
    names = sorted(set(found), key=lambda name: order.index(name) if name in order else len(order))
    return [(name, found.count(name)) for name in names]


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "usd": formatting.usd,
        "share": formatting.share,
        "count": formatting.count,
        "whole": formatting.whole,
        "day": formatting.day,
        "moment": formatting.moment,
        "words": formatting.plain,
        "exact": exact,
        "drawn": Markup,  # our own SVG
    }
    environment.globals |= {"where": where, "fiscal": formatting.fiscal}
    return environment

"""The results of quality checks as offline HTML pages: `checks/index.html` and one page for each run.

The layout is in `checks.html.j2`. The pages show every run; Data Docs of Great Expectations, to which they link, show
the newest result of every table.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any, Final

import duckdb
import polars as pl
from jinja2 import Environment, FileSystemLoader

from orchestration.quality.expectation import in_words
from orchestration.quality.results import KEPT_FILES
from orchestration.release.change_text import as_text
from orchestration.release.comparison import Comparison
from orchestration.runtime.paths import Home

MEANING: Final = {
    "landing": "Data read from filings, before dbt uses it.",
    "curated": "The curated tables, typed for the warehouse.",
    "marts": "The build, before publication.",
}
HISTORY: Final = """
    select
        run_id,
        strftime(max(checked_at), '%Y-%m-%d %H:%M') as checked_at,
        count(*) as count,
        count(*) filter (where success) as met,
        count(*) filter (where not success and severity = 'error') as errors,
        count(*) filter (where not success and severity = 'warn') as warnings,
        list(distinct suite) as suites
    from read_parquet($files)
    group by run_id
    order by max(checked_at) desc
"""


def write_pages(home: Home, run_id: str, comparison: Comparison | None = None) -> Path:
    """Write the page of a run from its kept results, and the index, which is the page of the newest run.

    `comparison` is that of the build with the published version, once there is a build and a version.
    """
    folder = home.checks / "runs"
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as con:
        history = con.sql(HISTORY, params={"files": str(home.checks / "*.parquet")}).pl().to_dicts()
        outcomes = con.sql(
            "from read_parquet($files) where run_id = $run order by suite, table_name, expectation",
            params={"files": str(home.checks / f"*-{run_id}.parquet"), "run": run_id},
        ).pl()
    rows = [row | {"shown": json.loads(row["rows"])} for row in outcomes.to_dicts()]
    suites: dict[str, dict[str, list[dict[str, Any]]]] = {
        suite: defaultdict(list) for suite in MEANING if any(row["suite"] == suite for row in rows)
    }
    for row in rows:
        suites[row["suite"]][row["table_name"]].append(row)
    page = folder / f"{run_id}.html"
    content = {
        "run": next(one for one in history if one["run_id"] == run_id),
        "failed": sorted((row for row in rows if not row["success"]), key=lambda row: row["severity"]),
        "suites": suites,
        "meaning": MEANING,
        "compared": None if comparison is None else _changes(comparison),
    }
    known = {path.stem for path in folder.glob("*.html")} | {run_id}
    template = _environment().get_template("checks.html.j2")
    data_docs = home.data_docs.relative_to(home.checks).as_posix() if home.data_docs.is_file() else None
    for path, prefix, up in ((page, "", "../"), (home.checks / "index.html", "runs/", "")):
        links = [one | {"page": f"{prefix}{one['run_id']}.html" if one["run_id"] in known else None} for one in history]
        docs = f"{up}{data_docs}" if data_docs else None
        path.write_text(template.render(**content, history=links, data_docs=docs), encoding="utf-8")
    for old in sorted(folder.glob("*.html"), key=lambda path: path.stat().st_mtime)[: -KEPT_FILES // 3]:
        old.unlink()
    return page


def _changes(comparison: Comparison) -> dict[str, Any]:
    """What changed, as the template shows it: the figures that stop publication first."""
    headlines = comparison.headlines
    ordered = pl.DataFrame() if headlines is None else headlines.sort(~pl.col("stops_publication"), maintain_order=True)
    return {
        "from_build_id": comparison.from_build_id,
        "figures": as_text(ordered),
        "stopping_count": comparison.stopping.height,
        "is_older": headlines is None,
        "tables": comparison.tables.to_dicts(),
    }


def _environment() -> Environment:
    environment = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)
    environment.filters["words"] = in_words
    return environment

"""Figures of filings with an edit, and which of them the models then find implausible.

An edit is made in a copy of a build, in the facts that metrics are read from, as if a filing had it so; the models from
there to `int_implausible_values` run again for that company, and the edit is undone.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

import duckdb

from orchestration.runtime.paths import Home
from tests.support.model_sql import model_sql

MODELS: Final = (
    "int_concept_values",
    "int_reported_values",
    "int_splits",
    "int_filing_values",
    "int_first_values",
    "int_neighbouring_values",
    "int_recomputed_values",
    "int_implausible_values",
)
#: Series, fiscal year and fiscal period.
Figure = tuple[str, int, str]


class EditedFigures:
    """A copy of the build of a home."""

    def __init__(self, home: Path, scratch: Path) -> None:
        copy = scratch / "warehouse.duckdb"
        shutil.copy(next(Home(home).build.glob("*.duckdb")), copy)
        self.con = duckdb.connect(str(copy))
        self.con.execute("set search_path = 'intermediate,staging,landing'")

    def implausible(self, ticker: str, figure: Figure, value: str) -> dict[Figure, str]:
        """The rule of each figure of a company that is implausible when a filing gives one figure another value.

        `value` is SQL of `value_usd`, as in `10 * value_usd`; the filing is the first that gave the figure.
        """
        self.con.execute("begin")
        try:
            accession, document, fact_no = self._first_fact(ticker, figure)
            self.con.execute(
                "create or replace table intermediate.int_metric_facts as"  # noqa: S608 - a test's own
                " select * replace (case when accession = $2 and document = $3 and fact_no = $4"
                f" then {value} else value_usd end as value_usd) from int_metric_facts"
                " where cik = (select cik from int_companies where ticker = $1)",
                [ticker, accession, document, fact_no],
            )
            for model in MODELS:
                self.con.execute(f"create or replace table intermediate.{model} as {model_sql(model)}")
            found = self.con.execute(
                "select if(geography = 'CN', 'china_revenue', metric), fiscal_year, fiscal_period_type, rule"
                " from int_implausible_values"
            ).fetchall()
        finally:
            self.con.execute("rollback")
        return {(series, year, period): rule for series, year, period, rule in found}

    def _first_fact(self, ticker: str, figure: Figure) -> tuple[str, str, int]:
        """Accession, document and number of the fact with which a filing first gave a figure."""
        (found,) = self.con.execute(
            "select v.accession, v.document, v.fact_no from int_first_values as f"
            " inner join int_filing_values as v"
            " using (series_key, fiscal_year, fiscal_period_type, accession)"
            " inner join int_companies as c on f.cik = c.cik"
            " where c.ticker = $1 and f.series = $2 and f.fiscal_year = $3 and f.fiscal_period_type = $4"
            " order by v.known_at limit 1",
            [ticker, *figure],
        ).fetchall()
        return found

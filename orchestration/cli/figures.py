"""The tables of headline figures that `refresh` and `status` print: levy.headline, and supply by what counts."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import duckdb
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from orchestration.report import formatting


def console(*, stderr: bool = False) -> Console:
    """A console; without a terminal, wide enough for the tables."""
    screen = Console(stderr=stderr)
    return screen if screen.is_terminal else Console(stderr=stderr, width=136)


def headline_table(published_file: Path) -> Table:
    """The newest figures of each company, in USD millions, and what its China figure is."""
    table = Table(title="Newest figures, USD million", title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    amounts = ("revenue", "R&D", "China", "share", "levy 15 %")
    for name in ("", "quarter", *amounts[:4], "in", "basis", "scope", "confidence", amounts[4]):
        table.add_column(name, justify="right" if name in amounts else "left", no_wrap=name not in ("basis", "scope"))
    for row in _headlines(published_file):
        is_known = row["china_of_revenue_high_share"] is not None
        table.add_row(
            row["ticker"],
            _fiscal(row["fiscal_year"], row["fiscal_quarter"]) or "–",
            _millions(row["revenue_usd"]),
            _millions(row["rnd_expense_usd"]),
            _millions(row["china_revenue_usd"]),
            _percent(row["china_of_revenue_low_share"], row["china_of_revenue_high_share"]),
            _fiscal(row["china_fiscal_year"], row["china_fiscal_quarter"]),
            ((is_known and row["geography_basis"]) or row["null_reason_code"] or "").replace("_", " "),
            formatting.scope(row["china_scope"]) if row["china_scope"] else "",
            row["confidence"].replace("_", " "),
            _millions(row["levy_usd"]),
            style=None if is_known else "dim",
        )
    return table


def supply_table(published_file: Path) -> Table | str:
    """Accelerators a year in thousands, with and without foreign dies and memory, and when imports are passed.

    An empty text where the version has no supply, such as that of a project without these marts.
    """
    rows = _supply(published_file)
    if not rows:
        return ""
    years = sorted({row["year"] for row in rows})
    table = Table(
        title="Accelerators that China can make, thousand a year: median, and nine draws in ten",
        caption="* depends most on an assumption that no claim supports, ° on one that claims support in part. "
        "Imports passed: from when on, by the median.",
        title_justify="left",
        caption_justify="left",
        box=SIMPLE_HEAD,
        pad_edge=False,
    )
    table.add_column("what counts", no_wrap=True)
    for year in years:
        table.add_column(str(year), justify="right", no_wrap=True)
    for name in ("imports passed by compute", "in chips", "by bandwidth"):
        table.add_column(name)
    for scenario in dict.fromkeys(row["scenario_id"] for row in rows):
        mine = {row["year"]: row for row in rows if row["scenario_id"] == scenario}
        last = mine[max(mine)]
        table.add_row(
            last["scenario_label"],
            *(_thousands(mine.get(year)) for year in years),
            *(_passed(mine, last[f"passes_{measure}_from_year"]) for measure in _PASSED),
        )
    return table


_PASSED: Final = ("h20e_by_compute", "units", "h20e_by_bandwidth")


def _supply(published_file: Path) -> list[dict[str, Any]]:
    with duckdb.connect(str(published_file), read_only=True) as con:
        if not con.execute(
            "select 1 from duckdb_columns() where schema_name = 'capacity' and table_name = 'substitution'"
            " and column_name = 'scenario_kind'"
        ).fetchall():
            return []
        rows: list[dict[str, Any]] = (
            con.sql(
                "select s.*, t.passes_h20e_by_compute_from_year, t.passes_units_from_year,"
                " t.passes_h20e_by_bandwidth_from_year"
                " from capacity.accelerator_supply as s inner join capacity.substitution as t using (scenario_id, year)"
                " where s.scenario_kind = 'sources'"
                " order by s.counts_foreign_memory desc, s.counts_foreign_dies desc, s.year"
            )
            .pl()
            .to_dicts()
        )
    return rows


def _passed(by_year: dict[int, dict[str, Any]], year: int | None) -> str:
    """The year, with the mark of its supply."""
    if year is None:
        return f"not by {max(by_year)}"
    return f"{year}{_mark(by_year[year])}"


def _mark(row: dict[str, Any]) -> str:
    return {"assumption_alone": "*", "evidence_and_assumption": "°"}.get(row["most_sensitive_rests_on"], "")


def _thousands(row: dict[str, Any] | None) -> str:
    """«677 (246–1 037)*»; the mark where an assumption matters most."""
    if row is None:
        return "–"
    median, low, high = (f"{row[f'units_{end}'] / 1000:,.0f}".replace(",", " ") for end in ("p50", "p5", "p95"))
    return f"{median} ({low}–{high}){_mark(row)}"


def _headlines(published_file: Path) -> list[dict[str, Any]]:
    with duckdb.connect(str(published_file), read_only=True) as con:
        rows: list[dict[str, Any]] = con.sql("from levy.headline order by ticker").pl().to_dicts()
    return rows


def _fiscal(year: int | None, quarter: int | None) -> str:
    if year is None:
        return ""
    return f"FY{year} Q{quarter}" if quarter else f"FY{year}"


def _millions(amount: Decimal | None) -> str:
    """Millions with thin separators; an en dash where there is no figure."""
    return "–" if amount is None else f"{amount / 1_000_000:,.0f}".replace(",", " ")


def _percent(low: Decimal | None, high: Decimal | None) -> str:
    """A share in percent; its bounds where rounding shows in the first decimal."""
    if low is None or high is None:
        return "–"
    ends = [f"{100 * share:.1f}" for share in (low, high)]
    return f"{ends[0]} %" if ends[0] == ends[1] else f"{ends[0]}–{ends[1]} %"

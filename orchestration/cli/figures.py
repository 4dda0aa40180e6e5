"""The table of headline figures that `refresh` and `status` print. The figures are in levy.headline."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

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

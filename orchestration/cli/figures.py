"""The table of headline figures that `refresh` and `status` print. The figures are in levy.headline."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table


def console(*, stderr: bool = False) -> Console:
    """A console; without a terminal, wide enough for the tables."""
    screen = Console(stderr=stderr)
    return screen if screen.is_terminal else Console(stderr=stderr, width=120)


def headline_table(published_file: Path) -> Table:
    """The newest figures of each company, in USD millions."""
    table = Table(title="Newest figures, USD million", title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    for name in ("", "quarter", "to", "revenue", "R&D", "China", "in", "basis", "levy 15 %"):
        is_amount = name in ("revenue", "R&D", "China", "levy 15 %")
        table.add_column(name, justify="right" if is_amount else "left", no_wrap=name != "basis")
    for row in _headlines(published_file):
        if row["fiscal_year"] is None:
            table.add_row(row["ticker"], "–", *[""] * 5, row["null_reason"], style="dim")
            continue
        table.add_row(
            row["ticker"],
            _fiscal(row["fiscal_year"], row["fiscal_quarter"]),
            str(row["period_end"]),
            _millions(row["revenue_usd"]),
            _millions(row["rnd_expense_usd"]),
            _millions(row["china_revenue_usd"]),
            _fiscal(row["china_fiscal_year"], row["china_fiscal_quarter"]),
            (row["geography_basis"] or row["null_reason"] or "").replace("_", " "),
            _millions(row["levy_usd"]),
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

"""Text alternatives of the charts, from the rows of an answer: the form of the chart, then its figures."""

from __future__ import annotations

from typing import Any

from orchestration.report import formatting

Rows = list[dict[str, Any]]


def known(rows: Rows, column: str) -> Rows:
    """The rows that have a figure in this column."""
    return [row for row in rows if row[column] is not None]


def quarters(rows: Rows) -> str:
    """Bars of China revenue by quarter."""
    found = known(rows, "china_revenue_usd")
    if not found:
        return "No company has a figure by quarter."
    texts = []
    for ticker, basis in dict.fromkeys((row["ticker"], row["geography_basis"]) for row in found):
        mine = [row for row in found if (row["ticker"], row["geography_basis"]) == (ticker, basis)]
        top = max(mine, key=lambda row: row["china_revenue_usd"])
        texts.append(
            f"{ticker} by {formatting.plain(basis)} from {_fiscal(mine[0])} to {_fiscal(mine[-1])}, at most "
            f"{formatting.usd(top['china_revenue_usd'])} in {_fiscal(top)}, lastly "
            f"{formatting.usd(mine[-1]['china_revenue_usd'])}"
        )
    return f"Bars by fiscal quarter: {'; '.join(texts)}."


def years(rows: Rows) -> str:
    """Bars of China revenue by year."""
    return f"Bars by fiscal year, one panel a company; the newest year of each: {_newest(rows, 'china_revenue_usd')}."


def exposure(rows: Rows) -> str:
    """China's share of revenue by company, and the levy as a share of R&D."""
    texts = [
        f"{row['ticker']} FY{row['fiscal_year']} {_estimate(row, 'china_of_revenue')} by "
        f"{formatting.plain(row['geography_basis'])}, {formatting.scope(row['china_scope'])}"
        + (", quoted only" if row["china_source"] == "quotation" else "")
        + ("" if row["levy_of_rnd_high_share"] is None else f", levy {_estimate(row, 'levy_of_rnd')} of R&D")
        for row in known(rows, "china_of_revenue_high_share")
    ]
    without = [row["ticker"] for row in rows if row["china_of_revenue_high_share"] is None]
    return f"Dots, and outlined bars where only bounds are known, by China's share of revenue: {'; '.join(texts)}." + (
        f" Not shown, without a figure: {', '.join(without)}." if without else ""
    )


def weight(rows: Rows) -> str:
    """Bars of the levy as a share of R&D expense and operating income."""
    texts = [
        f"{row['ticker']} FY{row['fiscal_year']}, {row['scenario_label']}: "
        f"{formatting.share(row['levy_of_rnd_share'])} of R&D, "
        f"{formatting.share(row['levy_of_operating_income_share'])} of operating income"
        for row in known(rows, "levy_of_rnd_share")
    ]
    return f"Bars by scenario. {'; '.join(texts)}."


def levies(rows: Rows) -> str:
    """Bars of levies by year."""
    return (
        "Bars by fiscal year, one panel a company, with the article's amount as a line; the newest year of each: "
        f"{_newest(known(rows, 'levy_usd'), 'levy_usd')}."
    )


def yields(rows: Rows) -> str:
    """Ranges of yield claims."""
    normal = known(rows, "yield_on_666mm2_mid_share")
    texts = [
        f"{row['claimant']} on {row['foundry']} {row['node_class']}, "
        f"{formatting.share(row['yield_mid_share'])} as claimed, "
        f"{formatting.share(row['yield_on_666mm2_mid_share'])} on 666 square millimetres"
        for row in normal
    ]
    return (
        f"Ranges of {len(rows)} claims in three panels, {len(normal)} of which can be normalised: {'; '.join(texts)}."
    )


def supply(rows: Rows) -> str:
    """The fan of supply and what limits it."""
    texts = [
        f"{row['year']} median {formatting.count(row['units_p50'])}, p5 {formatting.count(row['units_p5'])}, "
        f"p95 {formatting.count(row['units_p95'])}, {row['most_often_binds']} binds most often"
        for row in rows
    ]
    return f"A fan of units a year, and under it bars of what limits them: {'; '.join(texts)}."


def sources(rows: Rows) -> str:
    """Ranges of supply by year, with and without foreign dies and memory."""
    texts = [f"{row['year']} {row['scenario_label'].lower()} {formatting.count(row['units_p50'])}" for row in rows]
    return f"Ranges of units by year, four for each: all sources, without foreign parts; medians: {'; '.join(texts)}."


def scenarios(rows: Rows) -> str:
    """Ranges of supply by scenario."""
    texts = [f"{row['scenario_label']} {formatting.count(row['units_p50'])}" for row in rows]
    return (
        f"Ranges of units in {rows[0]['year'] if rows else 'the last year'} by scenario; medians: {'; '.join(texts)}."
    )


def substitution(rows: Rows) -> str:
    """Ranges of domestic supply and imports."""
    texts = [
        f"{row['year']} domestic {formatting.count(row['domestic_h20e_by_compute_p50'])}, imported between "
        f"{formatting.count(row['imported_h20e_by_compute_low'])}"
        f" and {formatting.count(row['imported_h20e_by_compute_high'])}"
        for row in rows
    ]
    return (
        f"Ranges by year in three panels: by compute, memory bandwidth and memory size. By compute: {'; '.join(texts)}."
    )


def verdicts(rows: Rows) -> str:
    """Bars of verdicts."""
    found = [row["verdict"] for row in rows]
    texts = [f"{found.count(verdict)} {formatting.plain(verdict)}" for verdict in dict.fromkeys(found)]
    return f"Bars: of {len(found)} claims, {', '.join(texts)}."


def watch(rows: Rows) -> str:
    """The timeline of signals."""
    found = [row["state"] for row in rows]
    texts = [f"{found.count(state)} {formatting.plain(state)}" for state in dict.fromkeys(found)]
    return f"A timeline of {len(found)} signals: {', '.join(texts)}. The table below has each one."


def _fiscal(row: dict[str, Any]) -> str:
    return formatting.fiscal(row["fiscal_year"], row["fiscal_quarter"])


def _newest(rows: Rows, amount: str) -> str:
    """The amounts of each company's newest fiscal year, with their bases."""
    newest = {row["ticker"]: row["fiscal_year"] for row in sorted(rows, key=lambda row: row["fiscal_year"])}
    return "; ".join(
        f"{row['ticker']} FY{row['fiscal_year']} {formatting.usd(row[amount])} by "
        f"{formatting.plain(row['geography_basis'])}"
        for row in rows
        if row["fiscal_year"] == newest[row["ticker"]]
    )


def _estimate(row: dict[str, Any], share: str) -> str:
    return formatting.estimate(*(row[f"{share}{end}_share"] for end in ("_low", "", "_high")))

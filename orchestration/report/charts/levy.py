"""Levies by scenario against companies' R&D expense and operating income, and by year against the article's figure."""

from __future__ import annotations

from typing import Any, Final

import altair as alt
import polars as pl

from orchestration.report import formatting
from orchestration.report.charts.revenue import BASES, IN_BN, year_axis
from orchestration.report.charts.theme import Theme, data, haloed, shared, styled, tooltip

MEASURES: Final = {
    "levy_of_rnd_share": "of R&D expense",
    "levy_of_operating_income_share": "of operating income",
}


def levy_weight(frame: pl.DataFrame, theme: Theme) -> Any:
    """Bars by scenario: the levy of a fiscal year as a share of R&D expense and of operating income.

    One row of panels a company. Columns as in `levy_weight.sql`; rows without a share are only in the table.
    """
    rows = [
        {
            "who": f"{row['ticker']}, {formatting.fiscal(row['fiscal_year'], None)}",
            "scenario": row["scenario_label"],
            "measure": measure,
            "share": row[measure],
            "label": formatting.share(row[measure]),
            "tip": f"{row['ticker']} {formatting.fiscal(row['fiscal_year'], None)}, {row['scenario_label']}: "
            f"{formatting.usd(row['levy_usd'])}, {formatting.share(row[measure])}",
        }
        for row in frame.to_dicts()
        for measure in MEASURES
        if row[measure] is not None
    ]
    if not rows:
        return None
    largest = max(float(row["share"]) for row in rows) * 1.02
    parts = []
    for who in sorted({row["who"] for row in rows}, reverse=True):
        panels: list[Any] = []
        for measure, title in MEASURES.items():
            mine = [row for row in rows if row["who"] == who and row["measure"] == measure]
            if mine:
                panels.append(_panel(mine, f"{who}: {title}", largest, theme, bool(panels)))
        parts.append(alt.vconcat(*panels, spacing=18) if theme.is_narrow else alt.hconcat(*panels, spacing=24))
    return styled(alt.vconcat(*parts, spacing=28), theme)


def _panel(rows: list[dict[str, Any]], title: str, largest: float, theme: Theme, is_second: bool) -> Any:
    order = [row["scenario"] for row in rows]
    if theme.is_narrow:
        axis: Any = None
        each: float = theme.width - 80
    else:
        axis = None if is_second else alt.Axis(labelLimit=330, title=None, ticks=False, domain=False)
        each = (theme.width - 320 - 130) / 2
    base = alt.Chart(data(rows)).encode(
        x=alt.X("share:Q", scale=alt.Scale(domain=[0, largest]), axis=None),
        y=alt.Y("scenario:N", sort=order, axis=axis),
    )
    # On a phone the scenario is above its bar.
    below = 8 if theme.is_narrow else 0
    bar = base.mark_bar(color=theme.colour("blue"), size=12, yOffset=below).encode(**tooltip())
    label = base.mark_text(align="left", dx=5, yOffset=below).encode(text=alt.Text("label:N"))
    layers = [bar, label]
    if theme.is_narrow:
        layers.append(
            alt.Chart(data(rows))
            .mark_text(align="left", yOffset=-8, color=theme.colour("quiet"), limit=theme.width - 16)
            .encode(x=alt.value(0), y=alt.Y("scenario:N", sort=order, axis=None), text=alt.Text("scenario:N"))
        )
    return alt.layer(*layers, width=each, height=(36 if theme.is_narrow else 26) * len(rows), title=title)


def levy_against_article(frame: pl.DataFrame, figures: pl.DataFrame, theme: Theme) -> Any:
    """`levy_by_year` with the amount of the article's claim S014 among the rows of `article_figures.sql`."""
    stated = figures.filter(claim_id="S014")["stated_value"].drop_nulls()
    return levy_by_year(frame, theme, float(stated[0]) if len(stated) else None)


def levy_by_year(frame: pl.DataFrame, theme: Theme, article_usd: float | None = None) -> Any:
    """Bars by fiscal year and basis: the article's rate on all China revenue, US dollars, by company.

    `article_usd` is the amount that the article gives for every year, drawn as a line across NVIDIA's years.
    """
    known = frame.filter(pl.col("levy_usd").is_not_null())
    if known.is_empty():
        return None
    bases = sorted(set(known["geography_basis"]))
    tickers = known["ticker"].unique().sort(descending=True).to_list()
    colours = alt.Color(
        "basis:N",
        scale=alt.Scale(
            domain=[formatting.plain(name) for name in bases],
            range=[theme.colour(BASES.get(name, "green")) for name in bases],
        ),
        legend=alt.Legend(title=None),
    )
    top = max(float(known["levy_usd"].max() or 0), article_usd or 0)  # type: ignore[arg-type] # a column of numbers has a number as its most
    parts = []
    for ticker in tickers:
        rows = [
            row
            | {
                "fiscal": f"FY{row['fiscal_year']}",
                "basis": formatting.plain(row["geography_basis"]),
                "label": f"{float(row['levy_usd']) / 1e9:.2f}",
                "tip": f"{ticker} FY{row['fiscal_year']}: {formatting.usd(row['levy_usd'])} by "
                f"{formatting.plain(row['geography_basis'])}, {formatting.share(row['levy_of_rnd_share'])} of its R&D",
            }
            for row in known.filter(ticker=ticker).to_dicts()
        ]
        base = alt.Chart(data(rows)).encode(
            x=alt.X("fiscal:O", axis=year_axis(theme)),
            y=alt.Y(
                "levy_usd:Q",
                scale=alt.Scale(domain=[0, top * 1.1], nice=False),
                axis=alt.Axis(labelExpr=IN_BN, tickCount=4, domain=False, ticks=False),
                title=None,
            ),
        )
        size: dict[str, Any] = {}
        if len({row["geography_basis"] for row in rows}) > 1:
            base = base.encode(xOffset=alt.XOffset("basis:N", sort=[formatting.plain(name) for name in bases]))
        else:
            size = {"size": 26}
        layers = [
            base.mark_bar(**size).encode(color=colours, **tooltip()),
        ]
        if article_usd is not None and ticker == "NVDA":
            line = alt.Chart(
                data([{"y": article_usd, "words": f"the article: ${article_usd / 1e9:.1f} bn in every year"}])
            )
            layers.append(line.mark_rule(color=theme.colour("ink"), strokeDash=[5, 3], size=1.5).encode(y=alt.Y("y:Q")))
            layers.append(
                line.mark_text(
                    align="left", baseline="bottom", dy=-3, dx=2, fontSize=12, color=theme.colour("ink")
                ).encode(x=alt.value(0), y=alt.Y("y:Q"), text=alt.Text("words:N"))
            )
        layers += haloed(
            base.mark_text(dy=-7, fontSize=10, color=theme.colour("ink")).encode(text=alt.Text("label:N")), theme
        )
        each = theme.width - 70 if theme.is_narrow else (theme.width - 70 * len(tickers)) / len(tickers)
        parts.append(alt.layer(*layers, width=each, height=210, title=rows[0]["company_name"]))
    side_by_side = alt.vconcat if theme.is_narrow else alt.hconcat
    return styled(side_by_side(*parts, resolve=shared("color")), theme)

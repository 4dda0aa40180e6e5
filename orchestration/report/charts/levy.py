"""Levies by scenario against companies' R&D expense and operating income, and by year against the article's figure."""

from __future__ import annotations

from typing import Any, Final

import altair as alt
import polars as pl

from orchestration.report import formatting
from orchestration.report.charts.bases import bars_by_year
from orchestration.report.charts.theme import Theme, data, styled, tooltip

MEASURES: Final = {
    "levy_of_rnd_share": "of R&D expense",
    "levy_of_operating_income_share": "of operating income",
}


def levy_weight(frame: pl.DataFrame, theme: Theme) -> Any:
    """Bars by company and scenario: the levy of a fiscal year as a share of R&D expense and of operating income.

    One panel a measure. Columns as in `levy_weight.sql`; rows without a share are only in the table.
    """
    rows = [
        {
            "who": f"{row['ticker']} {formatting.fiscal(row['fiscal_year'], None)}: {row['scenario_label']}",
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
    order = list(dict.fromkeys(row["who"] for row in rows))
    panels: list[Any] = []
    for measure, title in MEASURES.items():
        mine = [row for row in rows if row["measure"] == measure]
        if mine:
            panels.append(_panel(mine, order, f"Levy as a share {title}", largest, theme, is_second=bool(panels)))
    return styled(alt.vconcat(*panels, spacing=24) if theme.is_narrow else alt.hconcat(*panels, spacing=24), theme)


def _panel(
    rows: list[dict[str, Any]], order: list[str], title: str, largest: float, theme: Theme, *, is_second: bool
) -> Any:
    if theme.is_narrow:
        axis: Any = None
        each: float = theme.width - 80
        order = [who for who in order if who in {row["who"] for row in rows}]
    else:
        axis = None if is_second else alt.Axis(labelLimit=370, title=None, ticks=False, domain=False)
        each = (theme.width - 370 - 130) / 2
    y = alt.Y("who:N", sort=order, scale=alt.Scale(domain=order), axis=axis)
    base = alt.Chart(data(rows)).encode(x=alt.X("share:Q", scale=alt.Scale(domain=[0, largest]), axis=None), y=y)
    # On a phone the company and the scenario are above their bar.
    below = 8 if theme.is_narrow else 0
    bar = base.mark_bar(color=theme.colour("blue"), size=12, yOffset=below).encode(**tooltip())
    label = base.mark_text(align="left", dx=5, yOffset=below).encode(text=alt.Text("label:N"))
    layers = [bar, label]
    if theme.is_narrow:
        layers.append(
            alt.Chart(data(rows))
            .mark_text(align="left", yOffset=-8, color=theme.colour("quiet"), limit=theme.width - 16)
            .encode(x=alt.value(0), y=y, text=alt.Text("who:N"))
        )
    return alt.layer(*layers, width=each, height=(36 if theme.is_narrow else 26) * len(order), title=title)


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
    return bars_by_year(
        known,
        "levy_usd",
        theme,
        digits=2,
        tip=lambda row: (
            f"{row['ticker']} FY{row['fiscal_year']}: {formatting.usd(row['levy_usd'])} by "
            f"{formatting.plain(row['geography_basis'])}, {formatting.share(row['levy_of_rnd_share'])} of its R&D"
        ),
        lines={} if article_usd is None else {"NVDA": (article_usd, f"the article: ${article_usd / 1e9:.1f} bn")},
    )

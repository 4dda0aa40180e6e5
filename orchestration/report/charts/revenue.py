"""China revenue on each geography basis, by quarter and by year."""

from __future__ import annotations

from typing import Any, Final

import altair as alt
import polars as pl

from orchestration.report import formatting
from orchestration.report.charts.bases import IN_BN, bars_by_year, colour_of_basis
from orchestration.report.charts.theme import Theme, data, shared, styled, tooltip

#: Axis labels of quarters: the number, and the year under the first; on a phone every second year only.
YEARS_BELOW: Final = (
    "indexof(datum.label, 'Q1') > 0 || datum.index == 0 ? [slice(datum.label, 7), slice(datum.label, 0, 6)]"
    " : slice(datum.label, 7)"
)
YEARS_ALONE: Final = "indexof(datum.label, 'Q1') > 0 ? ['|', 'FY' + slice(datum.label, 4, 6)] : ''"
#: Fiscal years drawn, up to the newest.
YEARS: Final = 8


def china_revenue_by_quarter(frame: pl.DataFrame, theme: Theme) -> Any:
    """Bars by fiscal quarter and basis, US dollars, for each company with a figure by quarter.

    A line marks where a company's own filings changed to another basis. Columns as in
    `china_revenue_by_quarter.sql`.
    """
    with_figures = frame.filter(pl.col("china_revenue_usd").is_not_null())
    if with_figures.is_empty():
        return None
    colours = colour_of_basis(with_figures["geography_basis"].unique(), theme)
    tickers = with_figures["ticker"].unique().sort()
    parts = [_of_company(frame.filter(ticker=ticker), colours, theme) for ticker in tickers]
    return styled(parts[0] if len(parts) == 1 else alt.vconcat(*parts, resolve=shared("color"), spacing=24), theme)


def _of_company(frame: pl.DataFrame, colours: alt.Color, theme: Theme) -> Any:
    rows = [row | _labels(row) for row in frame.to_dicts()]
    order = list(dict.fromkeys(row["label"] for row in rows))
    names = frame.filter(pl.col("china_revenue_usd").is_not_null())["geography_basis"].unique().sort().to_list()
    rows = [row for row in rows if row["geography_basis"] in names]
    known = [row for row in rows if row["china_revenue_usd"] is not None]
    has = {row["label"] for row in known}
    unknown = [
        {"label": label, "no": "no\nfigure", "tip": f"{label}: no figure"} for label in order if label not in has
    ]
    axis = alt.Axis(
        labelExpr=YEARS_BELOW if not theme.is_narrow else YEARS_ALONE,
        labelAngle=0,
        labelOverlap=False,
        labelFontSize=9 if theme.is_narrow else 12,
        ticks=False,
        title=None,
    )
    x = alt.X("label:O", sort=order, axis=axis)
    # A company with one basis has its bars in the middle of the quarter.
    offset = {"xOffset": alt.XOffset("basis:N", sort=[formatting.plain(name) for name in names])} if names[1:] else {}
    y = alt.Y(
        "china_revenue_usd:Q",
        axis=alt.Axis(labelExpr=IN_BN, tickCount=5, domain=False, ticks=False),
        scale=alt.Scale(domainMax=max(float(row["china_revenue_usd"]) for row in known) * 1.22),
        title=None,
    )
    size: dict[str, Any] = {} if offset else {"size": min(30, 0.8 * (theme.width - 70) / len(order))}
    bars = alt.Chart(data(known)).mark_bar(**size).encode(x=x, y=y, **offset, color=colours, **tooltip())
    layers = [bars]
    if not theme.is_narrow:
        layers.append(
            alt.Chart(data(known))
            .mark_text(dy=-6, fontSize=10, color=theme.colour("ink"))
            .encode(x=x, y=y, **offset, text=alt.Text("short:N"))
        )
    if unknown:
        layers.append(
            alt.Chart(data(unknown))
            .mark_text(
                baseline="bottom", lineBreak="\n", dy=-14 if theme.is_narrow else -16, color=theme.colour("quiet")
            )
            .encode(
                x=x, y=alt.YDatum(0), text=alt.Text("no:N") if not theme.is_narrow else alt.TextValue("×"), **tooltip()
            )
        )
    turn = _turn(rows)
    if turn:
        mark = alt.Chart(data([turn]))
        layers.append(
            mark.mark_rule(strokeDash=[4, 3], color=theme.colour("quiet")).encode(
                x=alt.X("label:O", sort=order, bandPosition=0)
            )
        )
        layers.append(
            mark.mark_text(
                align="right", baseline="top", dx=-6, dy=2, lineBreak="\n", color=theme.colour("quiet")
            ).encode(x=alt.X("label:O", sort=order, bandPosition=0), y=alt.value(0), text=alt.Text("words:N"))
        )
    return alt.layer(
        *layers,
        width=theme.width - 70,
        height=180 if theme.is_narrow else 220,
        title=frame["company_name"][0] + ", by fiscal quarter",
    )


def china_revenue_by_year(frame: pl.DataFrame, theme: Theme) -> Any:
    """Bars of eight fiscal years by basis, US dollars, one panel a company; None without a figure."""
    if frame.is_empty():
        return None
    newest = max(frame["fiscal_year"].to_list())
    return bars_by_year(
        frame.filter(pl.col("fiscal_year") > newest - YEARS),
        "china_revenue_usd",
        theme,
        digits=1,
        tip=lambda row: _labels(row)["tip"],
    )


def _labels(row: dict[str, Any]) -> dict[str, Any]:
    amount = row["china_revenue_usd"]
    label = formatting.fiscal(row["fiscal_year"], row["fiscal_quarter"]).replace(formatting.NBSP, " ")
    when = formatting.fiscal(row["fiscal_year"], row["fiscal_quarter"], row["period_end"])
    basis = formatting.plain(row["geography_basis"])
    return {
        "label": label,
        "basis": basis,
        "short": "" if amount is None else f"{float(amount) / 1e9:.1f}",
        "tip": f"{row['ticker']} {when}: {formatting.usd(amount)} by {basis}"
        + (f", {formatting.plain(row['derivation'])}" if row["derivation"] else ""),
    }


def _turn(rows: list[dict[str, Any]]) -> dict[str, str] | None:
    """The first quarter that the company's own filing reported on its current basis."""
    own = [row for row in rows if row["china_revenue_usd"] is not None and row["is_basis_of_own_filing"]]
    if not own or len({row["geography_basis"] for row in own}) < 2:
        return None
    newest = own[-1]["geography_basis"]
    first = next(row for row in own if row["geography_basis"] == newest)
    return {
        "label": first["label"],
        "words": f"recast in the filing of {formatting.day(first['known_at'])}:\nfrom here by {first['basis']}",
    }
